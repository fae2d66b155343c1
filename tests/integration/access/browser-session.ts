/** Follows redirects with cookies per host, as a browser does, and fills in forms. */
export class BrowserSession {
  readonly #jars = new Map<string, Map<string, string>>()

  /** The cookies for an address, as a header. */
  cookieFor(url: string): string {
    return [...(this.#jars.get(new URL(url).host) ?? [])]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
  }

  /** Goes to `url` and on, until an answer is no redirect. Throws after 20 of them. */
  async go(url: string, init: RequestInit = {}): Promise<{ url: string; status: number; body: string }> {
    let [at, request] = [url, init]
    for (let hops = 0; hops < 20; hops++) {
      const headers = { ...request.headers, cookie: this.cookieFor(at) }
      const answer = await fetch(at, {
        ...request,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      })
      this.#keep(at, answer)
      const location = answer.headers.get('location')
      if (location === null || answer.status < 300)
        return { url: at, status: answer.status, body: await answer.text() }
      await answer.body?.cancel()
      at = new URL(location, at).href
      request = {}
    }
    throw new Error(`redirected without end, last to ${at}`)
  }

  /** Sends the first form of a page with these fields besides its hidden ones. */
  submit(
    page: { url: string; body: string },
    fields: Readonly<Record<string, string>>,
  ): ReturnType<BrowserSession['go']> {
    const action = /<form[^>]*action="([^"]+)"/.exec(page.body)?.[1] ?? page.url
    const hidden = [...page.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const body = new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
      ...fields,
    })
    return this.go(new URL(action, page.url).href, { method: 'POST', body })
  }

  #keep(url: string, answer: Response): void {
    const { host } = new URL(url)
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', ...value] = pair.split('=')
      if (/max-age=0/i.test(line) || value.join('=') === '') jar.delete(name)
      else jar.set(name, value.join('='))
    }
  }
}
