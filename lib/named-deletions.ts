import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export type DeleteSet = ReturnType<typeof Y.createDeleteSet>

interface Range {
  readonly clock: number
  readonly len: number
}

/** What an update says: what is deleted, and which letters are new. */
export interface Said {
  readonly named: DeleteSet
  readonly letters: readonly { readonly id: Y.ID; readonly letters: string }[]
}

/** Null for what is no update: whoever applies it says so. */
export function saidIn(update: Uint8Array): Said | null {
  try {
    const { structs, ds } = Y.decodeUpdate(update)
    const letters = structs.flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString
        ? [{ id: struct.id, letters: struct.content.str }]
        : [],
    )
    return { named: Y.mergeDeleteSets([ds]), letters }
  } catch {
    return null
  }
}

/** What is in `all` and not in `others`; both sorted and merged. */
export function without(all: DeleteSet, others: DeleteSet): DeleteSet {
  const rest = Y.createDeleteSet()
  for (const [client, ranges] of all.clients) {
    const taken = others.clients.get(client) ?? []
    const left: Range[] = []
    for (const { clock, len } of ranges) {
      let from = clock
      for (const other of taken) {
        if (other.clock + other.len <= from || other.clock >= clock + len) continue
        if (other.clock > from) left.push({ clock: from, len: other.clock - from })
        from = other.clock + other.len
      }
      if (from < clock + len) left.push({ clock: from, len: clock + len - from })
    }
    if (left.length > 0) rest.clients.set(client, left as ReturnType<DeleteSet['clients']['get']> & object)
  }
  return rest
}

/** As Yjs writes it at the end of an update (`writeDeleteSet`, encoding V1). */
export function encodeDeletions({ clients }: DeleteSet): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clients.size)
    for (const [client, ranges] of [...clients].sort(([a], [b]) => b - a)) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, ranges.length)
      for (const { clock, len } of ranges) {
        encoding.writeVarUint(encoder, clock)
        encoding.writeVarUint(encoder, len)
      }
    }
  })
}

/** What `encodeDeletions` wrote. */
export function decodeDeletions(octets: Uint8Array): DeleteSet {
  // an update without structs is a zero and the deletions
  const update = new Uint8Array(octets.length + 1)
  update.set(octets, 1)
  return saidIn(update)?.named ?? Y.createDeleteSet()
}

/** Like `encodeStateAsUpdate`, but does not say that what is in `unnamed` is deleted. */
export function stateNaming(doc: Y.Doc, stateVector: Uint8Array, unnamed: DeleteSet): Uint8Array {
  const update = Y.encodeStateAsUpdate(doc, stateVector)
  if (unnamed.clients.size === 0 || doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    return update
  const deletions = Y.createDeleteSetFromStructStore(doc.store)
  const [all, named] = [encodeDeletions(deletions), encodeDeletions(without(deletions, unnamed))]
  const start = update.length - all.length
  if (!all.every((octet, i) => update[start + i] === octet)) return update
  const shorter = new Uint8Array(start + named.length)
  shorter.set(update.subarray(0, start))
  shorter.set(named, start)
  return shorter
}
