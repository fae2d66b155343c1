import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'
import { burst } from './burst.ts'
import { PASSWORD, type Person, signUp } from './cast.ts'

const CROWD = 200
const CHANGES = 40
const LINK_LASTS_MS = 400

const server = new TestServer({ MAX_CONNECTIONS: '1000' })
let owner: Person
let writers: readonly [Person, Person, Person, Person]
let document: string
const here: SyncClient[] = []

beforeAll(async () => {
  await server.start()
  owner = await signUp(server, 'Olive')
  writers = await Promise.all([
    signUp(server, 'Demoted'),
    signUp(server, 'Removed'),
    signUp(server, 'Banned'),
    signUp(server, 'By link'),
  ])
})
afterAll(() => server.dispose())
beforeEach(async () => {
  document = await server.newDocument(owner.cookie)
})
afterEach(() => {
  for (const client of here.splice(0)) client.line.destroy()
})

async function enter(person: Person): Promise<SyncClient> {
  const client = await SyncClient.join(server, { document, cookie: person.cookie })
  here.push(client)
  return client
}

async function ownerDoes(method: string, path: string, body: unknown): Promise<void> {
  const { status } = await server.request(owner.cookie, method, `/api/documents/${document}${path}`, body)
  expect(status).toBeLessThan(300)
}

/** What is on disk of a person's writes: how many, and the time of the last. */
function stored({ id }: Person): { count: number; last: number } {
  const db = new DatabaseSync(join(server.dataDir, 'log.db'), { readOnly: true, timeout: 5_000 })
  const row = db
    .prepare(
      `SELECT count(*) AS count, max(r.time) AS last FROM records r JOIN logs l ON l.id = r.log
       JOIN authors a ON a.id = r.author WHERE l.document = ? AND a.user = ?`,
    )
    .get(document, id)
  db.close()
  return { count: Number(row?.count), last: Number(row?.last) }
}

test('[R5, SEC 11] after a change of access not one write of theirs is stored or forwarded, whatever they send', async () => {
  const [demoted, removed, banned, byLink] = writers
  for (const { id } of [demoted, removed, banned])
    await ownerDoes('PUT', '/members', { userId: id, role: 'editor' })
  // The password keeps the link from those whose own role is taken away.
  const link = { role: 'editor', password: PASSWORD }
  await ownerDoes('PUT', '/link', link)
  await server.request(byLink.cookie, 'POST', `/api/documents/${document}/link/unlock`, link)
  const bystander = await enter(owner)
  const clients = await Promise.all(writers.map(enter))
  const bursts = clients.map(burst)
  await eventually(() => {
    for (const person of writers) expect(stored(person).count).toBeGreaterThan(5)
  })

  await ownerDoes('PUT', '/members', { userId: demoted.id, role: 'viewer' })
  const afterDemotion = stored(demoted).count
  await ownerDoes('DELETE', '/members', { userId: removed.id })
  const afterRemoval = stored(removed).count
  await ownerDoes('PUT', '/bans', { userId: banned.id })
  const afterBan = stored(banned).count
  await ownerDoes('PUT', '/link', { role: null })
  const afterLink = stored(byLink).count

  const ends = await Promise.all(bursts)
  expect(ends).toEqual([
    { code: 1008, reason: 'role' },
    { code: 1008, reason: 'revoked' },
    { code: 1008, reason: 'banned' },
    { code: 1008, reason: 'revoked' },
  ])
  expect(clients[0]?.last('role')).toEqual({ type: 'role', role: 'viewer', by: 'Olive' })
  expect(writers.map((person) => stored(person).count)).toEqual([
    afterDemotion,
    afterRemoval,
    afterBan,
    afterLink,
  ])
  // What others were sent is what is on the disk, no more.
  const fresh = await enter(owner)
  await eventually(() => expect(bystander.text).toBe(fresh.text))
})

test('[R5, SEC 44] a link that expires ends at its time', async () => {
  const [, , , byLink] = writers
  const expiresAt = Date.now() + LINK_LASTS_MS
  await ownerDoes('PUT', '/link', { role: 'editor', expiresAt: new Date(expiresAt).toISOString() })
  const client = await enter(byLink)
  expect(await burst(client)).toEqual({ code: 1008, reason: 'revoked' })
  expect(stored(byLink).count).toBeGreaterThan(0)
  expect(stored(byLink).last).toBeLessThanOrEqual(expiresAt)
})

test('[R3] with a crowd in the room a change reaches whom it concerns on the same socket', async () => {
  const [person] = writers
  await ownerDoes('PUT', '/link', { role: 'viewer' })
  await ownerDoes('PUT', '/members', { userId: person.id, role: 'editor' })
  for (let i = 0; i < CROWD - 1; i++) await enter(writers[i % writers.length] as Person)
  const client = await enter(person)
  const took: number[] = []
  for (let n = 0; n < CHANGES; n++) {
    const role = n % 2 === 0 ? 'viewer' : 'editor'
    const began = performance.now()
    const change = ownerDoes('PUT', '/members', { userId: person.id, role })
    await eventually(() => expect(client.last('role')?.role).toBe(role))
    took.push(performance.now() - began)
    await change
  }
  const [p50, p99] = [0.5, 0.99].map((share) => took.sort((a, b) => a - b)[Math.ceil(share * CHANGES) - 1])
  process.stdout.write(
    `from request to role, ${CROWD} connections: p50 ${p50?.toFixed(1)} ms, p99 ${p99?.toFixed(1)} ms\n`,
  )
  expect(client.controls.filter(({ type }) => type === 'role')).toHaveLength(CHANGES)
})

test('[SEC 12] rights are looked at anew with every connection', async () => {
  const [person] = writers
  await ownerDoes('PUT', '/members', { userId: person.id, role: 'editor' })
  await (await enter(person)).line.leave()
  await ownerDoes('PUT', '/members', { userId: person.id, role: 'viewer' })
  expect((await enter(person)).last('hello')?.role).toBe('viewer')
  await ownerDoes('DELETE', '/members', { userId: person.id })
  await expect(enter(person)).rejects.toThrow('403')
})
