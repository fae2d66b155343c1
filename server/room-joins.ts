import type { Buffer } from 'node:buffer'
import { writeStep2, writeUpdate } from '../lib/wire.ts'
import { ClockRanges } from './clock-ranges.ts'
import type { Connection } from './connection.ts'
import { deflatedBytes } from './deflated-frame.ts'
import { binaryFrame } from './frame.ts'
import type { LogTail } from './log-tail.ts'
import { EMPTY_UPDATE } from './storage/update-log.ts'
import { scanUpdate } from './update-scan.ts'

/** Octets that wait in a socket before the next piece of an answer does. */
const AHEAD_BYTES = 128 * 1024
/** Ranges of deletions that are sent without asking what the client has of them: they take less than 200 octets. */
const FEW_DELETIONS = 16
/** How long a client has to say which deletions it has before it is sent them all. */
const PATIENCE_MS = 1_000

/** A large answer on its way: its frames, and the record up to which they hold everything. */
interface Rest {
  readonly frames: readonly Buffer[]
  readonly seq: number
  next: number
}

/** The document up to `seq`, cut for those who have nothing of it. */
interface Base {
  readonly seq: number
  readonly frames: readonly Buffer[]
  readonly octets: number
}

/** Cuts large updates, off the event loop. */
export interface Cutter {
  /** Octets of an update that need no cutting. */
  readonly most: number
  /** Cuts an update into several of about that size. `tidies`: for who tidies up formats between two of them. */
  cut(update: Uint8Array, tidies: boolean): Promise<readonly Uint8Array[]>
}

export interface JoinsContext {
  readonly tail: LogTail
  readonly committed: () => number
  readonly now: () => number
  readonly cutter: Cutter
  readonly onTooFarBehind: (connection: Connection) => void
  readonly onFault: (error: Error) => void
}

/**
 * Answers to step 1. A client that has nothing shares frames with all others that have nothing; one that has
 * something is sent exactly what it lacks. Its state vector does not tell which deletions it has, but its own step 2
 * does: where they matter the answer waits for that.
 *
 *   step 1 ──► small ──────────────────────────────────────────► step 2
 *          ├─► many deletions ──► the client's step 2, or 1 s ──► step 2
 *          └─► large ──► update, update, … as the socket drains ──► step 2 with what came meanwhile
 */
export class RoomJoins {
  readonly #context: JoinsContext
  #shared: { readonly seq: number; readonly frame: Buffer } | null = null
  /** By whether they are for who tidies up. */
  readonly #bases = new Map<boolean, Base>()
  readonly #cutting = new Map<boolean, Promise<Base>>()
  readonly #rests = new Map<Connection, Rest | 'coming'>()
  readonly #held = new Map<Connection, ReadonlyMap<number, number>>()
  #timer: NodeJS.Timeout | null = null

  constructor(context: JoinsContext) {
    this.#context = context
  }

