import { workerData } from 'node:worker_threads'
import type { DocumentId } from '../../lib/ids.ts'
import { answerCalls, Transferred } from '../worker-calls.ts'
import { decodeBatch, type EncodedBatch } from './batch-codec.ts'
import { SqliteReader } from './sqlite-reader.ts'
import { SqliteWriter } from './sqlite-writer.ts'
import type { HistoryPack, LogRecord, Snapshot, StoredDocument } from './update-log.ts'

/** Started once to write and once to read, so that opening a document never waits behind a commit. */
export interface SqliteWorkerData {
  readonly path: string
  readonly mode: 'write' | 'read'
}

const { path, mode } = workerData as SqliteWorkerData
if (mode === 'write') write()
else read()

function write(): void {
  const writer = new SqliteWriter(path)
  answerCalls({
    append: (batch: EncodedBatch) => writer.append(decodeBatch(batch)),
    storeSnapshot: (document: DocumentId, snapshot: Snapshot, history: HistoryPack | null) =>
      writer.storeSnapshot(document, snapshot, history),
    handOver: (guestId: string, userId: string) => writer.handOver(guestId, userId),
    setAside: (document: DocumentId, seqs: readonly number[]) => writer.setAside(document, seqs),
    retire: (before: number) => writer.retire(before),
    delete: (document: DocumentId) => writer.delete(document),
    probe: () => writer.probe(),
    close: () => writer.close(),
  })
}

function read(): void {
  const reader = new SqliteReader(path)
  answerCalls({
    read: (document: DocumentId) => withBuffers(reader.read(document)),
    readHistory: (document: DocumentId, after: number, upTo: number) =>
      reader.readHistory(document, after, upTo) satisfies readonly LogRecord[],
    list: () => reader.list(),
    close: () => reader.close(),
  })
}

/** The snapshot may be large: it changes hands instead of being copied. */
function withBuffers(stored: StoredDocument): Transferred<StoredDocument> {
  const bytes = stored.snapshot?.bytes
  const owned = bytes !== undefined && bytes.byteLength === bytes.buffer.byteLength
  return new Transferred(stored, owned ? [bytes.buffer as ArrayBuffer] : [])
}
