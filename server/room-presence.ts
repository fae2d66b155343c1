import { writeAwareness } from '../lib/wire.ts'
import type { Connection } from './connection.ts'
import { binaryFrame } from './frame.ts'
import { Presence } from './presence.ts'

/** What changes within this time is told at once, … */
const FLUSH_MS = 50
/** … within longer in a crowd: presence costs no more writes than this, whoever moves, … */
const WRITES_PER_SECOND = 4_000
/** … and a flush no more octets for each than this: 64 MB/s in the largest crowd. Those who have gone come on top. */
const FLUSH_OCTETS = 16 * 1024
/** Sockets that are written to in one turn of the event loop: text goes in between. */
const WRITES_PER_TURN = 256
/** With more than this waiting in a socket presence waits for it to drain. */
const MAX_BACKLOG_BYTES = 64 * 1024

/** Milliseconds between what `people` in a room are told of each other's presence. */
export const flushInterval = (people: number): number =>
  Math.max(FLUSH_MS, (people / WRITES_PER_SECOND) * 1_000)

/** Tells the people in a room who is there: the latest of everybody, in one frame for all. */
export class RoomPresence {
  readonly #connections: ReadonlySet<Connection>
  readonly #presence: Presence
  /** Connections that were passed over, and the flush up to which they were told. */
  readonly #behind = new Map<Connection, number>()
  /** Connections that are to announce themselves anew as soon as they read again. */
  readonly #unintroduced = new Set<Connection>()
  /** Everybody as of some moment since the last flush: what came after it is in the next. */
  #here: Buffer | null = null
  #flushing = false

  /** `ownerOf` says whose a Yjs client id is by what was written under it. */
  constructor(connections: ReadonlySet<Connection>, ownerOf: (client: number) => string | null) {
    this.#connections = connections
    this.#presence = new Presence(ownerOf)
  }

  /** The user who is present under a client id now; null when nobody is. */
  userOf(clientId: number): string | null {
    return this.#presence.userOf(clientId)
  }

  /** Takes an awareness message. `now` in milliseconds. */
  receive(connection: Connection, entries: Uint8Array, now: number): void {
    if (!connection.awareness.take(now)) return
    const answer = this.#presence.receive(connection, entries, now)
    if (answer === 'malformed') connection.close({ code: 1007, word: 'malformed' })
    else if (answer !== null) connection.send(writeAwareness(answer))
    this.#schedule()
  }

  leave(connection: Connection, now: number): void {
    this.#behind.delete(connection)
    this.#unintroduced.delete(connection)
    this.#presence.leave(connection, now)
    this.#schedule()
  }

  /** Tells a connection who is here. */
  greet(connection: Connection): void {
    if (!isReading(connection)) {
      this.#behind.set(connection, -1)
      return
    }
    if (this.#here === null) {
      const here = this.#presence.all()
      if (here === null) return
      this.#here = binaryFrame(writeAwareness(here))
    }
    connection.sendFrame(this.#here)
  }

  /** The person's name or colour has changed: has the client announce itself anew. */
  introduce(connection: Connection): void {
    if (!isReading(connection)) {
      this.#unintroduced.add(connection)
      return
    }
    const entries = this.#presence.recall(connection)
    if (entries !== null) connection.send(writeAwareness(entries))
  }

  /** The connection reads again: tells it the latest of all that it was not told, also who has gone. */
  catchUp(connection: Connection): void {
    const flush = this.#behind.get(connection)
    if (!isReading(connection)) return
    if (this.#unintroduced.delete(connection)) this.introduce(connection)
    if (flush === undefined) return
    this.#behind.delete(connection)
    const missed = this.#presence.toldSince(flush)
    if (missed !== null) connection.send(writeAwareness(missed))
  }

  /** Lets go who has not renewed its state. Call it about every second. */
  tick(now: number): void {
    this.#presence.expire(now)
    this.#schedule()
  }

  /** A guest has made an account: who the guest was here is the person's from now on. */
  handOver(guestId: string, userId: string): void {
    this.#presence.handOver(guestId, userId)
  }

  #schedule(): void {
    if (this.#flushing || !this.#presence.hasChanges) return
    this.#flushing = true
    // behind what else this turn of the event loop brings: text goes first
    setTimeout(() => setImmediate(() => this.#flush()), flushInterval(this.#connections.size))
  }

  #flush(): void {
    const changed = this.#presence.takeChanged(FLUSH_OCTETS)
    this.#here = null
    if (changed === null) this.#flushing = false
    else this.#tell(binaryFrame(writeAwareness(changed)), [...this.#connections], 0)
  }

  #tell(frame: Buffer, connections: readonly Connection[], from: number): void {
    const end = Math.min(connections.length, from + WRITES_PER_TURN)
    for (let i = from; i < end; i++) {
      const connection = connections[i] as Connection
      if (isReading(connection)) connection.sendFrame(frame)
      else if (!this.#behind.has(connection) && this.#connections.has(connection)) {
        this.#behind.set(connection, this.#presence.flush - 1)
      }
    }
    if (end < connections.length) {
      setImmediate(() => this.#tell(frame, connections, end))
      return
    }
    this.#flushing = false
    this.#schedule()
  }
}

/** Whether a socket takes what it is sent. When one that did not does again, it is caught up. */
const isReading = ({ laggingSince, backlog }: Connection): boolean =>
  laggingSince === null && backlog <= MAX_BACKLOG_BYTES
