import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { DeleteRanges } from './delete-ranges.ts'

/** What the hot path has to know of a document's shape. */
export interface Outline {
  /** Levels of shared types within each other. */
  readonly depth: number
  /** The items that stand directly in the text root, deleted ones too. */
  readonly blocks: DeleteRanges
}

/*
 *   outline := depth count client*
 *   client  := id count (clock length)*      clocks as distances from the end of the range before
 */

export function encodeOutline({ depth, blocks }: Outline): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, depth)
  encoding.writeVarUint(encoder, blocks.clients)
  for (const [client, starts, ends] of blocks.entries()) {
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
  return encoding.toUint8Array(encoder)
}

/** Reverses {@link encodeOutline}. Throws when the octets are no outline. */
export function decodeOutline(bytes: Uint8Array): Outline {
  const decoder = decoding.createDecoder(bytes)
  const depth = decoding.readVarUint(decoder)
  const blocks = new DeleteRanges()
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder)
    let clock = 0
    for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges--) {
      clock += decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      blocks.add({ client, clock, length })
      clock += length
    }
  }
  return { depth, blocks }
}
