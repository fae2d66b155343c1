/** A document's id: 26 characters of lower-case Crockford base32, 130 random bits. */
export type DocumentId = string & { readonly __brand: 'DocumentId' }

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 26
const PATTERN = /^[0-9a-hjkmnp-tv-z]{26}$/

/** Parses a document id. There is one spelling per document: anything else, other case included, is null. */
export const parseDocumentId = (text: string): DocumentId | null =>
  PATTERN.test(text) ? (text as DocumentId) : null

/** Makes a new document id. `randomBytes(n)` returns n octets from a cryptographic source. */
export function newDocumentId(randomBytes: (count: number) => Uint8Array): DocumentId {
  let id = ''
  for (const octet of randomBytes(LENGTH)) id += ALPHABET[octet & 31]
  return id as DocumentId
}
