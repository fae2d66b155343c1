const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])
const SOME_ORIGIN = 'https://origin.invalid'

/** Says whether a document may link to `url`: absolute, and http, https or mailto. */
export function isLinkAllowed(url: string): boolean {
  return URL.canParse(url) && LINK_PROTOCOLS.has(new URL(url).protocol)
}

/** What a person typed into a link field, as an address a document may link to; null when there is none. */
export function linkTarget(typed: string): string | null {
  const text = typed.trim()
  if (text === '' || /\s/u.test(text)) return null
  if (/^[^/?#@:]+@[^/?#@:]+\.[^/?#@:]+$/u.test(text)) return `mailto:${text}`
  const url = /^[a-z][a-z0-9+.-]*:(?!\d)/iu.test(text) ? text : `https://${text}`
  return isLinkAllowed(url) ? url : null
}

/**
 * Where to go after signing in: a path on this origin, else `/`. Parsed as a browser would parse it, since browsers
 * drop tabs and line ends, and read `\` as `/`, before they look for a host.
 */
export function safeNext(next: string | null | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/'
  if (!URL.canParse(next, SOME_ORIGIN)) return '/'
  const url = new URL(next, SOME_ORIGIN)
  const path = `${url.pathname}${url.search}${url.hash}`
  return url.origin === SOME_ORIGIN && !path.startsWith('//') ? path : '/'
}
