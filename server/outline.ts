import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { DeleteRanges } from './delete-ranges.ts'
import type { Standing } from './standing.ts'

/** What the hot path has to know of a document's shape. */
export interface Outline extends Standing {
  /** Levels of shared types within each other. */
  readonly depth: number
}

/*
 *   outline := depth ranges(blocks) ranges(entries)
 *   ranges  := count client*
 *   client  := id count (clock length)*      clocks as distances from the end of the range before
 */

export function encodeOutline({ depth, blocks, entries }: Outline): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, depth)
  writeRanges(encoder, blocks)
  writeRanges(encoder, entries)
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
  }
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
