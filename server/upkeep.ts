import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { DocumentId } from '../lib/ids.ts'
import type { Room } from './room.ts'
import type { UpdateLog } from './storage/update-log.ts'
import type { Digest } from './workers/digest.ts'
import type { TextMention } from './workers/mentions-of-document.ts'

/** A tail smaller than this is not worth a snapshot while people write. */
const MIN_TAIL_BYTES = 64 * 1024
/** Records whose bookkeeping outweighs them, however small they are. */
const MAX_TAIL_RECORDS = 65_536
/** Share of the snapshot that the tail must reach to be folded in when people rest, or the last one leaves. */
const RESTING_SHARE = 1 / 8
/** Nobody has written for so long: people rest. */
const REST_MS = 2_000
/** A tail that is opened about as fast as a snapshot. */
const LIGHT_TAIL_BYTES = 8 * 1024
/** A changed document is described (title, size, whom it names) when people rest, this often at most while they write, … */
const DESCRIBE_EVERY_MS = 15_000
/** … and takes no more than this share of a worker's time. */
const DESCRIBE_SHARE = 1 / 50
/** The same when people rest: it is once for each time that they do. */
const REST_SHARE = 1 / 10
/** The same for one that is nearly full, whose size people are told. */
const MEASURE_EVERY_MS = 800
const MEASURE_SHARE = 1 / 10
/** A list waits no longer than this for the descriptions of what was changed a moment ago. */
const FRESH_WITHIN_MS = 500

/** What lists of documents show, and whom the text names. `time` is that of the last change, milliseconds since 1970. */
export interface Description {
  /** The record up to which it was read. */
  readonly seq: number
  readonly title: string
  readonly size: number
  readonly time: number
  readonly mentions: readonly TextMention[]
}

export interface UpkeepContext {
  readonly log: UpdateLog
  readonly logger: Logger
  readonly now: () => number
  /** Builds the document in a worker; `withSnapshot` also makes what is to replace its records. */
  readonly digest: (document: DocumentId, withSnapshot: boolean) => Promise<Digest>
  readonly onDescribed: (document: DocumentId, description: Description) => Promise<void>
}

interface Task {
  readonly room: Room | null
  readonly withSnapshot: boolean
}

interface Progress {
  describedSeq: number
  describedAt: number
  cost: number
}

/**
 * What is done with documents beside the hot path, one at a time: compaction when the tail outweighs the snapshot
 * or people rest, and the description of changed documents. A failure leaves the log as it was.
 */
export class Upkeep {
  readonly #context: UpkeepContext
  readonly #progress = new WeakMap<Room, Progress>()
  /** The last record of each room, and at which tick it was first seen. */
  readonly #lastWrites = new WeakMap<Room, { readonly seq: number; readonly seenAt: number }>()
  readonly #queued = new Map<DocumentId, Task>()
  #running: DocumentId | null = null
  #last: Promise<void> = Promise.resolve()

  constructor(context: UpkeepContext) {
    this.#context = context
  }

