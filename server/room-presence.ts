import { writeAwareness } from '../lib/wire.ts'
import type { Connection } from './connection.ts'
import { binaryFrame } from './frame.ts'
import { Presence } from './presence.ts'

/** What changes within this time is told at once. */
const FLUSH_MS = 50

/** Tells the people in a room who is there: the latest of everybody, in one frame for all. */
export class RoomPresence {
  readonly #connections: ReadonlySet<Connection>
  readonly #presence: Presence
  #timer: NodeJS.Timeout | null = null

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
    this.#presence.leave(connection, now)
    this.#schedule()
  }

  /** Tells a connection who is here. */
  greet(connection: Connection): void {
    const here = this.#presence.all()
    if (here !== null && connection.laggingSince === null) connection.send(writeAwareness(here))
  }

  /** The person's name or colour has changed: has the client announce itself anew. */
  introduce(connection: Connection): void {
    const entries = this.#presence.recall(connection)
    if (entries !== null && connection.laggingSince === null) connection.send(writeAwareness(entries))
  }

  /** A guest has made an account: who the guest was here is the person's from now on. */
  handOver(guestId: string, userId: string): void {
    this.#presence.handOver(guestId, userId)
  }

  #schedule(): void {
    if (this.#timer !== null || !this.#presence.hasChanges) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      const changed = this.#presence.takeChanged()
      if (changed === null) return
      const frame = binaryFrame(writeAwareness(changed))
      for (const connection of this.#connections) {
        if (connection.laggingSince === null) connection.sendFrame(frame)
      }
    }, FLUSH_MS)
  }
}
