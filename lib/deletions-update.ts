import * as encoding from 'lib0/encoding'
import { createDeleteSetFromStructStore, type Doc } from 'yjs'

/**
 * An update with nothing but the deletions of what a peer with the state vector `known` has. A document at its cap
 * takes it where it refuses the same deletions beside something new.
 */
export function deletionsUpdate(doc: Doc, known: ReadonlyMap<number, number>): Uint8Array {
  const encoder = encoding.createEncoder()
  const clients = [...createDeleteSetFromStructStore(doc.store).clients].flatMap(([client, ranges]) => {
    const end = known.get(client) ?? 0
    const inside = ranges.filter(({ clock }) => clock < end)
    return inside.length === 0 ? [] : [{ client, end, ranges: inside }]
  })
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, clients.length)
  for (const { client, end, ranges } of clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, Math.min(len, end - clock))
    }
  }
  return encoding.toUint8Array(encoder)
}
