import type { Logger } from 'pino'
import type { Close } from '../lib/close-codes.ts'
import type { DocumentId } from '../lib/ids.ts'
import { readMessage, writeControl, writeStep1, writeUpdate } from '../lib/wire.ts'
import type { Committed, Committer } from './committer.ts'
import type { Connection } from './connection.ts'
import { decodeStateVector, encodeStateVector } from './document-state.ts'
import { binaryFrame } from './frame.ts'
import type { LogTail } from './log-tail.ts'
import { MessageGate } from './message-gate.ts'
import { RoomGatherings } from './room-gatherings.ts'
import { type Cutter, RoomJoins } from './room-joins.ts'
import { type Look, RoomLooks } from './room-looks.ts'
import { RoomPresence } from './room-presence.ts'
import { type IncomingWrite, RoomWrites } from './room-writes.ts'
import type { Snapshot } from './storage/update-log.ts'
import type { Digest } from './workers/digest.ts'
import type { Trial } from './workers/trial.ts'
import type { WriteLimits } from './write-decision.ts'

/** Octets that a room of an empty document takes, about. */
const ROOM_OVERHEAD_BYTES = 4096
/** Entries of a step 1 beyond what the document has clients: an offline copy brings a few of its own. */
const MAX_UNKNOWN_CLIENTS = 50_000
/** How long a reader may lag before it is sent away. */
const MAX_LAG_MS = 60_000
/** Octets that a reader may have missed; one that missed more is brought on faster by a join, in pieces. */
const MAX_MISSED_BYTES = 512 * 1024
const TOO_SLOW: Close = { code: 1013, word: 'slow', retryAfter: 5 }

export interface RoomLimits extends WriteLimits {
  readonly messageBytes: number
  readonly updatesPerSecond: number
}

/** What a room needs from outside. Times are milliseconds. */
export interface RoomContext {
  readonly limits: RoomLimits
  readonly committer: Committer
  readonly logger: Logger
  /** A clock that does not run back. */
  readonly now: () => number
  /** Since 1970. */
  readonly wallClock: () => number
  /** Builds the document in a worker, from what is committed. */
  readonly digest: (document: DocumentId) => Promise<Digest>
  readonly cutter: Cutter
  /** Has a worker try an update on the committed document. */
  readonly tryUpdate: (document: DocumentId, update: Uint8Array) => Promise<Trial>
  /** The room can no longer be believed: forget it, so that the next visitor loads the document from disk. */
  readonly onBroken: (room: Room) => void
}

/**
 * A document loaded in this server: the tail of its log and the connections with their cursors in it. Builds no
 * Y.Doc and does no I/O of its own; what to do with a write is decided in `write-decision.ts`.
 */
export class Room implements Committed {
  readonly document: DocumentId
  readonly tail: LogTail
  readonly #context: RoomContext
  readonly #connections = new Set<Connection>()
  readonly #presence: RoomPresence
  readonly #gatherings: RoomGatherings
  readonly #gate = new MessageGate()
  readonly #joins: RoomJoins
  readonly #looks: RoomLooks
  readonly #writes: RoomWrites
  #broken = false
  #emptySince: number

