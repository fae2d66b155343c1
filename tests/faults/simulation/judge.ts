import * as Y from 'yjs'
import type { LogRecord, StoredDocument } from '../../../server/storage/update-log.ts'
import { contentOf } from '../../unit/random-editing.ts'

/**
 * Applies updates and nothing else. Where two have formatted the same words at once, Yjs deletes the marks that are
 * too many, in whoever hears of it (`cleanupYTextAfterTransaction`), unless it takes the change for its own.
 */
export function replay(updates: readonly Uint8Array[], doc = new Y.Doc(), origin: unknown = null): Y.Doc {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update)
    transaction.local = true
  }, origin)
  return doc
}

export const replayStored = ({ snapshot, records }: StoredDocument): Y.Doc =>
  replay([...(snapshot === null ? [] : [snapshot.bytes]), ...records.map(({ bytes }) => bytes)])

type Deletions = ReturnType<typeof Y.createDeleteSetFromStructStore>

const deletionsOf = (doc: Y.Doc): Deletions => Y.createDeleteSetFromStructStore(doc.store)

/** In what two documents differ; null when they are the same in text, state vector and deletions. */
export function difference(a: Y.Doc, b: Y.Doc): string | null {
  for (const { store } of [a, b]) {
    if (store.pendingStructs !== null || store.pendingDs !== null)
      return 'something waits for what is missing'
  }
  if (contentOf(a) !== contentOf(b)) return `content ${contentOf(a)} is not ${contentOf(b)}`
  const [one, other] = [
    Y.decodeStateVector(Y.encodeStateVector(a)),
    Y.decodeStateVector(Y.encodeStateVector(b)),
  ]
  if (JSON.stringify([...one].sort()) !== JSON.stringify([...other].sort())) return 'state vectors'
  return Y.equalDeleteSets(deletionsOf(a), deletionsOf(b)) ? null : 'deletions'
}

/** Knows what is on the disk, built from the records alone: no snapshot has ever touched it. */
export class Judge {
  readonly doc = new Y.Doc()
  #deletions: Deletions | null = null

  stored(records: readonly LogRecord[]): void {
    replay(
      records.map(({ bytes }) => bytes),
      this.doc,
    )
    this.#deletions = null
  }

  /** What of an update is not on the disk; null when all is. */
  lacks(update: Uint8Array): string | null {
    const { structs, ds } = Y.decodeUpdate(update)
    for (const { id, length } of structs) {
      const known = Y.getState(this.doc.store, id.client)
      if (id.clock + length > known)
        return `client ${id.client} has ${known} clocks, not ${id.clock + length}`
    }
    this.#deletions ??= deletionsOf(this.doc)
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) {
        for (let at = clock; at < clock + len; at++) {
          if (!Y.isDeleted(this.#deletions, Y.createID(client, at))) return `${client}:${at} is not deleted`
        }
      }
    }
    return null
  }
}
