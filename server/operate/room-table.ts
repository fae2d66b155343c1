import type { RoomKey } from '../../lib/live-messages.ts'
import { MAX_ROOMS_SHOWN, type RoomLine } from '../../lib/server-watch.ts'
import type { Room } from '../room.ts'

interface Seen {
  readonly seq: number
  readonly at: number
}

/** Which rooms are the largest in some respect. Asks nothing of them while nobody looks. */
export class RoomTable {
  readonly #rooms: () => Iterable<Room>
  /** Where the log of a room ended at the last look. */
  #seen = new WeakMap<Room, Seen>()
  #lines: Omit<RoomLine, 'title'>[] = []

  constructor(rooms: () => Iterable<Room>) {
    this.#rooms = rooms
  }

  /** Looks at all rooms; `now` in milliseconds. */
  look(now: number): void {
    this.#lines = [...this.#rooms()].map((room) => this.#line(room, now))
  }

  /** Of the last look, largest first; among equals the one with more people. */
  largest(by: RoomKey): readonly Omit<RoomLine, 'title'>[] {
    return this.#lines.toSorted((a, b) => b[by] - a[by] || b.people - a.people).slice(0, MAX_ROOMS_SHOWN)
  }

  #line(room: Room, now: number): Omit<RoomLine, 'title'> {
    const { document, connections, committed, tail, size } = room
    const before = this.#seen.get(room)
    const seq = tail.lastSeq
    this.#seen.set(room, { seq, at: now })
    const people = new Set<string>()
    let lag = 0
    for (const { principal, cursor } of connections) {
      people.add(principal.userId)
      lag = Math.max(lag, committed - cursor)
    }
    const seconds = before === undefined ? 0 : (now - before.at) / 1_000
    return {
      document,
      people: people.size,
      connections: connections.size,
      rate: before === undefined || seconds === 0 ? 0 : Math.round((seq - before.seq) / seconds),
      size,
      lag,
    }
  }
}
