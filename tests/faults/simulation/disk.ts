import type { DocumentId } from '../../../lib/ids.ts'
import type { LogRecord, UpdateLog } from '../../../server/storage/update-log.ts'
import { buildDigest } from '../../../server/workers/build-digest.ts'
import type { Digest } from '../../../server/workers/digest.ts'
import type { MemoryLog } from '../../memory-log.ts'

/** The threads behind the server. Each does one thing after the other; between them any order is possible. */
export const LANES = ['write', 'read', 'worker'] as const
export type Lane = (typeof LANES)[number]
/** `lost`: it is on the disk, but the thread dies before it can say so. */
export type Outcome = 'done' | 'failed' | 'lost'

/** A failure that the simulation has asked for. */
export class DiskFailure extends Error {}

interface Job {
  readonly run: () => Promise<unknown>
  readonly answer: PromiseWithResolvers<unknown>
  result: Promise<unknown> | null
}

/**
 * A disk whose every step waits to be told:
 *
 *   asked ──work──► on the disk ──answer──► the server knows
 */
export class Disk {
  readonly #log: MemoryLog
  readonly #onStored: (records: readonly LogRecord[]) => void
  #lanes: Record<Lane, Job[]> = { write: [], read: [], worker: [] }

  constructor(log: MemoryLog, onStored: (records: readonly LogRecord[]) => void) {
    this.#log = log
    this.#onStored = onStored
  }

  /** The log as the server sees it. */
  get log(): UpdateLog {
    const log = this.#log
    const ask = <T>(lane: Lane, run: () => Promise<T>): Promise<T> => this.#ask(lane, run)
    return {
      append: (batch) =>
        ask('write', () => {
          this.#onStored(batch)
          return log.append(batch)
        }),
      storeSnapshot: (document, snapshot, history) =>
        ask('write', () => log.storeSnapshot(document, snapshot, history)),
      delete: (document) => ask('write', () => log.delete(document)),
      retire: (before) => ask('write', () => log.retire(before)),
      read: (document) => ask('read', () => log.read(document)),
      readHistory: (document, after, upTo) => ask('read', () => log.readHistory(document, after, upTo)),
      list: () => ask('read', () => log.list()),
      probe: () => log.probe(),
      close: () => log.close(),
    }
  }

  digest(document: DocumentId, withSnapshot: boolean): Promise<Digest> {
    return this.#ask('worker', async () => buildDigest(await this.#log.read(document), withSnapshot))
  }

  get busy(): boolean {
    return LANES.some((lane) => this.#lanes[lane].length > 0)
  }

  /** Lets a thread do the next thing that it was asked to; the server does not know yet. */
  work(lane: Lane, outcome: Outcome = 'done'): void {
    const job = this.#lanes[lane].find(({ result }) => result === null)
    if (job === undefined) return
    const result = outcome === 'failed' ? Promise.resolve() : job.run()
    job.result = outcome === 'done' ? result : result.then(() => Promise.reject(new DiskFailure(outcome)))
    // whoever asked may be gone by the time the answer would be given
    job.result.catch(() => undefined)
  }

  /** Tells the server of the first thing that was done. */
  answer(lane: Lane): void {
    const job = this.#lanes[lane][0]
    if (job === undefined || job.result === null) return
    this.#lanes[lane].shift()
    job.result.then(job.answer.resolve, job.answer.reject)
  }

  /** The server has died: what was not done will not be, and nobody hears of what was. */
  forget(): void {
    this.#lanes = { write: [], read: [], worker: [] }
  }

  #ask<T>(lane: Lane, run: () => Promise<T>): Promise<T> {
    const answer = Promise.withResolvers<unknown>()
    this.#lanes[lane].push({ run, answer, result: null })
    return answer.promise as Promise<T>
  }
}
