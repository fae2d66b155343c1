import { workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'
import { encodeOutline } from '../outline.ts'
import { packHistory } from '../storage/history-pack.ts'
import { SqliteReader } from '../storage/sqlite-reader.ts'
import type { LogRecord, StoredDocument } from '../storage/update-log.ts'
import { mergeScanned } from '../update-merge.ts'
import { scanStored } from '../update-scan.ts'
import { answerCalls, Transferred } from '../worker-calls.ts'
import { type BuiltDocument, BuiltDocuments } from './built-documents.ts'
import type { Digest } from './digest.ts'
import { depthOf, outlineOf } from './document-outline.ts'
import { documentTitle, seedDocument } from './document-title.ts'

/** How often documents that nobody asked for are looked for. */
const TICK_MS = 10_000
/** Records merged into one update before they are applied. */
const RECORDS_AT_ONCE = 16_384

/** Builds Y.Docs off the event loop: digests for compaction, sizes and titles, and the seed of new documents. */
export interface DocumentWorkerData {
  readonly path: string
}

const reader = new SqliteReader((workerData as DocumentWorkerData).path)

const shelf = new BuiltDocuments()
setInterval(() => shelf.tick(performance.now()), TICK_MS).unref()

answerCalls({
  seed: (title: string) => seedDocument(title),
  digest: (document: DocumentId, withSnapshot: boolean) => {
    const made = digest(document, withSnapshot)
    const snapshot = made.snapshot?.snapshot
    return new Transferred(made, snapshot === undefined ? [] : [snapshot.bytes.buffer as ArrayBuffer])
  },
  depthWith: (document: DocumentId, update: Uint8Array) => depthWith(reader.read(document), update),
  close: () => reader.close(),
})

function digest(document: DocumentId, withSnapshot: boolean): Digest {
  // off the shelf until all is well: what fails is built anew from the log
  const known = shelf.take(document)
  const fresh = known === null || withSnapshot ? null : reader.readAfter(document, known.seq)
  const stored = fresh === null ? reader.read(document) : { snapshot: null, records: fresh }
  const { snapshot, records } = stored
  const base = known !== null && known.seq >= (snapshot?.seq ?? 0) ? known : null
  const doc = build(base, stored)
  const bytes = Y.encodeStateAsUpdate(doc)
  const stateVector = Y.encodeStateVector(doc)
  const deletions = Y.encodeStateAsUpdate(doc, stateVector)
  const last = records.at(-1) ?? base ?? snapshot
  const seq = last?.seq ?? 0
  const time = last?.time ?? 0
  const about = { seq, time, title: documentTitle(doc), size: bytes.length, depth: depthOf(doc), deletions }
  const replaces = withSnapshot && records.length > 0
  if (replaces) checkLoads(bytes, stateVector)
  shelf.put(document, { doc, seq, time, size: bytes.length }, performance.now())
  if (!replaces) return { ...about, snapshot: null }
  return {
    ...about,
    snapshot: {
      snapshot: { seq, time, bytes, stateVector, deletions, outline: encodeOutline(outlineOf(doc)) },
      history: packHistory(records),
    },
  }
}

/** The document after the last of `records`: `base` with what is new to it, or all of it. */
function build(
  base: BuiltDocument | null,
  { snapshot, records }: Pick<StoredDocument, 'snapshot' | 'records'>,
): Y.Doc {
  const doc = base?.doc ?? new Y.Doc()
  doc.transact(() => {
    if (base === null && snapshot !== null) Y.applyUpdate(doc, snapshot.bytes)
    applyRecords(doc, base === null ? records : records.filter(({ seq }) => seq > base.seq))
  })
  checkComplete(doc)
  return doc
}

/** Levels that the document would have with `update` in it. */
function depthWith(stored: StoredDocument, update: Uint8Array): number {
  const doc = build(null, stored)
  Y.applyUpdate(doc, update)
  return depthOf(doc)
}

/** Applies records of the log in order, many at a time: one by one they cost three times as much. */
function applyRecords(doc: Y.Doc, records: readonly LogRecord[]): void {
  for (let i = 0; i < records.length; i += RECORDS_AT_ONCE) {
    const some = records.slice(i, i + RECORDS_AT_ONCE)
    Y.applyUpdate(doc, mergeScanned(some.map(({ bytes }) => scanStored(bytes))))
  }
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
