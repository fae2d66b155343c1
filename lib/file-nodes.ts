import { safeFileName } from './file-names.ts'
import { type DocumentId, type FileId, parseDocumentId, parseFileId } from './ids.ts'

/** Characters of what stands for a picture, and below it. */
export const MAX_ALT = 1_000
export const MAX_CAPTION = 2_000
/** Width of a picture in percent of the text's; null is its own, as far as there is room. */
export const LEAST_WIDTH = 10
export const MOST_WIDTH = 100
/** Pixels of a side that are believed, to keep a picture's place before it is there. */
const MAX_SIDE = 20_000
const MAX_ADDRESS = 2_000

export const ALIGNMENTS = ['left', 'center', 'right'] as const
export type Alignment = (typeof ALIGNMENTS)[number]

/** A node's attributes as they come: from this page, or from anybody who speaks Yjs. */
export type Attributes = Readonly<Record<string, unknown>>

/** What a picture in the text says of itself, every value checked. */
export interface Picture {
  /** Null when it is none of this document's files. */
  readonly file: FileId | null
  /** Where it lies on another site: never loaded, only linked to. */
  readonly src: string | null
  readonly alt: string
  readonly caption: string
  readonly width: number | null
  readonly align: Alignment
  readonly pixels: { readonly width: number; readonly height: number } | null
}

export function pictureOf(attributes: Attributes): Picture {
  const { file, src, alt, caption, width, align, pixelWidth, pixelHeight } = attributes
  const [across, down] = [side(pixelWidth), side(pixelHeight)]
  return {
    file: parseFileId(file),
    src: foreignAddress(src),
    alt: words(alt, MAX_ALT),
    caption: words(caption, MAX_CAPTION),
    width: boundedWidth(width),
    align: ALIGNMENTS.find((name) => name === align) ?? 'center',
    pixels: across === null || down === null ? null : { width: across, height: down },
  }
}

/** What an attached file in the text says of itself, every value checked. */
export interface Attachment {
  readonly file: FileId | null
  readonly name: string
  /** Octets; null when it does not say. */
  readonly size: number | null
}

export function attachmentOf({ file, name, size }: Attributes): Attachment {
  return {
    file: parseFileId(file),
    name: safeFileName(typeof name === 'string' ? name.slice(0, MAX_ADDRESS) : ''),
    size: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null,
  }
}

/** Percent, whole and within bounds; null for what is no number. */
export const boundedWidth = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value)
    ? Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round(value)))
    : null

/** An address on another site that people may be sent to; null for every other kind. */
export function foreignAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_ADDRESS || !URL.canParse(value)) return null
  const url = new URL(value)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}

/** Where a file of a document is, on this origin. */
export const fileAddress = (document: string, file: FileId): string =>
  `/api/documents/${document}/files/${file}`

/** The file that an address names, when it is one of this origin; else null. */
export function fileAt(
  address: string,
  origin: string,
): { readonly document: DocumentId; readonly file: FileId } | null {
  if (!URL.canParse(address, origin)) return null
  const url = new URL(address, origin)
  const found = /^\/api\/documents\/([^/]+)\/files\/([^/]+)$/.exec(url.pathname)
  const document = parseDocumentId(found?.[1] ?? '')
  const file = parseFileId(found?.[2])
  return url.origin !== origin || document === null || file === null ? null : { document, file }
}

const words = (value: unknown, most: number): string =>
  typeof value === 'string' ? value.slice(0, most) : ''

const side = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_SIDE ? value : null