  /** Octets that are kept ready for the next to join. */
  get copiedBytes(): number {
    const bases = [...this.#bases.values()].flatMap((base) => base.frames)
    const frames = [...(this.#shared === null ? [] : [this.#shared.frame]), ...bases]
    const octets = frames.reduce((sum, frame) => sum + frame.length + deflatedBytes(frame), 0)
    return octets + this.#context.tail.mergedBytes
  }

  dropCopies(): void {
    this.#shared = null
    this.#bases.clear()
    this.#context.tail.dropMerged()
  }

  leave(connection: Connection): void {
    this.#rests.delete(connection)
    this.#held.delete(connection)
  }

  /** The least position that somebody still has to be brought on from; `seq` when nobody is behind it. */
  oldest(seq: number): number {
    let oldest = seq
    for (const base of this.#bases.values()) oldest = Math.min(oldest, base.seq)
    for (const rest of this.#rests.values()) if (rest !== 'coming') oldest = Math.min(oldest, rest.seq)
    return oldest
  }

  answer(connection: Connection, clocks: ReadonlyMap<number, number>): void {
    const { tail, committed } = this.#context
    // one answer at a time: a peer that asks without reading is owed the latest, not all
    if (this.#rests.has(connection)) connection.owedStep2 = clocks
    else if (clocks.size === 0) this.#answerNewcomer(connection)
    else if (this.#isAlmostAll(clocks)) this.#answerNewcomer(connection)
    else if (!connection.hasShownDeletions && tail.deletedRanges(committed()) > FEW_DELETIONS) {
      this.#hold(connection, clocks)
    } else this.#answerExactly(connection, clocks, null)
  }

  /** A client's step 2 repeats all deletions that it knows: an answer that waited for them can be exact. */
  onStep2(connection: Connection, update: Uint8Array): void {
    connection.hasShownDeletions = true
    const clocks = this.#held.get(connection)
    if (clocks === undefined) return
    const scanned = scanUpdate(update)
    // it will be refused
    if (scanned.kind === 'malformed') return
    this.#held.delete(connection)
    this.#answerExactly(connection, clocks, ClockRanges.of(scanned.deletions))
  }

  /** The socket has drained. Returns whether an answer to a step 1 is still under way. */
  goOn(connection: Connection): boolean {
    const rest = this.#rests.get(connection)
    if (rest === undefined) return false
    if (rest !== 'coming') this.#pump(connection, rest)
    return true
  }

  /** Whether so much of a large document is missing that the frames which are ready are sent, known parts and all. */
  #isAlmostAll(clocks: ReadonlyMap<number, number>): boolean {
    const { tail, cutter } = this.#context
    return tail.snapshotBytes > cutter.most && tail.unknownBytes(clocks) > tail.snapshotBytes / 2
  }

  /** Who has nothing gets the same frames as all others who have nothing. */
  #answerNewcomer(connection: Connection): void {
    const { tail, committed, cutter } = this.#context
    if (tail.snapshotBytes + tail.recordBytes > cutter.most) {
      this.#answerLarge(connection, this.#baseFrames(!connection.controls))
      return
    }
    if (this.#shared?.seq !== committed()) {
      this.#shared = { seq: committed(), frame: binaryFrame(writeStep2(tail.whole(committed()))) }
    }
    connection.cursor = committed()
    connection.sendFrame(this.#shared.frame)
  }

  #answerExactly(
    connection: Connection,
    clocks: ReadonlyMap<number, number>,
    deleted: ClockRanges | null,
  ): void {
    const { tail, committed, cutter } = this.#context
    const bytes = tail.missing(clocks, committed(), deleted)
    if (bytes.length > cutter.most) this.#answerLarge(connection, this.#cut(bytes, false))
    else this.#send(connection, bytes)
  }

  #send(connection: Connection, update: Uint8Array): void {
    connection.cursor = this.#context.committed()
    connection.send(writeStep2(update))
  }

  #hold(connection: Connection, clocks: ReadonlyMap<number, number>): void {
    this.#held.set(connection, clocks)
    // in a herd what the client has said may have come, and not been read yet
    this.#timer ??= setTimeout(() => setImmediate(() => this.#answerHeld()), PATIENCE_MS)
  }

  /** Whoever has not said it until now is sent all deletions. */
  #answerHeld(): void {
    this.#timer = null
    for (const [connection, clocks] of this.#held) {
      if (!connection.closed) this.#answerExactly(connection, clocks, null)
    }
    this.#held.clear()
  }

  #answerLarge(connection: Connection, coming: Promise<Base>): void {
    this.#rests.set(connection, 'coming')
    connection.laggingSince ??= this.#context.now()
    coming.then(
      ({ seq, frames }) => {
        // who left meanwhile has no rest any more
        if (!this.#rests.has(connection)) return
        const rest = { seq, frames, next: 0 }
        this.#rests.set(connection, rest)
        this.#pump(connection, rest)
      },
      (error: Error) => this.#context.onFault(error),
    )
  }

  /** Our page keeps marks that format nothing (`lib/keep-marks.ts`), another Yjs client tidies them up. */
  async #baseFrames(tidies: boolean): Promise<Base> {
    const { tail, committed, cutter } = this.#context
    const base = this.#bases.get(tidies)
    if (base !== undefined && tail.holdsAfter(base.seq)) {
      if (tail.bytesAfter(base.seq) <= Math.max(cutter.most, base.octets / 8)) return base
    }
    let cutting = this.#cutting.get(tidies)
    if (cutting === undefined) {
      cutting = this.#cut(tail.whole(committed()), tidies).finally(() => this.#cutting.delete(tidies))
      this.#cutting.set(tidies, cutting)
    }
    const made = await cutting
    this.#bases.set(tidies, made)
    return made
  }

  /** `update` holds what is missing up to the committed record. */
  async #cut(update: Uint8Array, tidies: boolean): Promise<Base> {
    const { committed, cutter } = this.#context
    const seq = committed()
    const frames = (await cutter.cut(update, tidies)).map((piece) => binaryFrame(writeUpdate(piece)))
    return { seq, frames, octets: frames.reduce((sum, { length }) => sum + length, 0) }
  }

  /** Sends as much of an answer as the socket takes; the last piece ends it with what was committed meanwhile. */
  #pump(connection: Connection, rest: Rest): void {
    const { tail, committed, now, onTooFarBehind } = this.#context
    while (rest.next < rest.frames.length) {
      if (connection.backlog > AHEAD_BYTES) {
        // it reads, if slowly
        connection.laggingSince = now()
        return
      }
      connection.sendFrame(rest.frames[rest.next] as Buffer)
      rest.next++
    }
    this.#rests.delete(connection)
    const missed = rest.seq === committed() ? new Uint8Array(EMPTY_UPDATE) : tail.since(rest.seq, committed())
    if (missed === null) {
      onTooFarBehind(connection)
      return
    }
    connection.laggingSince = null
    this.#send(connection, missed)
    const owed = connection.owedStep2
    connection.owedStep2 = null
    if (owed !== null) this.answer(connection, owed)
  }
}
