import * as encoding from 'lib0/encoding'
import { ClockRanges } from './clock-ranges.ts'
import { writeDeletions } from './update-merge.ts'
import { UpdateReader } from './update-reader.ts'
import type { ScannedStruct, scanStructs } from './update-scan.ts'

const CONTENT_STRING = 4
const INFO_RIGHT_ORIGIN = 0b0100_0000
const INFO_ORIGIN = 0b1000_0000
/** Octets that a UTF-16 unit takes in UTF-8 at most. */
const OCTETS_PER_UNIT = 3

export const isLongText = ({ text, from, to }: ScannedStruct, most: number): boolean =>
  text !== null && to - from > most

/**
 * The same update with texts of more than `most` octets in several items, each standing behind the one before, as
 * Yjs splits them (yjs `Item.js`, `splitItem`). Never splits what takes two UTF-16 units.
 */
export function splitTexts(
  { bytes, sections, structs, deletions }: ReturnType<typeof scanStructs>,
  most: number,
): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, sections.length)
  for (const [i, { client, clock }] of sections.entries()) {
    const lane = structs[i] ?? []
    const body = encoding.createEncoder()
    let count = 0
    for (const struct of lane) {
      if (isLongText(struct, most)) count += writeSplit(body, bytes, client, struct, most)
      else {
        encoding.writeUint8Array(body, bytes.subarray(struct.from, struct.to))
        count++
      }
    }
    for (const number of [count, client, clock]) encoding.writeVarUint(encoder, number)
    encoding.writeUint8Array(encoder, encoding.toUint8Array(body))
  }
  writeDeletions(encoder, ClockRanges.of(deletions))
  return encoding.toUint8Array(encoder)
}

/** Writes what of an item with text lies at `clock` and behind; with one unit more where two belong together. */
export function writeTextFrom(
  encoder: encoding.Encoder,
  bytes: Uint8Array,
  client: number,
  { clock: start, text }: ScannedStruct,
  clock: number,
): number {
  if (text === null) throw new Error('not a text')
  const whole = stringAt(bytes, text.stringFrom)
  const units = clock - start
  const from = start + (isHighSurrogate(whole.charCodeAt(units - 1)) ? units - 1 : units)
  if (from === start) return start
  writeHead(encoder, client, from, bytes.subarray(text.rightFrom, text.rightTo))
  encoding.writeVarString(encoder, whole.slice(from - start))
  return from
}

/** The head of an item with text that stands behind the clock before its own. */
function writeHead(encoder: encoding.Encoder, client: number, clock: number, right: Uint8Array): void {
  encoding.writeUint8(encoder, CONTENT_STRING | INFO_ORIGIN | (right.length > 0 ? INFO_RIGHT_ORIGIN : 0))
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock - 1)
  encoding.writeUint8Array(encoder, right)
}

/** Returns the number of items written. */
function writeSplit(
  encoder: encoding.Encoder,
  bytes: Uint8Array,
  client: number,
  { clock, from, text }: ScannedStruct,
  most: number,
): number {
  if (text === null) throw new Error('not a text')
  const { rightFrom, rightTo, stringFrom } = text
  const right = bytes.subarray(rightFrom, rightTo)
  const parts = partsOf(stringAt(bytes, stringFrom), Math.max(2, Math.floor(most / OCTETS_PER_UNIT)))
  let at = clock
  for (const part of parts) {
    if (at === clock) encoding.writeUint8Array(encoder, bytes.subarray(from, stringFrom))
    else writeHead(encoder, client, at, right)
    encoding.writeVarString(encoder, part)
    at += part.length
  }
  return parts.length
}

function stringAt(bytes: Uint8Array, from: number): string {
  const reader = new UpdateReader(bytes)
  reader.position = from
  return reader.string()
}

/** Parts of at most `units` UTF-16 units. */
function partsOf(text: string, units: number): string[] {
  const parts: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + units)
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to--
    parts.push(text.slice(from, to))
    from = to
  }
  return parts
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
