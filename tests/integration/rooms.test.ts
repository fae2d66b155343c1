import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type DocumentId, newDocumentId } from '../../lib/ids.ts'
import { writeUpdate } from '../../lib/wire.ts'
import { Committer } from '../../server/committer.ts'
import type { Room, RoomContext } from '../../server/room.ts'
import { NoMemory, Rooms } from '../../server/rooms.ts'
import { openSqliteLog } from '../../server/storage/sqlite-log.ts'
import type { UpdateLog } from '../../server/storage/update-log.ts'
import { CHUNK_BYTES } from '../../server/update-cut.ts'
import { type Description, Upkeep } from '../../server/upkeep.ts'
import { type DocumentWorkers, startDocumentWorkers } from '../../server/workers/document-workers.ts'
import { fakeConnection } from '../unit/fake-connection.ts'
import { contentOf, docOf, randomEditing, seededRandom } from '../unit/random-editing.ts'

const SECOND = 1_000
const LIMITS = {
  roots: new Set(['default', 'meta']),
  messageBytes: 4 * 1_048_576,
  documentBytes: 10 * 1_048_576,
  updatesPerSecond: 100,
}
const { updates, doc } = randomEditing(seededRandom(5), 2, 600)
const [seed, ...edits] = updates as [Uint8Array, ...Uint8Array[]]

let folder: string
let log: UpdateLog
let workers: DocumentWorkers
let rooms: Rooms
let upkeep: Upkeep
let context: Omit<RoomContext, 'onBroken'>
let document: DocumentId
let clock = 0
/** Resolves when the disk may go on. */
let gate: PromiseWithResolvers<void>
const described: Description[] = []
const fail = (error: Error): never => {
  throw error
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scriptorium-rooms-'))
  const real = await openSqliteLog(join(folder, 'log.db'), fail)
  workers = await startDocumentWorkers(join(folder, 'log.db'), fail)
  gate = Promise.withResolvers()
  gate.resolve()
  log = { ...real, append: (batch) => gate.promise.then(() => real.append(batch)) }
  document = newDocumentId(randomBytes)
  await log.append([{ document, seq: 1, author: 'ann', time: 0, bytes: seed }])
  described.length = 0
  const logger = pino({ level: 'silent' })
  const now = (): number => clock
  const digest = (id: DocumentId, withSnapshot = false) => workers.digest(id, withSnapshot)
  const onDescribed = async (_: DocumentId, description: Description) => void described.push(description)
  upkeep = new Upkeep({ log, logger, now, digest, onDescribed })
  const committer = new Committer(log, now, () => undefined)
  const cutter = { most: CHUNK_BYTES, cut: workers.cut }
  context = { limits: LIMITS, committer, logger, now, wallClock: now, digest, tryUpdate: workers.try, cutter }
  rooms = new Rooms(log, context, upkeep)
})

afterEach(async () => {
  await upkeep.settled()
  await workers.close()
  await log.close()
  rmSync(folder, { recursive: true })
})

/** Lets `seconds` pass as the server's wheel does. */
const pass = (seconds: number): void => {
  for (let i = 0; i < seconds; i++) {
    clock += SECOND
    rooms.tick(clock)
  }
}

function write(room: Room, some: readonly Uint8Array[]): { say(update: Uint8Array): void; leave(): void } {
  const { connection } = fakeConnection({ now: () => clock })
  room.join(connection)
  const say = (update: Uint8Array): void => room.receive(connection, writeUpdate(update))
  some.forEach(say)
  return { say, leave: () => room.leave(connection) }
}

const read = async (): Promise<string> => {
  const { snapshot, records } = await log.read(document)
  return contentOf(
    docOf(...(snapshot === null ? [] : [snapshot.bytes]), ...records.map(({ bytes }) => bytes)),
  )
}

test('[A5] a room stays while its last write waits for the disk, and goes soon after', async () => {
  const room = await rooms.open(document)
  gate = Promise.withResolvers()
  write(room, edits).leave()
  pass(60)
  expect(rooms.get(document)).toBe(room)
  gate.resolve()
  await vi.waitFor(() => expect(room.committed).toBe(room.tail.lastSeq))
  pass(5)
  expect(rooms.get(document)).toBeNull()
  expect(await read()).toBe(contentOf(doc))
})

test('[A5] a room stays while somebody is there, and for a reload of the page', async () => {
  const room = await rooms.open(document)
  const first = write(room, [])
  pass(600)
  expect(rooms.get(document)).toBe(room)
  first.leave()
  pass(2)
  const again = write(room, [])
  pass(60)
  expect(rooms.get(document)).toBe(room)
  again.leave()
  pass(5)
  expect(rooms.get(document)).toBeNull()
})

