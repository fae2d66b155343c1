import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export type DeleteSet = ReturnType<typeof Y.createDeleteSet>

interface Range {
  readonly clock: number
  readonly len: number
}

/** What an update itself says is deleted; null for what is no update: whoever applies it says so. */
export function namedIn(update: Uint8Array): DeleteSet | null {
  try {
    return Y.mergeDeleteSets([Y.decodeUpdate(update).ds])
  } catch {
    return null
  }
}

const endOf = (range: Range | undefined): number => (range === undefined ? 0 : range.clock + range.len)

/** What is in `all` and not in `others`; both sorted and merged. */
export function without(all: DeleteSet, others: DeleteSet): DeleteSet {
  const rest = Y.createDeleteSet()
  for (const [client, ranges] of all.clients) {
    const taken = others.clients.get(client) ?? []
    const left: Range[] = []
    let next = 0
    for (const { clock, len } of ranges) {
      const end = clock + len
      let from = clock
      while (next < taken.length && endOf(taken[next]) <= from) next++
      for (let i = next; i < taken.length && (taken[i] as Range).clock < end; i++) {
        const other = taken[i] as Range
        if (other.clock > from) left.push({ clock: from, len: other.clock - from })
        from = endOf(other)
      }
      if (from < end) left.push({ clock: from, len: end - from })
    }
    if (left.length > 0) rest.clients.set(client, left as ReturnType<DeleteSet['clients']['get']> & object)
  }
  return rest
}

/**
 * What came in with a transaction into something that was deleted so long ago that Yjs keeps only its length. A replica
 * lists it as deleted, but the transaction does not (`Item.integrate` without a parent).
 */
export function goneOnArrival({ doc, beforeState, afterState }: Y.Transaction): DeleteSet {
  const gone = Y.createDeleteSet()
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0
    if (end <= start) continue
    const structs = doc.store.clients.get(client) ?? []
    const ranges: Range[] = []
    for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
      const struct = structs[i]
      if (struct instanceof Y.GC) ranges.push({ clock: struct.id.clock, len: struct.length })
    }
    if (ranges.length > 0)
      gone.clients.set(client, ranges as ReturnType<DeleteSet['clients']['get']> & object)
  }
  return gone
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
  return namedIn(update) ?? Y.createDeleteSet()
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