  onTick(room: Room, now: number): void {
    const { tail, document } = room
    if (this.#running === document) return
    const heavy =
      tail.recordBytes > Math.max(MIN_TAIL_BYTES, tail.snapshotBytes) || tail.recordCount > MAX_TAIL_RECORDS
    const worth = tail.recordBytes > Math.max(LIGHT_TAIL_BYTES, tail.snapshotBytes * RESTING_SHARE)
    const rests = this.#rests(room, now)
    if (heavy || (worth && rests)) this.#enqueue(document, room, true)
    else if (this.#isDue(room, now, rests)) this.#enqueue(document, room, false)
  }

  /** The last visitor has left and all is committed: leave the document so that it opens fast. */
  onUnload(room: Room): void {
    const { tail, document } = room
    if (tail.recordBytes > tail.snapshotBytes * RESTING_SHARE) this.#enqueue(document, room, true)
    else if (this.#isOutdated(room)) this.#enqueue(document, room, false)
  }

  /** Folds the records into the snapshot now: memory is short. */
  compact(room: Room): void {
    if (this.#running !== room.document) this.#enqueue(room.document, room, true)
  }

  /** Describes a document that no room holds, as after a crash that came before its description. */
  describe(document: DocumentId): void {
    this.#enqueue(document, null, false)
  }

  /**
   * Describes those of these rooms that were changed since, so that a list shows what its reader has just written.
   * Resolves to whether any was, after `FRESH_WITHIN_MS` at the latest.
   */
  async freshen(rooms: readonly Room[]): Promise<boolean> {
    const outdated = (): readonly Room[] => rooms.filter((room) => this.#isOutdated(room))
    if (outdated().length === 0) return false
    const late = delay(FRESH_WITHIN_MS, 'late')
    // what was under way already may have begun before the last change
    for (let round = outdated(); round.length > 0; round = outdated()) {
      for (const room of round) this.#enqueue(room.document, room, false)
      if ((await Promise.race([this.#last, late])) === 'late') break
    }
    return true
  }

  /** Resolves when all work that was begun or queued is done. */
  settled(): Promise<void> {
    return this.#last
  }

  #rests(room: Room, now: number): boolean {
    const { lastSeq } = room.tail
    const last = this.#lastWrites.get(room)
    if (last?.seq === lastSeq) return now - last.seenAt >= REST_MS
    this.#lastWrites.set(room, { seq: lastSeq, seenAt: now })
    return false
  }

  /** What a room was loaded with counts as undescribed: there is no knowing how its last visit ended. */
  #isOutdated(room: Room): boolean {
    const progress = this.#progress.get(room)
    return progress === undefined ? room.tail.recordCount > 0 : progress.describedSeq < room.committed
  }

  #isDue(room: Room, now: number, rests: boolean): boolean {
    if (!this.#isOutdated(room)) return false
    const progress = this.#progress.get(room)
    if (progress === undefined) return true
    const [every, share] = room.sizeInDoubt
      ? [MEASURE_EVERY_MS, MEASURE_SHARE]
      : rests
        ? [REST_MS, REST_SHARE]
        : [DESCRIBE_EVERY_MS, DESCRIBE_SHARE]
    return now - progress.describedAt > Math.max(every, progress.cost / share)
  }

  #enqueue(document: DocumentId, room: Room | null, withSnapshot: boolean): void {
    const queued = this.#queued.get(document)
    this.#queued.set(document, { room, withSnapshot: withSnapshot || queued?.withSnapshot === true })
    if (queued === undefined) this.#last = this.#last.then(() => this.#next(document))
  }

  async #next(document: DocumentId): Promise<void> {
    const task = this.#queued.get(document)
    this.#queued.delete(document)
    if (task === undefined) return
    this.#running = document
    await this.#run(document, task)
    this.#running = null
  }

  async #run(document: DocumentId, { room, withSnapshot }: Task): Promise<void> {
    const { log, logger, now, digest, onDescribed } = this.#context
    const began = now()
    try {
      const made = await digest(document, withSnapshot)
      if (made.snapshot !== null) {
        const { snapshot, history } = made.snapshot
        await log.storeSnapshot(document, snapshot, history)
        room?.adopt(snapshot)
      }
      room?.onDigest(made)
      const { seq, title, size, time, mentions } = made
      await onDescribed(document, { seq, title, size, time, mentions })
      this.#note(room, seq, began)
    } catch (error) {
      logger.error({ err: error, document }, 'upkeep of a document failed; its log is as it was')
      this.#note(room, room?.committed ?? 0, began)
    }
  }

  #note(room: Room | null, describedSeq: number, began: number): void {
    const at = this.#context.now()
    if (room !== null) this.#progress.set(room, { describedSeq, describedAt: at, cost: at - began })
  }
}
