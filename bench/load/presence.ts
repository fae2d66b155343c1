import * as encoding from 'lib0/encoding'
import { writeAwareness } from '../../lib/wire.ts'
import type { LatencyRecorder } from './latency-recorder.ts'

/*
 * Presence as editors send it: one entry with the client's own id, a clock that rises, and who it is and where the
 * caret is in JSON (y-protocols/awareness.js, y-prosemirror's cursor plugin).
 *
 *   entries := count(varuint) { client(varuint) clock(varuint) string(JSON) }
 */

/** A whole message: the caret of `client` is after character `character` that `author` wrote. */
export function writeCaret(client: number, clock: number, author: number, character: number): Uint8Array {
  const place = { type: null, tname: null, item: { client: author, clock: character }, assoc: 0 }
  const state = {
    user: { name: `Person ${client}`, color: '#30bced' },
    cursor: { anchor: place, head: place },
  }
  const entries = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return writeAwareness(entries)
}

/** When each person's caret moved: what is to be seen of them. Clocks start at 1. */
export class CaretMoves {
  readonly #sentAt: number[][]

  constructor(people: number) {
    this.#sentAt = Array.from({ length: people }, () => [])
  }

  /** The clock of the move that leaves now. */
  move(person: number): number {
    return this.#sentAt[person]?.push(performance.now()) ?? 0
  }

  lastClock(person: number): number {
    return this.#sentAt[person]?.length ?? 0
  }

  sentAt(person: number, clock: number): number {
    return this.#sentAt[person]?.[clock - 1] ?? 0
  }
}

/** What one client sees of everybody's carets. */
export class PresenceView {
  readonly #firstClient: number
  readonly #self: number
  readonly #moves: CaretMoves
  readonly #latency: LatencyRecorder
  /** Only moves that leave from here on count. */
  readonly #recordFrom: () => number
  readonly #seen: Uint32Array

  constructor(options: {
    firstClient: number
    people: number
    self: number
    moves: CaretMoves
    latency: LatencyRecorder
    recordFrom: () => number
  }) {
    this.#firstClient = options.firstClient
    this.#moves = options.moves
    this.#latency = options.latency
    this.#recordFrom = options.recordFrom
    this.#seen = new Uint32Array(options.people)
    this.#self = options.self
  }

  readonly onAwareness = (bytes: Buffer, start: number, end: number): void => {
    const now = performance.now()
    let at = start
    const varUint = (): number => {
      let value = 0
      let factor = 1
      for (; at < end; factor *= 128) {
        const octet = bytes[at++] ?? 0
        value += (octet & 0x7f) * factor
        if (octet < 0x80) return value
      }
      throw new Error('awareness ends early')
    }
    for (let count = varUint(); count > 0; count--) {
      const person = varUint() - this.#firstClient
      const clock = varUint()
      const length = varUint()
      at += length
      this.#saw(person, clock, now)
    }
  }

  #saw(person: number, clock: number, now: number): void {
    if (person === this.#self || clock <= (this.#seen[person] ?? Number.POSITIVE_INFINITY)) return
    this.#seen[person] = clock
    const sentAt = this.#moves.sentAt(person, clock)
    if (sentAt >= this.#recordFrom()) this.#latency.record(now - sentAt)
  }

  /** How many of these others have a caret that should be seen, and of how many it is an earlier one or none. */
  tally(others: Iterable<number>): { expected: number; stale: number } {
    let expected = 0
    let stale = 0
    for (const person of others) {
      const clock = this.#moves.lastClock(person)
      if (person === this.#self || clock === 0) continue
      expected++
      if (this.#seen[person] !== clock) stale++
    }
    return { expected, stale }
  }
}
