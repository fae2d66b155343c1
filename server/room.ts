import { Buffer } from 'node:buffer'
import type { Logger } from 'pino'
import type { Close } from '../lib/close-codes.ts'
import type { DocumentId } from '../lib/ids.ts'
import { readMessage, writeControl, writeStep1, writeUpdate } from '../lib/wire.ts'
import type { Author } from './client-owners.ts'
import type { Committed, Committer } from './committer.ts'
import type { Connection } from './connection.ts'
import { DocumentSize } from './document-size.ts'
import { decodeStateVector, encodeStateVector } from './document-state.ts'
import { fanOut, type InFlight, mergeInFlight } from './fan-out.ts'
import { binaryFrame } from './frame.ts'
import type { LogTail } from './log-tail.ts'
import { MessageGate } from './message-gate.ts'
import { type Cutter, RoomJoins } from './room-joins.ts'
import { RoomPresence } from './room-presence.ts'
import type { Snapshot } from './storage/update-log.ts'
import { type ScannedUpdate, scanUpdate } from './update-scan.ts'
import type { Digest } from './workers/digest.ts'
import { decideWrite, type WriteLimits } from './write-decision.ts'

/** Octets that a room of an empty document takes, about. */
const ROOM_OVERHEAD_BYTES = 4096
/** Entries of a step 1 beyond what the document has clients: an offline copy brings a few of its own. */
const MAX_UNKNOWN_CLIENTS = 50_000
/** How long a reader may lag before it is sent away. */
const MAX_LAG_MS = 60_000
/** Octets of a refused write that the server's own log shows. */
const SAMPLE_BYTES = 64
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
  /** Levels of shared types that the committed document would have with this update. */
  readonly depthWith: (document: DocumentId, update: Uint8Array) => Promise<number>
  /** The room can no longer be believed: forget it, so that the next visitor loads the document from disk. */
  readonly onBroken: (room: Room) => void
}

/** An update or step 2 on its way to a decision. `data` is the message that `bytes` is a window on. */
interface IncomingWrite {
  readonly kind: 'update' | 'step2'
  readonly data: Uint8Array
  readonly bytes: Uint8Array
}

/** What workers have found out for a write. */
interface Look {
  readonly measured: boolean
  readonly depth: number | null
}

