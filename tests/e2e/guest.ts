import type { BrowserContext, Page } from '@playwright/test'
import type { LinkRole } from '../../lib/api-schema.ts'
import { Sheet } from './sheet.ts'

/** Somebody with a browser of their own and a session. */
export class Guest {
  readonly context: BrowserContext
  readonly name: string
  readonly #url: string

  private constructor(context: BrowserContext, url: string, name: string) {
    this.context = context
    this.#url = url
    this.name = name
  }

  /** Signs in as a guest; the product gives the name. */
  static async enter(context: BrowserContext, url: string): Promise<Guest> {
    await context.request.post(`${url}/api/auth/sign-in/anonymous`, { data: {} })
    const answer = await context.request.get(`${url}/api/me`)
    const { user } = (await answer.json()) as { user: { name: string } }
    return new Guest(context, url, user.name)
  }

  /** The session, as a client without a browser sends it. */
  async cookie(): Promise<string> {
    return (await this.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  /** Makes a document over HTTP and returns its id. Unless said otherwise whoever has the link may edit. */
  async newDocument(link: LinkRole = 'editor'): Promise<string> {
    const answer = await this.context.request.post(`${this.#url}/api/documents`, { data: { title: '' } })
    const { id } = (await answer.json()) as { id: string }
    await this.share(id, link)
    return id
  }

  async share(id: string, role: LinkRole): Promise<void> {
    const answer = await this.context.request.put(`${this.#url}/api/documents/${id}/link`, { data: { role } })
    if (!answer.ok()) throw new Error(`not shared: ${answer.status()} ${await answer.text()}`)
  }

  /** Opens a document in a new tab, and waits until its text is there. */
  async open(id: string): Promise<Sheet> {
    const sheet = await this.visit(`/d/${id}`)
    await sheet.text.waitFor()
    return sheet
  }

  /** Opens an address of the product in a new tab. */
  async visit(path: string): Promise<Sheet> {
    const page: Page = await this.context.newPage()
    await page.goto(`${this.#url}${path}`)
    return new Sheet(page)
  }
}
