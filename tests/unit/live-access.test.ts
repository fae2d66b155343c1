import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocumentId } from '../../lib/ids.ts'
import type { Role } from '../../lib/roles.ts'
import type { Principal } from '../../server/connection.ts'
import { LiveAccess, StalledError } from '../../server/live-access.ts'
import type { Room } from '../../server/room.ts'
import { controlsOf, type FakeConnection, fakeConnection } from './fake-connection.ts'

const LINK = { role: null, expiresAt: null, hasPassword: false, version: 1 }
const MINUTE = 60_000

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }))
afterEach(() => void vi.useRealTimers())

/** A room that notes when it is held, people with sessions, and a database that may fail. */
class World {
  readonly journal: string[] = []
  readonly here: FakeConnection[] = []
  readonly sessions = new Map<string, Principal>()
  role: Role | null = 'editor'
  flushed: Promise<void> = Promise.resolve()
  broken = false
  readonly access = new LiveAccess({
    connections: () => this.here.map(({ connection }) => connection),
    room: () =>
      ({
        hold: () => {
          this.journal.push('hold')
          return this.flushed
        },
        release: () => this.journal.push('release'),
        introduce: () => this.journal.push('introduce'),
      }) as unknown as Room,
    access: async () => null,
    entries: async () => {
      if (this.broken) throw new Error('disk I/O error')
      const { role } = this
      return { link: LINK, entryOf: () => (role === null ? { kind: 'none' } : { kind: 'member', role }) }
    },
    sessions: async () => this.sessions,
    talk: {
      hold: async () => undefined,
      release: () => undefined,
      apply: async () => undefined,
      concerned: () => [],
      endedSessions: () => new Set(),
    },
    logger: pino({ level: 'silent' }),
    now: Date.now,
  })

  enter(): FakeConnection {
    const fake = fakeConnection()
    fake.connection.principal = { ...fake.connection.principal, sessionEndsAt: 1_000 + MINUTE }
    this.sessions.set(fake.connection.principal.sessionId, fake.connection.principal)
    this.here.push(fake)
    return fake
  }

  change(commit: () => Promise<void> = async () => void this.journal.push('commit')): Promise<void> {
    const document = this.here[0]?.connection.document as DocumentId
    return this.access.change({ kind: 'document', document, by: 'Olive' }, commit)
  }
}

test('[R5] a change is made while the room is held, and what was written before is on disk by then', async () => {
  const world = new World()
  const { connection } = world.enter()
  const { promise, resolve } = Promise.withResolvers<void>()
  world.flushed = promise
  world.role = 'viewer'
  const change = world.change()
  await vi.advanceTimersByTimeAsync(100)
  expect(world.journal).toEqual(['hold'])
  resolve()
  await change
  expect(world.journal).toEqual(['hold', 'commit', 'release'])
  expect(connection.role).toBe('viewer')
})

test('[R5] a change that cannot be put behind what was written before is not made', async () => {
  const world = new World()
  world.enter()
  world.flushed = new Promise(() => undefined)
  const outcome = world.change().catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await outcome).toBeInstanceOf(StalledError)
  expect(world.journal).toEqual(['hold', 'release'])
})

test('[R5] a change that fails changes nobody, and the room goes on', async () => {
  const world = new World()
  const { connection } = world.enter()
  world.role = 'viewer'
  await expect(world.change(() => Promise.reject(new Error('full')))).rejects.toThrow('full')
  expect(connection.role).toBe('editor')
  expect(world.journal).toEqual(['hold', 'release'])
})

test('[R5] when a change is made and cannot be read, nobody goes on under the old rules', async () => {
  const world = new World()
  const fake = world.enter()
  world.broken = true
  await world.change()
  expect(fake.events).toContain('close 1011 storage')
})

test('[R3] whom somebody sends away is told the name first, whoever leaves is not', async () => {
  const world = new World()
  const fake = world.enter()
  world.role = null
  await world.change()
  expect(controlsOf(fake)).toEqual([{ type: 'notice', text: 'Olive took away your access.' }])
  expect(fake.events).toContain('close 1008 revoked')

  const leaver = world.enter()
  const { document, principal } = leaver.connection
  const event = { kind: 'document', document, by: principal.name } as const
  await world.access.change(event, async () => undefined)
  expect(controlsOf(leaver)).toEqual([])
  expect(leaver.events).toContain('close 1008 revoked')
})

test('[SEC 10] a session that ends by time ends what was open by it, and only that', async () => {
  const world = new World()
  const [first, second] = [world.enter(), world.enter()]
  const later = { ...second.connection.principal, sessionEndsAt: 1_000 + 10 * MINUTE }
  world.sessions.set(later.sessionId, later)
  second.connection.principal = later
  await vi.advanceTimersByTimeAsync(MINUTE - 1)
  await world.access.endSessions()
  expect(first.events).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  world.sessions.delete(first.connection.principal.sessionId)
  await world.access.endSessions()
  expect(first.events).toContain('close 1008 session')
  expect(second.connection.closed).toBe(false)
})

test('[U8] a session that was renewed goes on past its former end, and what is said by it is taken', async () => {
  const world = new World()
  const { connection, events } = world.enter()
  const former = connection.principal.sessionEndsAt
  const renewed = { ...connection.principal, sessionEndsAt: former + MINUTE }
  world.sessions.set(renewed.sessionId, renewed)
  await vi.advanceTimersByTimeAsync(former - Date.now())
  await world.access.endSessions()
  expect(events).toEqual([])
  expect([connection.closed, connection.accessEndsAt]).toEqual([false, former + MINUTE])
})

test('[U2] another name is announced, the same one is not', async () => {
  const world = new World()
  const { connection } = world.enter()
  const event = { kind: 'user', userId: connection.principal.userId } as const
  await world.access.change(event, async () => undefined)
  expect(world.journal).not.toContain('introduce')
  world.sessions.set(connection.principal.sessionId, { ...connection.principal, name: 'Ann the Second' })
  await world.access.change(event, async () => undefined)
  expect(world.journal).toContain('introduce')
  expect(connection.principal.name).toBe('Ann the Second')
})
