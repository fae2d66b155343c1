import { workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'
import { encodeOutline } from '../outline.ts'
import { packHistory } from '../storage/history-pack.ts'
import { SqliteReader } from '../storage/sqlite-reader.ts'
import type { StoredDocument } from '../storage/update-log.ts'
import { answerCalls, Transferred } from '../worker-calls.ts'
import type { Digest } from './digest.ts'
import { depthOf, outlineOf } from './document-outline.ts'
import { documentTitle, seedDocument } from './document-title.ts'

/** Builds Y.Docs off the event loop: digests for compaction, sizes and titles, and the seed of new documents. */
export interface DocumentWorkerData {
  readonly path: string
}

const reader = new SqliteReader((workerData as DocumentWorkerData).path)

answerCalls({
  seed: (title: string) => seedDocument(title),
  digest: (document: DocumentId, withSnapshot: boolean) => {
    const made = digest(reader.read(document), withSnapshot)
    const snapshot = made.snapshot?.snapshot
    return new Transferred(made, snapshot === undefined ? [] : [snapshot.bytes.buffer as ArrayBuffer])
  },
  depthWith: (document: DocumentId, update: Uint8Array) => depthWith(reader.read(document), update),
  close: () => reader.close(),
})

function digest(stored: StoredDocument, withSnapshot: boolean): Digest {
  const { snapshot, records } = stored
  const doc = build(stored)
  const bytes = Y.encodeStateAsUpdate(doc)
  const stateVector = Y.encodeStateVector(doc)
  const deletions = Y.encodeStateAsUpdate(doc, stateVector)
  const last = records.at(-1)
  const seq = last?.seq ?? snapshot?.seq ?? 0
  const time = last?.time ?? snapshot?.time ?? 0
  const about = { seq, time, title: documentTitle(doc), size: bytes.length, depth: depthOf(doc), deletions }
  if (!withSnapshot || records.length === 0) return { ...about, snapshot: null }
  checkLoads(bytes, stateVector)
  return {
    ...about,
    snapshot: {
      snapshot: { seq, time, bytes, stateVector, deletions, outline: encodeOutline(outlineOf(doc)) },
      history: packHistory(records),
    },
  }
}

function build({ snapshot, records }: StoredDocument): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    if (snapshot !== null) Y.applyUpdate(doc, snapshot.bytes)
    for (const { bytes } of records) Y.applyUpdate(doc, bytes)
  })
  checkComplete(doc)
  return doc
}

/** Levels that the document would have with `update` in it. */
function depthWith(stored: StoredDocument, update: Uint8Array): number {
  const doc = build(stored)
  Y.applyUpdate(doc, update)
  return depthOf(doc)
}

/** A snapshot replaces records for good: it is loaded once into a fresh document before it may. */
function checkLoads(bytes: Uint8Array, stateVector: Uint8Array): void {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, bytes)
  checkComplete(copy)
  if (!Buffer.from(Y.encodeStateVector(copy)).equals(stateVector)) {
    throw new Error('the snapshot does not load to the state that it was made of')
  }
}

function checkComplete(doc: Y.Doc): void {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    throw new Error('the log has an update that cannot be applied')
  }
}