const UNSEEN: Look = { measured: false, depth: null }

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
  readonly #gate = new MessageGate()
  readonly #joins: RoomJoins
  readonly #size: DocumentSize
  /** Connections with acknowledgements to come. */
  readonly #owed = new Set<Connection>()
  readonly #presentAs = (client: number): string | null => this.#presence.userOf(client)
  #inFlight: InFlight[] = []
  #committed: number
  #waiting: { readonly seq: number; readonly resolve: () => void }[] = []
  #measuring: Promise<void> | null = null
  #broken = false
  #emptySince: number

  constructor(document: DocumentId, tail: LogTail, context: RoomContext) {
    this.document = document
    this.tail = tail
    this.#presence = new RoomPresence(this.#connections, (client) => tail.state.owners.of(client))
    this.#context = context
    this.#committed = tail.lastSeq
    this.#size = new DocumentSize(tail.snapshotBytes, tail.recordBytes)
    this.#emptySince = context.now()
    this.#joins = new RoomJoins({
      tail,
      committed: () => this.#committed,
      now: context.now,
      cutter: context.cutter,
      onTooFarBehind: (connection) => connection.close(TOO_SLOW),
      onFault: (error) => this.onFault(error),
    })
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections
  }

  /** The last record that is on disk. */
  get committed(): number {
    return this.#committed
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
    return this.#size.isInDoubt(this.#context.limits.documentBytes)
  }

  /** How long nobody has been here and nothing has waited for the disk, in milliseconds; 0 while in use. */
  idleFor(now: number): number {
    const idle =
      this.#connections.size === 0 && this.#committed === this.tail.lastSeq && this.#measuring === null
    return idle ? now - this.#emptySince : 0
  }

  join(connection: Connection): void {
    this.#connections.add(connection)
    connection.cursor = this.#committed
    const { messageBytes, documentBytes, updatesPerSecond } = this.#context.limits
    connection.control({
      type: 'hello',
      role: connection.role,
      limits: { messageBytes, documentBytes, updatesPerSecond },
      size: this.#size.octets,
    })
    connection.send(writeStep1(encodeStateVector(this.tail.state.clocks)))
    this.#presence.greet(connection)
  }

  leave(connection: Connection): void {
    this.#connections.delete(connection)
    this.#owed.delete(connection)
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
    return this.#whenCommitted(this.tail.lastSeq)
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
          if (message.kind === 'step2') this.#learnDeletions(connection, message.update)
          this.#write(connection, { kind: message.kind, data, bytes: message.update })
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
      case 'unknown':
        this.#withinRate(connection)
        return
      case 'malformed':
        connection.close({ code: 1007, word: 'malformed' })
        return
    }
  }

  onCommitted(upTo: number): void {
    const from = this.#committed
    this.#committed = upTo
    const fresh = this.#inFlight.filter(({ record }) => record.seq <= upTo)
    this.#inFlight = this.#inFlight.slice(fresh.length)
    const merged = mergeInFlight(fresh)
    fanOut(this.#connections, fresh, merged, from, upTo)
    this.tail.settle(from, upTo, merged)
    for (const connection of this.#owed) {
      if (!connection.payAcks(upTo)) this.#owed.delete(connection)
    }
    for (const { seq, resolve } of this.#waiting) if (seq <= upTo) resolve()
    this.#waiting = this.#waiting.filter(({ seq }) => seq > upTo)
  }

  /** The log has been changed behind its back: everybody comes back to a room that has read it anew. */
  reload(): void {
    this.#break({ code: 1011, word: 'internal' })
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
    } else if (connection.cursor < this.#committed) {
      const missed = this.tail.since(connection.cursor, this.#committed)
      connection.cursor = this.#committed
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
    if (!this.#size.measured(seq, size, this.tail.bytesAfter(seq))) return
    this.tail.measuredDepth(depth, seq)
    const cap = this.#context.limits.documentBytes
    const frame = binaryFrame(writeControl({ type: 'size', bytes: size, cap }))
    for (const connection of this.#connections) if (connection.controls) connection.sendFrame(frame)
  }

  /** A step 2 repeats all deletions that its sender knows: what it was not sent yet can be told exactly. */
  #learnDeletions(connection: Connection, update: Uint8Array): void {
    if (connection.hasShownDeletions) return
    const scanned = scanUpdate(update)
    if (scanned.kind === 'update') this.#joins.onStep2(connection, scanned.deletions)
  }

  #write(connection: Connection, write: IncomingWrite, look: Look = UNSEEN): void {
    const { role, gaps } = connection
    const decision = decideWrite(
      {
        kind: write.kind,
        bytes: write.bytes,
        role,
        gaps,
        state: this.tail.state,
        size: this.#size.octets,
        measured: look.measured,
        depth: look.depth,
        author: this.#author(connection, write.kind),
        diskFull: this.#context.committer.full,
      },
      this.#context.limits,
    )
    switch (decision.kind) {
      case 'ack':
        if (write.kind === 'step2') connection.closeGap()
        this.#oweAck(connection, this.tail.lastSeq)
        return
      case 'append':
        if (write.kind === 'step2') connection.closeGap()
        this.#append(connection, decision.update, decision.claims)
        connection.brought[write.kind] += decision.claims.length
        return
      case 'measure':
        this.#defer(connection, write, async () => {
          await this.#measure()
          return { measured: true, depth: null }
        })
        return
      case 'try':
        this.#defer(connection, write, async () => ({
          measured: true,
          depth: await this.#depthWith(decision.update.bytes.slice()),
        }))
        return
      case 'ask':
        connection.openGap()
        connection.send(writeStep1(encodeStateVector(this.tail.state.clocks)))
        return
      case 'wait':
        connection.openGap()
        return
      case 'refuse':
        this.#refuse(connection, write.bytes, decision.close, decision.why)
        return
    }
  }

  #author({ principal, brought }: Connection, kind: IncomingWrite['kind']): Author {
    return { userId: principal.userId, brought: brought[kind], presentAs: this.#presentAs }
  }

  #append(connection: Connection, update: ScannedUpdate, claims: readonly number[]): void {
    // the message's buffer is used again; the log keeps its own octets
    const bytes = update.bytes.slice()
    const record = this.tail.append({ ...update, bytes })
    this.#size.add(bytes.length)
    this.tail.state.owners.claim(claims, connection.principal.userId)
    this.#inFlight.push({ record, from: connection })
    this.#oweAck(connection, record.seq)
    this.#context.committer.submit(this, {
      document: this.document,
      seq: record.seq,
      author: connection.principal.userId,
      time: this.#context.wallClock(),
      bytes,
      claims,
    })
  }

  #oweAck(connection: Connection, seq: number): void {
    connection.oweAck(seq)
    // what it stands on is mostly not on disk yet: then there is nothing to look for
    if (seq > this.#committed) this.#owed.add(connection)
    else connection.payAcks(this.#committed)
  }

  #refuse(connection: Connection, bytes: Uint8Array, close: Close, why: string): void {
    const sample = Buffer.from(bytes.subarray(0, SAMPLE_BYTES)).toString('hex')
    this.#context.logger.warn(
      { document: this.document, connection: connection.id, user: connection.principal.userId, why, sample },
      'write refused',
    )
    connection.control({ type: 'rejected', count: connection.received, why: close.word })
    connection.close(close)
  }

  /** Lets a worker look at the document first; what the connection sends meanwhile waits in order. */
  #defer(connection: Connection, write: IncomingWrite, look: () => Promise<Look>): void {
    this.#afterLook(connection, write, look).catch((error: Error) => this.onFault(error))
  }

  async #afterLook(
    connection: Connection,
    { kind, data, bytes }: IncomingWrite,
    look: () => Promise<Look>,
  ): Promise<void> {
    const copy = data.slice()
    const offset = bytes.byteOffset - data.byteOffset
    const write = { kind, data: copy, bytes: copy.subarray(offset, offset + bytes.length) }
    const queue: Uint8Array[] = []
    connection.deferred = queue
    connection.pauseReading()
    const seen = await look()
    // who waited for the gate may find it closed again: nothing may come between this look and the write
    while (!this.#gate.isOpen) await this.#gate.opened()
    connection.deferred = null
    if (!connection.closed && !this.#broken) {
      this.#write(connection, write, seen)
      for (const message of queue) this.receive(connection, message)
    }
    if (connection.deferred === null) connection.resumeReading()
  }

  /** Has a worker look at the document as it is after all that was received until now. */
  #measure(): Promise<void> {
    this.#measuring ??= this.#whenCommitted(this.tail.lastSeq)
      .then(async () => {
        if (!this.#broken) this.onDigest(await this.#context.digest(this.document))
      })
      .catch((error: unknown) => {
        this.#context.logger.error({ err: error, document: this.document }, 'document cannot be built')
        this.#break({ code: 1011, word: 'internal' })
      })
      .finally(() => {
        this.#measuring = null
      })
    return this.#measuring
  }

  async #depthWith(update: Uint8Array): Promise<number> {
    await this.#whenCommitted(this.tail.lastSeq)
    return this.#broken ? 0 : this.#context.depthWith(this.document, update)
  }

  #whenCommitted(seq: number): Promise<void> {
    if (seq <= this.#committed || this.#broken) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ seq, resolve }))
  }

  /** Closes everybody. What was not acknowledged is still with its authors. */
  #break(close: Close): void {
    if (this.#broken) return
    this.#broken = true
    this.#context.onBroken(this)
    for (const connection of this.#connections) connection.close(close)
    for (const { resolve } of this.#waiting.splice(0)) resolve()
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
