import type { DocumentId } from '../../lib/ids.ts'
import { RespawningWorker } from '../respawning-worker.ts'
import { encodeBatch } from './batch-codec.ts'
import type { SqliteWorkerData } from './sqlite-worker.ts'
import { CorruptLogError, type HistoryPack, type Snapshot, type UpdateLog } from './update-log.ts'

const WORKER = new URL('./sqlite-worker.ts', import.meta.url)

/** The update log in one SQLite file: a thread that writes, a thread that reads. */
export async function openSqliteLog(path: string, onCrash: (error: Error) => void): Promise<UpdateLog> {
  const start = (mode: SqliteWorkerData['mode']) =>
    RespawningWorker.start(WORKER, { path, mode } satisfies SqliteWorkerData, onCrash)
  const writer = await start('write')
  const reader = await start('read')
  return {
    append: (batch) => {
      const encoded = encodeBatch(batch)
      return writer.call('append', [encoded], [encoded.numbers.buffer, encoded.bytes.buffer])
    },
    read: (document) => reader.call<never>('read', [document]).catch(revive(document)),
    readHistory: (document, after, upTo) =>
      reader.call<never>('readHistory', [document, after, upTo]).catch(revive(document)),
    storeSnapshot: (document, snapshot: Snapshot, history: HistoryPack | null) =>
      writer.call('storeSnapshot', [document, snapshot, history]),
    handOver: (guestId, userId) => writer.call('handOver', [guestId, userId]),
    setAside: (document, seqs) => writer.call('setAside', [document, seqs]),
    retire: (before) => writer.call('retire', [before]),
    list: () => reader.call('list', []),
    delete: (document) => writer.call('delete', [document]),
    probe: () => writer.call('probe', []),
    close: async () => {
      await reader.close()
      await writer.close()
    },
  }
}

/** An error that crossed from a thread has lost its class; its name and message are left. */
function revive(document: DocumentId): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && error.name === 'CorruptLogError') {
      const { seq, what } = error as Partial<CorruptLogError>
      throw new CorruptLogError(document, seq ?? 0, what ?? error.message)
    }
    throw error
  }
}
