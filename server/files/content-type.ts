/** Types that are told by their first octets. Everything else is a mere download. */
export type ContentType =
  | ImageType
  | 'application/pdf'
  | 'application/zip'
  | 'application/gzip'
  | 'video/mp4'
  | 'video/webm'
  | 'audio/mpeg'
  | 'audio/ogg'
  | 'audio/wav'
  | 'application/octet-stream'

/** The first five are shown in a document when their size is known and bounded; browsers would draw the others too. */
export type ImageType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'image/avif'
  | 'image/bmp'
  | 'image/x-icon'
  | 'image/heic'

/** Latin-1 text at an offset, with `.` for any octet. */
type Magic = readonly [type: ContentType, at: number, octets: string]

const MAGIC: readonly Magic[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF87a'],
  ['image/gif', 0, 'GIF89a'],
  ['image/bmp', 0, 'BM'],
  ['image/x-icon', 0, '\0\0\x01\0'],
  ['image/x-icon', 0, '\0\0\x02\0'],
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/gzip', 0, '\x1f\x8b\x08'],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/ogg', 0, 'OggS'],
]

const RIFF_FORMS: ReadonlyMap<string, ContentType> = new Map([
  ['WEBP', 'image/webp'],
  ['WAVE', 'audio/wav'],
])

/** Major brands of ISO base media files (ISO/IEC 14496-12 section 4.3). */
const BRANDS: ReadonlyMap<string, ContentType> = new Map([
  ['avif', 'image/avif'],
  ['avis', 'image/avif'],
  ['heic', 'image/heic'],
  ['heix', 'image/heic'],
  ['hevc', 'image/heic'],
  ['mif1', 'image/heic'],
  ['msf1', 'image/heic'],
  ['isom', 'video/mp4'],
  ['iso2', 'video/mp4'],
  ['mp41', 'video/mp4'],
  ['mp42', 'video/mp4'],
  ['avc1', 'video/mp4'],
  ['M4V ', 'video/mp4'],
])

/** Says what a content is by its first octets alone, whatever it is called or declared as. */
export function contentTypeOf(head: Uint8Array): ContentType {
  const text = (from: number, to: number): string => Buffer.from(head.subarray(from, to)).toString('latin1')
  if (text(0, 4) === 'RIFF') return RIFF_FORMS.get(text(8, 12)) ?? 'application/octet-stream'
  if (text(4, 8) === 'ftyp') return BRANDS.get(text(8, 12)) ?? 'application/octet-stream'
  const found = MAGIC.find(([, at, octets]) => text(at, at + octets.length) === octets)
  return found?.[0] ?? 'application/octet-stream'
}