test('[A5] whoever leaves a document last leaves it compacted and described', async () => {
  const room = await rooms.open(document)
  write(room, edits).leave()
  const last = room.tail.lastSeq
  await vi.waitFor(() => expect(room.committed).toBe(last))
  pass(5)
  await upkeep.settled()
  const { snapshot, records } = await log.read(document)
  expect(snapshot?.seq).toBe(last)
  expect(records).toEqual([])
  expect(await read()).toBe(contentOf(doc))
  expect(described.at(-1)).toMatchObject({ seq: last })
  const history = await log.readHistory(document, 0, last)
  expect(contentOf(docOf(...history.map(({ bytes }) => bytes)))).toBe(contentOf(doc))
})

test('[S20] a document is folded into its snapshot as soon as people rest, not while they write', async () => {
  const room = await rooms.open(document)
  const author = write(room, [])
  const snapshotAt = async (): Promise<number> => {
    await upkeep.settled()
    return (await log.read(document)).snapshot?.seq ?? 0
  }
  for (const update of edits) {
    author.say(update)
    pass(1)
    await vi.waitFor(() => expect(room.committed).toBe(room.tail.lastSeq), { interval: 1 })
  }
  expect(room.tail.recordBytes).toBeGreaterThan(16 * 1024)
  expect(await snapshotAt()).toBe(0)
  pass(2)
  expect(await snapshotAt()).toBe(room.tail.lastSeq)
  expect(room.tail.recordCount).toBe(0)
  expect(await read()).toBe(contentOf(doc))
})

test('[L4, SEC 15] whoever does not read is sent nothing more, and after a while away', async () => {
  const room = await rooms.open(document)
  const slow = fakeConnection({ now: () => clock })
  room.join(slow.connection)
  slow.writableLength = 2 * 1_048_576
  const author = write(room, [])
  for (const update of edits) {
    author.say(update)
    await vi.waitFor(() => expect(room.committed).toBe(room.tail.lastSeq), { interval: 1 })
  }
  // one frame at most after the socket was found to be full
  const sent = slow.frames.length
  expect(sent).toBeLessThan(6)
  pass(59)
  expect(slow.events).toEqual([])
  pass(2)
  expect(slow.frames).toHaveLength(sent)
  expect(slow.events.at(-1)).toBe('close 1013 slow 5')
  author.leave()
})

test('[A5] many who open a document at once find one room', async () => {
  const found = await Promise.all(Array.from({ length: 20 }, () => rooms.open(document)))
  expect(new Set(found).size).toBe(1)
  await expect(rooms.open(newDocumentId(randomBytes))).rejects.toThrow('no record')
})

test('[L6] one document larger than the budget is opened alone; where others are written in it is not', async () => {
  const small = new Rooms(log, context, upkeep, 1)
  const room = await small.open(document)
  const author = write(room, edits)
  await vi.waitFor(() => expect(room.committed).toBe(room.tail.lastSeq))
  const another = newDocumentId(randomBytes)
  await log.append([{ document: another, seq: 1, author: 'ann', time: 0, bytes: seed }])
  expect([small.admits(document), small.admits(another)]).toEqual([true, false])
  await expect(small.open(another)).rejects.toBeInstanceOf(NoMemory)
  expect(small.get(document)).toBe(room)
  author.leave()
  clock += 1
  const next = await small.open(another)
  expect([small.get(document), small.get(another)]).toEqual([null, next])
  expect(await read()).toBe(contentOf(doc))
})

test('[L6] over the budget the tail of a room in use is compacted early, and the room goes on', async () => {
  const room = await rooms.open(document)
  const author = write(room, edits.slice(0, 300))
  await vi.waitFor(() => expect(room.committed).toBe(room.tail.lastSeq))
  const before = room.heldBytes
  const small = new Rooms(log, context, upkeep, before / 2)
  const same = await small.open(document)
  const again = write(same, [])
  small.tick(clock)
  await upkeep.settled()
  expect([same.tail.recordCount, same.tail.snapshotSeq]).toEqual([0, room.tail.lastSeq])
  expect(same.heldBytes).toBeLessThan(before)
  again.leave()
  author.leave()
})

test('[A6] a message that the room fails on closes this room and nothing else', async () => {
  const limits = {
    ...LIMITS,
    get roots(): never {
      throw new Error('a bug')
    },
  }
  const faulty = new Rooms(log, { ...context, limits }, upkeep)
  const room = await faulty.open(document)
  const { connection, events } = fakeConnection({ now: () => clock })
  room.join(connection)
  room.receive(connection, writeUpdate(edits[0] as Uint8Array))
  expect(events).toContain('close 1011 internal')
  expect(faulty.get(document)).toBeNull()
})
