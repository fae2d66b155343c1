import { parseDocumentId } from '../../../../../lib/ids.ts'

/** The address of a document, complete where the page has one itself: it is copied to other places. */
export function documentAddress(id: string): string {
  const { origin } = window.location
  return origin.startsWith('http') ? `${origin}/d/${id}` : `/d/${id}`
}

/** The document that an address of this server leads to; null for all others. */
export function documentAt(href: string | null): string | null {
  const { origin, href: base } = window.location
  if (href === null || !URL.canParse(href, base)) return null
  const url = new URL(href, base)
  const [, id] = /^\/d\/([^/]+)$/.exec(url.pathname) ?? []
  return url.origin === origin && id !== undefined ? parseDocumentId(id) : null
}
