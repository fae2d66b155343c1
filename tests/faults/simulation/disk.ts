import type { DocumentId } from '../../../lib/ids.ts'
import type { Replay } from '../../../server/storage/sqlite-reader.ts'
import type { LogRecord, StoredDocument, UpdateLog } from '../../../server/storage/update-log.ts'
import { cutUpdate } from '../../../server/update-cut.ts'
import type { Digest } from '../../../server/workers/digest.ts'
import { DocumentBuilder } from '../../../server/workers/document-builder.ts'
import { joinForTidying } from '../../../server/workers/tidy-cut.ts'
import type { Trial } from '../../../server/workers/trial.ts'
import type { MemoryLog } from '../../memory-log.ts'

/** The threads behind the server. Each does one thing after the other; between them any order is possible. */
export const LANES = ['write', 'read', 'worker'] as const
export type Lane = (typeof LANES)[number]
/** `lost`: it is on the disk, but the thread dies before it can say so. */
export type Outcome = 'done' | 'failed' | 'lost'

/** Records that the worker is shown at a time. */
const RUN_LENGTH = 7

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
  readonly #now: () => number
  readonly #builder: DocumentBuilder
  /** What the worker looks at. */
  #view: StoredDocument | null = null
  readonly #onStored: (records: readonly LogRecord[]) => void
  readonly #lanes: Record<Lane, Job[]> = { write: [], read: [], worker: [] }

  constructor(log: MemoryLog, now: () => number, onStored: (records: readonly LogRecord[]) => void) {
    this.#log = log
    this.#now = now
    this.#onStored = onStored
    this.#builder = new DocumentBuilder((_, after, on) => this.#replay(after, on))
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
      handOver: (guestId, userId) => ask('write', () => log.handOver(guestId, userId)),
      setAside: (document, seqs) => ask('write', () => log.setAside(document, seqs)),
      read: (document) => ask('read', () => log.read(document)),
      readHistory: (document, after, upTo) => ask('read', () => log.readHistory(document, after, upTo)),
      list: () => ask('read', () => log.list()),
      probe: () => log.probe(),
      close: () => log.close(),
    }
  }

  digest(document: DocumentId, withSnapshot: boolean): Promise<Digest> {
    return this.#ask('worker', async () => {
      this.#view = await this.#log.read(document)
      this.#builder.tick(this.#now())
      return this.#builder.digest(document, withSnapshot, this.#now())
    })
  }

  try(document: DocumentId, update: Uint8Array): Promise<Trial> {
    return this.#ask('worker', async () => {
      this.#view = await this.#log.read(document)
      return this.#builder.try(document, update)
    })
  }

  cut(update: Uint8Array, tidies: boolean, most: number): Promise<readonly Uint8Array[]> {
    return this.#ask('worker', async () => {
      const pieces = cutUpdate(update, most)
      return tidies ? joinForTidying(update, pieces) : pieces
    })
  }

  /** Reads something small that is not in the log. */
  look(): Promise<void> {
    return this.#ask('read', () => Promise.resolve())
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

  #replay(after: number, on: Replay): void {
    const { snapshot, records } = this.#view ?? { snapshot: null, records: [] }
    if (snapshot !== null && snapshot.seq > after) on.snapshot(snapshot)
    const fresh = records.filter(({ seq }) => seq > after)
    for (let from = 0; from < fresh.length; from += RUN_LENGTH)
      on.records(fresh.slice(from, from + RUN_LENGTH))
  }

  #ask<T>(lane: Lane, run: () => Promise<T>): Promise<T> {
    const answer = Promise.withResolvers<unknown>()
    this.#lanes[lane].push({ run, answer, result: null })
    return answer.promise as Promise<T>
  }
}
