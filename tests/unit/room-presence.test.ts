import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Connection } from '../../server/connection.ts'
import { flushInterval, RoomPresence } from '../../server/room-presence.ts'
import { type FakeConnection, fakeConnection, messageOf } from './fake-connection.ts'
import { CARET, type Entry, entriesOf, readEntries, stamp } from './presence-room.ts'

const FULL = 65 * 1024

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A room with so many people, each under the client id of the place in the list. */
function crowd(count: number) {
  const fakes = Array.from({ length: count }, (_, id) => fakeConnection({ user: `user ${id}` }))
  const connections = new Set<Connection>(fakes.map(({ connection }) => connection))
  const presence = new RoomPresence(connections, () => null)
  const one = (id: number): FakeConnection => fakes[id] as FakeConnection
  const say = (id: number, clock: number, state: unknown = CARET, now = 0): void =>
    presence.receive(one(id).connection, entriesOf([[id, clock, state]]), now)
  const leave = (id: number): void => {
    connections.delete(one(id).connection)
    presence.leave(one(id).connection, 0)
  }
  /** What was sent to one of them since this was last asked, message by message. */
  const told = (id: number): Entry[][] =>
    one(id)
      .frames.splice(0)
      .map((frame) => {
        const message = messageOf(frame)
        return message.kind === 'awareness' ? readEntries(message.entries) : []
      })
  return { fakes, presence, one, say, leave, told }
}

/** Clients and clocks; a clock is negative when the client has gone. */
const short = (entries: readonly Entry[] = []) =>
  entries.map(([id, clock, state]) => [id, state === null ? -clock : clock])

describe('[P6] how presence is told', () => {
  test('the latest of everybody, in one frame that all share', () => {
    const { fakes, say, told } = crowd(3)
    say(0, 1)
    say(1, 1)
    say(0, 2, { cursor: 'later' })
    vi.advanceTimersByTime(51)
    const [a, b, c] = fakes.map(({ frames }) => frames[0])
    expect(a).toBeDefined()
    expect(a).toBe(b)
    expect(b).toBe(c)
    expect(told(2)).toEqual([
      [
        [0, 2, { cursor: 'later', user: { ...stamp('user 0') } }],
        [1, 1, { ...CARET, user: stamp('user 1') }],
      ],
    ])
  })

  test('nothing is told, and no timer runs, while nobody moves', () => {
    const { say, told } = crowd(2)
    say(0, 1)
    vi.advanceTimersByTime(60)
    told(0)
    say(0, 1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('the more people the less often: never more than 4,000 writes a second', () => {
    expect([2, 200, 500, 1_500].map(flushInterval)).toEqual([50, 50, 125, 375])
  })

  test('many sockets are written to in several turns of the event loop', () => {
    const { fakes, say } = crowd(600)
    say(0, 1)
    vi.advanceTimersToNextTimer() // the interval
    vi.advanceTimersToNextTimer() // its first turn
    const reached = (): number => fakes.filter(({ frames }) => frames.length > 0).length
    expect(reached()).toBe(256)
    vi.advanceTimersToNextTimer()
    expect(reached()).toBe(512)
    vi.advanceTimersToNextTimer()
    expect(reached()).toBe(600)
  })

  test('large states go in several flushes, who waits longest first, and who always moves keeps nobody waiting', () => {
    const { say, told } = crowd(12)
    const big = (n: number) => ({ text: `${n}`.repeat(3_500) })
    for (let id = 0; id < 12; id++) say(id, 1, big(1))
    const seen: number[][] = []
    for (let clock = 2; clock < 6; clock++) {
      vi.advanceTimersByTime(51)
      seen.push(...told(11).map((entries) => entries.map(([id]) => id)))
      say(0, clock, big(clock))
      say(1, clock, big(clock))
    }
    expect(seen.slice(0, 4)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
      [0, 1],
    ])
  })

  test('who has gone is told before who has moved, however many they are', () => {
    const { say, leave, told } = crowd(40)
    for (let id = 0; id < 30; id++) say(id, 1)
    vi.advanceTimersByTime(500)
    told(39)
    say(35, 1, { text: 'x'.repeat(4_000) })
    for (let id = 0; id < 30; id++) leave(id)
    vi.advanceTimersByTime(60)
    const [first = []] = told(39)
    expect(short(first).slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, id) => [id, -1]))
    expect(first[30]?.[0]).toBe(35)
  })
})

