import { workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'
import { encodeOutline } from '../outline.ts'
import { HistoryPacker } from '../storage/history-pack.ts'
import { SqliteReader } from '../storage/sqlite-reader.ts'
import type { LogRecord } from '../storage/update-log.ts'
import { mergeScanned } from '../update-merge.ts'
import { scanStored } from '../update-scan.ts'
import { answerCalls, Transferred } from '../worker-calls.ts'
import { type BuiltDocument, BuiltDocuments } from './built-documents.ts'
import type { Digest } from './digest.ts'
import { depthOf, outlineOf } from './document-outline.ts'
import { documentTitle, seedDocument } from './document-title.ts'

/** How often documents that nobody asked for are looked for. */
const TICK_MS = 10_000

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
  depthWith,
  close: () => reader.close(),
})

function digest(document: DocumentId, withSnapshot: boolean): Digest {
  // off the shelf until all is well: what fails is built anew from the log
  const { doc, seq, time, history } = build(document, shelf.take(document), withSnapshot)
  const bytes = Y.encodeStateAsUpdate(doc)
  const stateVector = Y.encodeStateVector(doc)
  const deletions = Y.encodeStateAsUpdate(doc, stateVector)
  const about = { seq, time, title: documentTitle(doc), size: bytes.length, depth: depthOf(doc), deletions }
  const pack = history?.pack() ?? null
  if (pack !== null) checkLoads(bytes, stateVector)
  shelf.put(document, { doc, seq, time, size: bytes.length }, performance.now())
  if (pack === null) return { ...about, snapshot: null }
  const outline = encodeOutline(outlineOf(doc))
  return {
    ...about,
    snapshot: { snapshot: { seq, time, bytes, stateVector, deletions, outline }, history: pack },
  }
}

/** Levels that the committed document would have with `update` in it. */
function depthWith(document: DocumentId, update: Uint8Array): number {
  const { doc } = build(document, null, false)
  Y.applyUpdate(doc, update)
  return depthOf(doc)
}

interface Build extends Omit<BuiltDocument, 'size'> {
  /** The records behind the snapshot; null when they were not asked for. */
  readonly history: HistoryPacker | null
}

/** The document as it is committed: `known` with what is new to it, or all of it. */
function build(document: DocumentId, known: BuiltDocument | null, withHistory: boolean): Build {
  let doc = known?.doc ?? new Y.Doc()
  let { seq, time } = known ?? { seq: 0, time: 0 }
  const history = withHistory ? new HistoryPacker() : null
  const take = (records: readonly LogRecord[]): void => {
    history?.add(records)
    const fresh = records.filter((record) => record.seq > seq)
    const last = fresh.at(-1)
    if (last === undefined) return
    // one by one they cost three times as much
    Y.applyUpdate(doc, mergeScanned(fresh.map(({ bytes }) => scanStored(bytes))))
    seq = last.seq
    time = last.time
  }
  reader.replay(document, withHistory ? 0 : seq, {
    snapshot: (snapshot) => {
      if (snapshot.seq <= seq) return
      doc = new Y.Doc()
      Y.applyUpdate(doc, snapshot.bytes)
      seq = snapshot.seq
      time = snapshot.time
    },
    records: take,
  })
  checkComplete(doc)
  return { doc, seq, time, history }
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