  constructor(document: DocumentId, tail: LogTail, context: RoomContext) {
    const { limits, committer, logger, now, wallClock, digest, tryUpdate, cutter } = context
    this.document = document
    this.tail = tail
    this.#context = context
    this.#emptySince = now()
    const committed = (): number => this.committed
    this.#presence = new RoomPresence(this.#connections, (client) => tail.state.owners.of(client))
    this.#gatherings = new RoomGatherings(this.#connections)
    this.#looks = new RoomLooks({
      document,
      lastSeq: () => tail.lastSeq,
      committed,
      digest,
      tryUpdate,
      onDigest: (found) => this.onDigest(found),
      onUnreadable: (error) => {
        logger.error({ err: error, document }, 'document cannot be built')
        this.reload()
      },
    })
    this.#writes = new RoomWrites({
      document,
      tail,
      limits,
      committer,
      logger,
      wallClock,
      room: this,
      looks: this.#looks,
      presentAs: (client) => this.#presence.userOf(client),
      defer: (connection, write, look) => {
        this.#afterLook(connection, write, look).catch((error: Error) => this.onFault(error))
      },
    })
    this.#joins = new RoomJoins({
      tail,
      committed,
      now,
      cutter,
      onTooFarBehind: (connection) => connection.close(TOO_SLOW),
      onFault: (error) => this.onFault(error),
    })
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections
  }

  /** The last record that is on disk. */
  get committed(): number {
    return this.#writes.committed
  }

  /** Octets of the document's encoded state, never too few. */
  get size(): number {
    return this.#writes.size.octets
  }

  /** Octets that the document takes in memory, about. */
  get heldBytes(): number {
    return ROOM_OVERHEAD_BYTES + this.tail.heldBytes + this.copiedBytes
  }

  /** Of this what is kept ready for those who join, and made again after {@link dropCopies}. */
  get copiedBytes(): number {
    return this.#joins.copiedBytes
  }

  dropCopies(): void {
    this.#joins.dropCopies()
  }

  /** Whether people are to be told soon how large the document is, and only a worker can tell. */
  get sizeInDoubt(): boolean {
    return this.#writes.size.isInDoubt(this.#context.limits.documentBytes)
  }

  /** How long nobody has been here and nothing has waited for the disk, in milliseconds; 0 while in use. */
  idleFor(now: number): number {
    const idle =
      this.#connections.size === 0 && this.committed === this.tail.lastSeq && !this.#looks.isLooking
    return idle ? now - this.#emptySince : 0
  }

  join(connection: Connection): void {
    this.#connections.add(connection)
    connection.cursor = this.committed
    const { messageBytes, documentBytes, updatesPerSecond } = this.#context.limits
    connection.control({
      type: 'hello',
      role: connection.role,
      limits: { messageBytes, documentBytes, updatesPerSecond },
      size: this.#writes.size.octets,
    })
    connection.send(writeStep1(encodeStateVector(this.tail.state.clocks)))
    this.#presence.greet(connection)
  }

  leave(connection: Connection): void {
    this.#connections.delete(connection)
    this.#writes.leave(connection)
    this.#joins.leave(connection)
    this.#presence.leave(connection, this.#context.now())
    this.#emptySince = this.#context.now()
  }

  /**
   * Takes no more messages until as many {@link release}: those that come wait, in order. Resolves when all that
   * was taken before is on disk and told. A change of access between the two has a clear before and after.
   */
  hold(): Promise<void> {
    this.#gate.close()
    return this.#looks.untilCommitted()
  }

  release(): void {
    this.#gate.open(({ connection, data }) => this.receive(connection, data))
  }

  /** A guest has made an account. */
  handOver(guestId: string, userId: string): void {
    this.#presence.handOver(guestId, userId)
    this.tail.state.owners.handOver(guestId, userId)
  }

  /** The person's name or colour has changed. */
  introduce(connection: Connection): void {
    this.#presence.introduce(connection)
  }

  /**
   * Takes one message of a connection. `data` may be a window on a buffer that is used again. What a message throws
   * is a bug, and closes this room only.
   */
  receive(connection: Connection, data: Uint8Array): void {
    try {
      this.#receive(connection, data)
    } catch (error) {
      this.onFault(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #receive(connection: Connection, data: Uint8Array): void {
    if (connection.closed) return
    connection.lastHeardAt = this.#context.now()
    // past its end access is looked at anew within moments; what comes until then waits for that
    if (!this.#gate.isOpen || this.#context.wallClock() >= connection.accessEndsAt) {
      this.#gate.keep(connection, data)
      return
    }
    if (connection.deferred !== null) {
      connection.deferred.push(data.slice())
      return
    }
    const message = readMessage(data)
    switch (message.kind) {
      case 'update':
      case 'step2':
        connection.received++
        if (this.#withinRate(connection)) {
          if (message.kind === 'step2') this.#joins.onStep2(connection, message.update)
          this.#writes.take(connection, { kind: message.kind, data, bytes: message.update })
        }
        return
      case 'step1':
        if (this.#withinRate(connection)) this.#step1(connection, message.stateVector)
        return
      case 'awareness':
        this.#presence.receive(connection, message.entries, connection.lastHeardAt)
        return
      case 'query-awareness':
        if (this.#withinRate(connection)) this.#presence.greet(connection)
        return
      case 'control':
        if (this.#withinRate(connection)) {
          this.#gatherings.receive(connection, message.json, connection.lastHeardAt)
        }
        return
      case 'unknown':
        this.#withinRate(connection)
        return
      case 'malformed':
        connection.close({ code: 1007, word: 'malformed' })
        return
    }
  }

  onCommitted(upTo: number): void {
    this.#writes.onCommitted(this.#connections, upTo)
    this.#looks.onCommitted(upTo)
  }

  /** The log has been changed behind its back: everybody comes back to a room that has read it anew. */
  reload(): void {
    this.#break({ code: 1011, word: 'internal' })
  }

  /** Sends everybody away for a moment: they come back to the document as it is on disk. */
  restart(): void {
    this.#break({ code: 1012, word: 'restart' })
  }

  onCommitFailed(error: Error): void {
    this.#context.logger.error({ err: error, document: this.document }, 'commit failed')
    this.#break({ code: 1011, word: 'storage' })
  }

  onFault(error: Error): void {
    this.#context.logger.error({ err: error, document: this.document }, 'a bug: the room is closed')
    this.#break({ code: 1011, word: 'internal' })
  }

  /** The socket has taken all that was written to it: send what came in the meantime, merged. */
  catchUp(connection: Connection): void {
    if (connection.closed) return
    this.#catchUpText(connection)
    this.#presence.catchUp(connection)
  }

  #catchUpText(connection: Connection): void {
    if (this.#joins.goOn(connection) || connection.laggingSince === null) return
    connection.laggingSince = null
    const owed = connection.owedStep2
    if (owed !== null) {
      connection.owedStep2 = null
      this.#joins.answer(connection, owed)
    } else if (connection.cursor < this.committed) {
      const missed =
        this.tail.bytesAfter(connection.cursor) > MAX_MISSED_BYTES
          ? null
          : this.tail.since(connection.cursor, this.committed)
      connection.cursor = this.committed
      if (missed === null) connection.close(TOO_SLOW)
      else connection.send(writeUpdate(missed))
    }
  }

  /** Lets go of presence that is not renewed, and sends away readers that have lagged for too long. */
  tick(now: number): void {
    this.#presence.tick(now)
    this.tail.forget(this.#oldestCursor(this.tail.snapshotSeq))
    for (const connection of this.#connections) {
      if (connection.laggingSince !== null && now - connection.laggingSince > MAX_LAG_MS) {
        connection.close(TOO_SLOW)
      }
    }
  }

  /** A snapshot has been stored: it takes the place of the records that nobody is still being brought on from. */
  adopt(snapshot: Snapshot): void {
    this.tail.adopt(snapshot, this.#oldestCursor(snapshot.seq))
  }

  #oldestCursor(seq: number): number {
    let oldest = this.#joins.oldest(seq)
    for (const { cursor } of this.#connections) oldest = Math.min(oldest, cursor)
    return oldest
  }

  /** Takes in what a worker found out about the document, and tells the size to those who listen. */
  onDigest({ seq, size, depth, deletions }: Digest): void {
    this.tail.addDeletions(deletions)
    if (!this.#writes.size.measured(seq, size, this.tail.bytesAfter(seq))) return
    this.tail.measuredDepth(depth, seq)
    const cap = this.#context.limits.documentBytes
    const frame = binaryFrame(writeControl({ type: 'size', bytes: size, cap }))
    for (const connection of this.#connections) if (connection.controls) connection.sendFrame(frame)
  }

  /** Closes everybody. What was not acknowledged is still with its authors. */
  #break(close: Close): void {
    if (this.#broken) return
    this.#broken = true
    this.#context.onBroken(this)
    for (const connection of this.#connections) connection.close(close)
    this.#looks.end()
  }

  async #afterLook(connection: Connection, write: IncomingWrite, look: Promise<Look>): Promise<void> {
    const { kind, data, bytes } = write
    const copy = data.slice()
    const offset = bytes.byteOffset - data.byteOffset
    const kept = { kind, data: copy, bytes: copy.subarray(offset, offset + bytes.length) }
    const queue: Uint8Array[] = []
    connection.deferred = queue
    connection.pauseReading()
    const seen = await look
    // who waited for the gate may find it closed again: nothing may come between this look and the write
    while (!this.#gate.isOpen) await this.#gate.opened()
    connection.deferred = null
    if (!connection.closed && !this.#broken) {
      this.#writes.take(connection, kept, seen)
      for (const message of queue) this.receive(connection, message)
    }
    if (connection.deferred === null) connection.resumeReading()
  }

  #step1(connection: Connection, stateVector: Uint8Array): void {
    const clocks = decodeStateVector(stateVector)
    if (clocks === null || clocks.size > this.tail.state.clocks.size + MAX_UNKNOWN_CLIENTS) {
      connection.close({ code: 1007, word: 'malformed' })
    } else if (connection.laggingSince === null) this.#joins.answer(connection, clocks)
    // a peer that asks without reading is owed the latest, not all
    else connection.owedStep2 = clocks
  }

  /** Takes a token, or sends the connection away until there is one. */
  #withinRate(connection: Connection): boolean {
    if (connection.updates.take(connection.lastHeardAt)) return true
    connection.close({ code: 1013, word: 'rate', retryAfter: connection.updates.secondsToWait() })
    return false
  }
}
