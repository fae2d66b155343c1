import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { ClockRanges } from './clock-ranges.ts'
import { PLACES, type Standing } from './standing.ts'
import type { Section } from './update-scan.ts'

/** What the hot path has to know of a document's shape. */
export interface Outline extends Standing {
  /** Levels of shared types within each other. */
  readonly depth: number
  /** Where in its encoding each client's structs are. */
  readonly sections: readonly Section[]
}

/** What an outline of this form begins with. Older ones begin with the depth, and no document lies that deep. */
const FORMAT = 1_002

/** One for each of `PLACES`. */
export type Ranges = [ClockRanges, ClockRanges, ClockRanges, ClockRanges]

/*
 *   outline := FORMAT depth ranges* count section*      ranges for each of `PLACES`
 *   ranges  := count client*
 *   client  := id count (clock length)*      clocks as distances from the end of the range before
 *   section := client clock end structs from to
 */

export function encodeOutline(outline: Outline): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, FORMAT)
  encoding.writeVarUint(encoder, outline.depth)
  for (const place of PLACES) writeRanges(encoder, outline[place])
  encoding.writeVarUint(encoder, outline.sections.length)
  for (const { client, clock, end, count, from, to } of outline.sections) {
    for (const number of [client, clock, end, count, from, to]) encoding.writeVarUint(encoder, number)
  }
  return encoding.toUint8Array(encoder)
}

function writeRanges(encoder: encoding.Encoder, ranges: ClockRanges): void {
  encoding.writeVarUint(encoder, ranges.clients)
  for (const [client, starts, ends] of ranges.entries()) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, starts.length)
    let before = 0
    for (let i = 0; i < starts.length; i++) {
      const [start, end] = [starts[i] as number, ends[i] as number]
      encoding.writeVarUint(encoder, start - before)
      encoding.writeVarUint(encoder, end - start)
      before = end
    }
  }
}

/** Reverses {@link encodeOutline}. Null when the octets are no outline, or one of another version. */
export function decodeOutline(bytes: Uint8Array): Outline | null {
  const decoder = decoding.createDecoder(bytes)
  try {
    if (decoding.readVarUint(decoder) !== FORMAT) return null
    const depth = decoding.readVarUint(decoder)
    const [blocks, entries, elements, children] = PLACES.map(() => readRanges(decoder)) as Ranges
    return { depth, blocks, entries, elements, children, sections: readSections(decoder) }
  } catch {
    return null
  }
}

function readSections(decoder: decoding.Decoder): Section[] {
  const sections: Section[] = []
  for (let count = decoding.readVarUint(decoder); count > 0; count--) {
    sections.push({
      client: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      end: decoding.readVarUint(decoder),
      count: decoding.readVarUint(decoder),
      from: decoding.readVarUint(decoder),
      to: decoding.readVarUint(decoder),
    })
  }
  return sections
}

function readRanges(decoder: decoding.Decoder): ClockRanges {
  const ranges = new ClockRanges()
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder)
    let clock = 0
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      clock += decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      ranges.add({ client, clock, length })
      clock += length
    }
  }
  return ranges
}
