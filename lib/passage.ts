import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { decodeRelativePosition, encodeRelativePosition, type RelativePosition } from 'yjs'
import { TEXT_ROOT } from './document-roots.ts'
import * as z from './schema.ts'

/** UTF-16 units of the words of a passage that are kept with it, of its end when it is longer, and on each side of it. */
export const MAX_QUOTE = 1_000
export const MAX_TAIL = 64
export const MAX_CONTEXT = 32
/** UTF-16 units of a whole passage. */
const MAX_LENGTH = 1_000_000
/** Characters of a place: two clocks of a client and the name of a root take much less. */
const MAX_PLACE = 64

/** A place in the text as it is kept beside it; null for what is none. */
export function placeFrom(encoded: string): RelativePosition | null {
  try {
    const place = decodeRelativePosition(fromBase64UrlEncoded(encoded))
    const { item, type, tname } = place
    if (tname !== null ? tname !== TEXT_ROOT : item === null && type === null) return null
    return encodePlace(place) === encoded ? place : null
  } catch {
    // it comes from others and may be anything
    return null
  }
}

export const encodePlace = (place: RelativePosition): string =>
  toBase64UrlEncoded(encodeRelativePosition(place))

const place = z
  .string()
  .check(z.maxLength(MAX_PLACE), z.regex(/^[\w-]+$/))
  .check(z.refine((encoded) => placeFrom(encoded) !== null))
const wordsOfText = (most: number) => z.string().check(z.maxLength(most))

/**
 * Some words of the text: between which places they stand, as Yjs relative positions in base64url, and what they were.
 * The words find them again where the places are gone, as when a block was made anew elsewhere.
 */
export const passage = z.strictObject({
  start: place,
  end: place,
  /** The first of the words; lines are parted by line breaks. */
  quote: wordsOfText(MAX_QUOTE).check(z.minLength(1)),
  /** UTF-16 units of all of the words. */
  length: z.int().check(z.positive(), z.maximum(MAX_LENGTH)),
  /** The last of the words when `quote` is not all of them, else empty. */
  tail: wordsOfText(MAX_TAIL),
  /** What stood before and behind them in their lines. */
  before: wordsOfText(MAX_CONTEXT),
  after: wordsOfText(MAX_CONTEXT),
})
export type Passage = z.infer<typeof passage>

/** Whether all words of the passage are in its quote. */
export const isWhole = ({ quote, length }: Passage): boolean => quote.length === length
