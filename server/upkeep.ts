import type { Logger } from 'pino'
import type { DocumentId } from '../lib/ids.ts'
import type { Room } from './room.ts'
import type { UpdateLog } from './storage/update-log.ts'
import type { Digest } from './workers/digest.ts'

/** A tail smaller than this is not worth a snapshot while people write. */
const MIN_TAIL_BYTES = 64 * 1024
/** Records whose bookkeeping outweighs them, however small they are. */
const MAX_TAIL_RECORDS = 16_384
/** Share of the snapshot that the tail must reach to be folded in when the last visitor leaves. */
const UNLOAD_SHARE = 1 / 8
/** A changed document is described (title, size) this often at most, … */
const DESCRIBE_EVERY_MS = 5_000
/** … and takes no more than this share of a worker's time. */
const DESCRIBE_SHARE = 1 / 50

/** What lists of documents show. `time` is that of the last change, milliseconds since 1970. */
export interface Description {
  readonly title: string
  readonly size: number
  readonly time: number
}

export interface UpkeepContext {
  readonly log: UpdateLog
  readonly logger: Logger
  readonly now: () => number
  /** Builds the document in a worker; `withSnapshot` also makes what is to replace its records. */
  readonly digest: (document: DocumentId, withSnapshot: boolean) => Promise<Digest>
  readonly onDescribed: (document: DocumentId, description: Description) => Promise<void>
}

interface Progress {
  describedSeq: number
  describedAt: number
  cost: number
}

/**
 * What is done with documents beside the hot path, one at a time: compaction when the tail outweighs the snapshot,
 * and the description of changed documents. A failure leaves the log as it was.
 */
export class Upkeep {
  readonly #context: UpkeepContext
  readonly #progress = new Map<DocumentId, Progress>()
  readonly #queued = new Set<DocumentId>()
  #last: Promise<void> = Promise.resolve()

  constructor(context: UpkeepContext) {
    this.#context = context
  }

  onTick(room: Room, now: number): void {
    const { tail } = room
    const heavy =
      tail.recordBytes > Math.max(MIN_TAIL_BYTES, tail.snapshotBytes) || tail.recordCount > MAX_TAIL_RECORDS
    if (heavy) this.#enqueue(room, true)
    else if (this.#isDue(room, now)) this.#enqueue(room, false)
  }

  /** The last visitor has left and all is committed: leave the document so that it opens fast. */
  onUnload(room: Room): void {
    const { tail, document } = room
    const progress = this.#progress.get(document)
    if (tail.recordBytes > tail.snapshotBytes * UNLOAD_SHARE) this.#enqueue(room, true)
    else if (progress === undefined ? tail.recordCount > 0 : progress.describedSeq < tail.lastSeq) {
      this.#enqueue(room, false)
    }
  }

  /** Resolves when all work that was begun or queued is done. */
  settled(): Promise<void> {
    return this.#last
  }

  #isDue({ document, committed, tail }: Room, now: number): boolean {
    const progress = this.#progress.get(document)
    if (progress === undefined) return tail.recordCount > 0
    const pause = Math.max(DESCRIBE_EVERY_MS, progress.cost / DESCRIBE_SHARE)
    return progress.describedSeq < committed && now - progress.describedAt > pause
  }

  #enqueue(room: Room, withSnapshot: boolean): void {
    if (this.#queued.has(room.document)) return
    this.#queued.add(room.document)
    this.#last = this.#last.then(() => this.#run(room, withSnapshot))
  }

  async #run(room: Room, withSnapshot: boolean): Promise<void> {
    const { document } = room
    const { log, logger, now, digest, onDescribed } = this.#context
    const began = now()
    try {
      const made = await digest(document, withSnapshot)
      if (made.snapshot !== null) {
        const { snapshot, history } = made.snapshot
        await log.storeSnapshot(document, snapshot, history)
        room.tail.adopt(snapshot)
      }
      room.onDigest(made)
      await onDescribed(document, { title: made.title, size: made.size, time: made.time })
      this.#progress.set(document, { describedSeq: made.seq, describedAt: now(), cost: now() - began })
    } catch (error) {
      logger.error({ err: error, document }, 'upkeep of a document failed; its log is as it was')
      this.#progress.set(document, { describedSeq: room.committed, describedAt: now(), cost: now() - began })
    } finally {
      this.#queued.delete(document)
      if (room.idleFor(now()) > 0) this.#progress.delete(document)
    }
  }
}
