import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Connection } from '../../server/connection.ts'
import { fanOut, type InFlight, mergeInFlight } from '../../server/fan-out.ts'
import { TailRecord } from '../../server/log-tail.ts'
import { scanStored } from '../../server/update-scan.ts'
import { type FakeConnection, fakeConnection, messageOf } from './fake-connection.ts'
import { contentOf, docOf, randomEditing, seededRandom } from './random-editing.ts'
import { admitted } from './stored-document.ts'

/** Records on their way, numbered from 1; `by` says who sent each. */
const inFlight = (updates: readonly Uint8Array[], by: (i: number) => FakeConnection): InFlight[] =>
  updates.map((bytes, i) => ({
    record: new TailRecord(i + 1, bytes, scanStored(bytes)),
    from: by(i).connection,
  }))

const tell = (to: readonly Connection[], fresh: readonly InFlight[], from: number, upTo: number): void =>
  fanOut(to, fresh, mergeInFlight(fresh), from, upTo)

/** The updates in the frames that a connection was sent. */
const received = ({ frames }: FakeConnection): Uint8Array[] =>
  frames.map((frame) => {
    const message = messageOf(frame)
    if (message.kind !== 'update') throw new Error(message.kind)
    return message.update
  })

const connectionsOf = (fakes: readonly FakeConnection[]) => fakes.map(({ connection }) => connection)

/** One letter per call, from one client. */
function typing(count: number, clientId = 7): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < count; i++) doc.getText('default').insert(i, String(i % 10))
  return updates
}

test('all that stand at the same place share one frame', () => {
  const [author, ...readers] = Array.from({ length: 5 }, () => fakeConnection())
  const fresh = inFlight(typing(3), () => author as FakeConnection)
  tell(connectionsOf(readers), fresh, 0, 3)
  expect(new Set(readers.map(({ frames }) => frames[0])).size).toBe(1)
  for (const reader of readers) {
    expect(
      docOf(...received(reader))
        .getText('default')
        .toString(),
    ).toBe('012')
    expect(reader.connection.cursor).toBe(3)
  }
})

test('a lone author is not sent its own update, and its cursor moves all the same', () => {
  const author = fakeConnection()
  tell(
    [author.connection],
    inFlight(typing(2), () => author),
    0,
    2,
  )
  expect([author.frames.length, author.connection.cursor]).toEqual([0, 2])
})

test('one that lags or stands elsewhere is sent nothing and keeps its cursor', () => {
  const [author, lagging, behind] = [fakeConnection(), fakeConnection(), fakeConnection()]
  lagging.connection.cursor = 4
  lagging.connection.laggingSince = 1
  behind.connection.cursor = 3
  tell(
    connectionsOf([lagging, behind]),
    inFlight(typing(2), () => author),
    4,
    6,
  )
  expect([lagging.frames.length, behind.frames.length]).toEqual([0, 0])
  expect([lagging.connection.cursor, behind.connection.cursor]).toEqual([4, 3])
})

for (const authors of [2, 4, 5, 9]) {
  test(`with ${authors} authors in one commit everybody ends with the same document`, () => {
    const seed = 30 + authors
    const { updates } = randomEditing(seededRandom(seed), 3, 120)
    const taken = admitted(updates).map(({ bytes }) => bytes)
    const people = Array.from({ length: authors }, () => fakeConnection())
    const reader = fakeConnection()
    // each Yjs client on one connection, as browsers do
    const clients = new Map<number, FakeConnection>()
    const by = taken.map((bytes, i) => {
      const client = Y.decodeUpdate(bytes).structs[0]?.id.client ?? 0
      if (!clients.has(client)) clients.set(client, people[clients.size % authors] as FakeConnection)
      return clients.get(client) ?? (people[i % authors] as FakeConnection)
    })
    const fresh = inFlight(taken, (i) => by[i] as FakeConnection)
    tell(connectionsOf([...people, reader]), fresh, 0, taken.length)
    const whole = contentOf(docOf(...taken))
    for (const person of [...people, reader]) {
      const own = taken.filter((_, i) => by[i] === person)
      expect(contentOf(docOf(...own, ...received(person))), `seed ${seed}`).toBe(whole)
    }
  })
}

test('one Yjs client on two connections, alternating within a commit, is sent to both', () => {
  const [one, two, reader] = [fakeConnection(), fakeConnection(), fakeConnection()]
  const updates = typing(3)
  const by = [one, two, one]
  tell(
    connectionsOf([one, two, reader]),
    inFlight(updates, (i) => by[i] ?? one),
    0,
    3,
  )
  for (const person of [one, two, reader]) {
    const own = updates.filter((_, i) => by[i] === person)
    const doc = docOf(...own, ...received(person))
    expect(doc.getText('default').toString()).toBe('012')
  }
})
