import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { DeleteRanges } from './delete-ranges.ts'
import type { Standing } from './standing.ts'
import type { Section } from './update-scan.ts'

/** What the hot path has to know of a document's shape. */
export interface Outline extends Standing {
  /** Levels of shared types within each other. */
  readonly depth: number
  /** Where in its encoding each client's structs are. */
  readonly sections: readonly Section[]
}

/*
 *   outline := depth ranges(blocks) ranges(entries) count section*
 *   ranges  := count client*
 *   client  := id count (clock length)*      clocks as distances from the end of the range before
 *   section := client clock end structs from to
 */

export function encodeOutline({ depth, blocks, entries, sections }: Outline): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, depth)
  writeRanges(encoder, blocks)
  writeRanges(encoder, entries)
  encoding.writeVarUint(encoder, sections.length)
  for (const { client, clock, end, count, from, to } of sections) {
    for (const number of [client, clock, end, count, from, to]) encoding.writeVarUint(encoder, number)
  }
  return encoding.toUint8Array(encoder)
}

function writeRanges(encoder: encoding.Encoder, ranges: DeleteRanges): void {
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

/** Reverses {@link encodeOutline}. Throws when the octets are no outline. */
export function decodeOutline(bytes: Uint8Array): Outline {
  const decoder = decoding.createDecoder(bytes)
  return {
    depth: decoding.readVarUint(decoder),
    blocks: readRanges(decoder),
    entries: readRanges(decoder),
    sections: readSections(decoder),
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

function readRanges(decoder: decoding.Decoder): DeleteRanges {
  const ranges = new DeleteRanges()
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
