import { tickAfter } from './commit-cadence.ts'
import { Measures } from './operate/measures.ts'
import type { LogRecord, UpdateLog } from './storage/update-log.ts'

/** Octets that may wait for the disk before writers are sent away. */
const MAX_PENDING_BYTES = 64 * 1024 * 1024

/** Who is told what became of its records. */
export interface Committed {
  onCommitted(upTo: number): void
  onCommitFailed(error: Error): void
  /** It failed to take what was committed: a bug. What is on the disk is right. */
  onFault(error: Error): void
}

interface Waiting {
  readonly isSo: () => boolean
  readonly resolve: () => void
}

/**
 * The writer's cursor, for all documents: gathers records, commits them in one batch, then tells the rooms. At once
 * when the last commit started a tick ago or more, else when it will be (`commit-cadence.ts`); never two at a time.
 *
 *   submit ──► pending ──tick──► append (disk) ──► onCommitted ──► fan-out, acks
 */
export class Committer {
  readonly #log: UpdateLog
  readonly #now: () => number
  readonly #onHealth: (error: Error | null) => void
  readonly #measures: Measures
  #pending = new Map<Committed, LogRecord[]>()
  #pendingBytes = 0
  /** When each of the pending records was submitted. */
  #pendingSince: number[] = []
  #batchSince: readonly number[] = []
  #nextStart = Number.NEGATIVE_INFINITY
  #scheduled = false
  /** What is being written. */
  #batch: ReadonlyMap<Committed, readonly LogRecord[]> | null = null
  #waiting: Waiting[] = []

  /** `onHealth` hears of each batch: null when it is on disk, else why not. `now` in milliseconds. */
  constructor(
    log: UpdateLog,
    now: () => number,
    onHealth: (error: Error | null) => void,
    measures = new Measures(),
  ) {
    this.#measures = measures
    this.#log = log
    this.#now = now
    this.#onHealth = onHealth
  }

  /** The disk is so far behind that nothing more may be taken. */
  get full(): boolean {
    return this.#pendingBytes > MAX_PENDING_BYTES
  }

  /** Since when the oldest record waits for the disk; null when none does. */
  get waitingSince(): number | null {
    return this.#batchSince[0] ?? this.#pendingSince[0] ?? null
  }

  /** Octets that wait for the disk. */
  get pendingBytes(): number {
    return this.#pendingBytes
  }

  submit(room: Committed, record: LogRecord): void {
    const records = this.#pending.get(room)
    if (records === undefined) this.#pending.set(room, [record])
    else records.push(record)
    this.#pendingBytes += record.bytes.length
    this.#pendingSince.push(this.#now())
    this.#schedule()
  }

  /** Resolves once nothing waits for the disk. */
  drained(): Promise<void> {
    return this.#until(() => this.#batch === null && this.#pending.size === 0)
  }

  /** Resolves once none of a room's records waits for the disk. */
  settled(room: Committed): Promise<void> {
    return this.#until(() => this.#batch?.has(room) !== true && !this.#pending.has(room))
  }

  #until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ isSo, resolve }))
  }

  #schedule(): void {
    if (this.#scheduled || this.#batch !== null) return
    this.#scheduled = true
    const wait = this.#nextStart - this.#now()
    // not in this turn of the event loop: what else it brings goes into the same commit
    if (wait <= 0) setImmediate(() => void this.#commit())
    else setTimeout(() => void this.#commit(), wait)
  }

  async #commit(): Promise<void> {
    this.#scheduled = false
    const start = this.#now()
    const batch = this.#pending
    this.#batch = batch
    const bytes = this.#pendingBytes
    const since = this.#pendingSince
    this.#batchSince = since
    this.#pending = new Map()
    this.#pendingBytes = 0
    this.#pendingSince = []
    const failure = await this.#append([...batch.values()].flat())
    const onDisk = this.#now()
    this.#onHealth(failure)
    for (const [room, records] of batch) {
      if (failure === null) this.#tell(room, (records.at(-1) as LogRecord).seq)
      else {
        // what the room submitted since stands on what has just failed
        for (const { bytes } of this.#pending.get(room) ?? []) this.#pendingBytes -= bytes.length
        this.#pending.delete(room)
        room.onCommitFailed(failure)
      }
    }
    this.#measure(since, bytes, onDisk - start, failure !== null)
    this.#nextStart = start + tickAfter(onDisk - start, this.#now() - onDisk)
    this.#batch = null
    this.#batchSince = []
    if (this.#pending.size > 0) this.#schedule()
    const met = this.#waiting.filter(({ isSo }) => isSo())
    this.#waiting = this.#waiting.filter((waiting) => !met.includes(waiting))
    for (const { resolve } of met) resolve()
  }

  #measure(since: readonly number[], bytes: number, diskMs: number, failed: boolean): void {
    this.#measures.committed({ records: since.length, bytes, diskMs, failed })
    if (failed) return
    const told = this.#now()
    for (const at of since) this.#measures.ackMs.record(told - at)
  }

  /** A fault in one room ends that room; what the others committed is still told to them. */
  #tell(room: Committed, upTo: number): void {
    try {
      room.onCommitted(upTo)
    } catch (error) {
      room.onFault(asError(error))
    }
  }

  async #append(records: readonly LogRecord[]): Promise<Error | null> {
    try {
      await this.#log.append(records)
      return null
    } catch (error) {
      return asError(error)
    }
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
