import type { FileInfo } from './file-references.ts'

/** A browser may keep a file, and asks each time whether it still may show it: who may read changes. */
export const FILE_CACHING = 'private, no-cache'

/** Octets of a content, both ends included. */
export interface OctetRange {
  readonly first: number
  readonly last: number
}

/** What a request asks for: all, a part, or what is not there. */
export type Asked =
  | { readonly kind: 'all' }
  | { readonly kind: 'part'; readonly range: OctetRange }
  | { readonly kind: 'none' }

/** Reads `Range` (RFC 9110 section 14). Several ranges, other units and what is malformed are passed over, as is allowed. */
export function askedRange(header: string | undefined, size: number): Asked {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (found === null) return { kind: 'all' }
  const [, from = '', to = ''] = found
  if (from === '') {
    if (to === '') return { kind: 'all' }
    const last = Number(to)
    return last === 0
      ? { kind: 'none' }
      : { kind: 'part', range: { first: Math.max(0, size - last), last: size - 1 } }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return { kind: 'all' }
  return first >= size ? { kind: 'none' } : { kind: 'part', range: { first, last } }
}

export const etagOf = ({ hash }: FileInfo): string => `"${hash}"`

/** Whether a tag is among those of `If-None-Match` (RFC 9110 section 13.1.2). */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim())) === true

/**
 * What a file is sent with. No page is made of it: it runs nothing, loads nothing and is taken for nothing else than it
 * is.
 */
export function fileHeaders(file: FileInfo, asDownload: boolean): Record<string, string> {
  const shown = file.pixels !== null && !asDownload
  return {
    'Content-Type': file.type,
    'Content-Disposition': disposition(shown ? 'inline' : 'attachment', file.name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Cache-Control': FILE_CACHING,
    Vary: 'Cookie',
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file),
  }
}

/** RFC 6266, with the name as RFC 8187 spells it. `name` is safe already; the plain one is for old programs. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const spelt = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${spelt}`
}