describe('[P7] a slow reader', () => {
  test('is told nothing until it reads again, then the latest of each once, and who has gone', () => {
    const { presence, one, say, leave, told } = crowd(5)
    for (const id of [0, 1, 2]) say(id, 1)
    vi.advanceTimersByTime(60)
    told(4)
    one(4).writableLength = FULL
    say(0, 2)
    vi.advanceTimersByTime(60)
    say(0, 3)
    leave(1)
    vi.advanceTimersByTime(60)
    expect([told(4), told(3).length]).toEqual([[], 3])
    one(4).writableLength = 0
    presence.catchUp(one(4).connection)
    expect(told(4).map(short)).toEqual([
      [
        [0, 3],
        [1, -1],
      ],
    ])
    presence.catchUp(one(4).connection)
    expect(told(4)).toEqual([])
    say(2, 2)
    vi.advanceTimersByTime(60)
    expect(told(4).map(short)).toEqual([[[2, 2]]])
  })

  test('stays behind while it lags, and loses nothing that comes meanwhile', () => {
    const { presence, one, say, leave, told } = crowd(4)
    say(0, 1)
    say(1, 1)
    vi.advanceTimersByTime(60)
    told(3)
    one(3).connection.laggingSince = 0
    leave(0)
    vi.advanceTimersByTime(60)
    presence.catchUp(one(3).connection)
    leave(1)
    vi.advanceTimersByTime(60)
    expect(told(3)).toEqual([])
    one(3).connection.laggingSince = null
    presence.catchUp(one(3).connection)
    expect(told(3).map(short)).toEqual([
      [
        [0, -1],
        [1, -1],
      ],
    ])
  })

  test('that asks who is here is answered as soon as it reads', () => {
    const { presence, one, say, told } = crowd(3)
    say(0, 1)
    one(2).writableLength = FULL
    presence.greet(one(2).connection)
    vi.advanceTimersByTime(60)
    expect(told(2)).toEqual([])
    one(2).writableLength = 0
    presence.catchUp(one(2).connection)
    expect(told(2).map(short)).toEqual([[[0, 1]]])
  })

  test('whose name has changed is asked for its state as soon as it reads', () => {
    const { presence, one, say, told } = crowd(1)
    say(0, 7)
    vi.advanceTimersByTime(60)
    told(0)
    one(0).writableLength = FULL
    presence.introduce(one(0).connection)
    expect(told(0)).toEqual([])
    one(0).writableLength = 0
    presence.catchUp(one(0).connection)
    expect(told(0).map(short)).toEqual([[[0, -7]]])
  })
})

describe('[P7] who comes', () => {
  test('is greeted with one frame until the next flush, and misses nothing of what came in between', () => {
    const { presence, one, say, leave, told } = crowd(4)
    say(0, 1)
    say(1, 1)
    vi.advanceTimersByTime(60)
    for (const id of [2, 3]) told(id)
    presence.greet(one(2).connection)
    leave(1)
    say(0, 2)
    presence.greet(one(3).connection)
    expect(one(2).frames[0]).toBe(one(3).frames[0])
    vi.advanceTimersByTime(60)
    for (const id of [2, 3]) {
      expect(short(told(id).at(-1))).toEqual([
        [1, -1],
        [0, 2],
      ])
    }
    presence.greet(one(3).connection)
    expect(told(3).map(short)).toEqual([[[0, 2]]])
  })
})

describe('[P8] a state that is not renewed', () => {
  test('is let go after 30 s, and its client comes back by itself when it lives', () => {
    const { presence, say, told } = crowd(2)
    say(0, 1, CARET, 0)
    say(1, 1, CARET, 0)
    vi.advanceTimersByTime(60)
    told(1)
    say(1, 2, CARET, 15_000)
    presence.tick(30_000)
    vi.advanceTimersByTime(60)
    expect(told(1).flatMap(short)).toEqual([[1, 2]])
    presence.tick(30_001)
    vi.advanceTimersByTime(60)
    expect(told(1).flatMap(short)).toEqual([[0, -1]])
    say(0, 2, CARET, 30_100)
    vi.advanceTimersByTime(60)
    expect(told(1).flatMap(short)).toEqual([[0, 2]])
  })
})
