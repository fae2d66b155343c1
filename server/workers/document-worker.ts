import { workerData } from 'node:worker_threads'
import type { DocumentId } from '../../lib/ids.ts'
import { SqliteReader } from '../storage/sqlite-reader.ts'
import { CHUNK_BYTES, cutUpdate } from '../update-cut.ts'
import { answerCalls, Transferred } from '../worker-calls.ts'
import { DocumentBuilder } from './document-builder.ts'
import { seedDocument } from './document-title.ts'
import { joinForTidying } from './tidy-cut.ts'

/** How often documents that nobody asked for are looked for. */
const TICK_MS = 10_000

/** Builds Y.Docs off the event loop: digests for compaction, sizes and titles, and the seed of new documents. */
export interface DocumentWorkerData {
  readonly path: string
}

const reader = new SqliteReader((workerData as DocumentWorkerData).path)
const builder = new DocumentBuilder((document, after, on) => reader.replay(document, after, on))
setInterval(() => builder.tick(performance.now()), TICK_MS).unref()

answerCalls({
  seed: (title: string) => seedDocument(title),
  digest: (document: DocumentId, withSnapshot: boolean) => {
    const made = builder.digest(document, withSnapshot, performance.now())
    const snapshot = made.snapshot?.snapshot
    return new Transferred(made, snapshot === undefined ? [] : [snapshot.bytes.buffer as ArrayBuffer])
  },
  try: (document: DocumentId, update: Uint8Array) => builder.try(document, update),
  cut: (update: Uint8Array, tidies: boolean) => {
    const cut = cutUpdate(update, CHUNK_BYTES)
    const pieces = tidies ? joinForTidying(update, cut) : cut
    return new Transferred(
      pieces,
      pieces.map(({ buffer }) => buffer as ArrayBuffer),
    )
  },
  close: () => reader.close(),
})
