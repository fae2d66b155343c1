/** A document's id: 26 characters of lower-case Crockford base32, 130 random bits. */
export type DocumentId = string & { readonly __brand: 'DocumentId' }
/** A file's id within a document; made and spelt alike. */
export type FileId = string & { readonly __brand: 'FileId' }

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 26
const PATTERN = /^[0-9a-hjkmnp-tv-z]{26}$/

/** `count` octets from a cryptographic source. */
export type RandomBytes = (count: number) => Uint8Array

/** Parses a document id. There is one spelling per document: anything else, other case included, is null. */
export const parseDocumentId = (text: string): DocumentId | null =>
  PATTERN.test(text) ? (text as DocumentId) : null

/** Parses a file id, as strictly. What is no string is none. */
export const parseFileId = (value: unknown): FileId | null =>
  typeof value === 'string' && PATTERN.test(value) ? (value as FileId) : null

/** Makes a new document id. */
export const newDocumentId = (randomBytes: RandomBytes): DocumentId => newId(randomBytes) as DocumentId

/** Makes a new file id. */
export const newFileId = (randomBytes: RandomBytes): FileId => newId(randomBytes) as FileId

function newId(randomBytes: RandomBytes): string {
  let id = ''
  for (const octet of randomBytes(LENGTH)) id += ALPHABET[octet & 31]
  return id
}
