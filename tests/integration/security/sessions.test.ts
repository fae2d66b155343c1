import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { burst } from '../access/burst.ts'
import { PASSWORD, type Person, signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'

const SESSION_LASTS_MS = 1_500
const CLOSED = { code: 1008, reason: 'session' }

const server = new TestServer()
beforeAll(() => server.start())
afterAll(() => server.dispose())

function inDatabase<T>(name: 'accounts.db' | 'log.db', use: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(server.dataDir, name), { timeout: 5_000 })
  try {
    return use(db)
  } finally {
    db.close()
  }
}

/** When the last of a person's writes was taken that is not packed away yet, milliseconds since 1970. */
const lastWrite = ({ id }: Person): number =>
  inDatabase('log.db', (db) => {
    const row = db
      .prepare('SELECT max(r.time) AS last FROM records r JOIN authors a ON a.id = r.author WHERE a.user = ?')
      .get(id)
    return Number(row?.last)
  })

/** What a document holds, read by the same person with a new session. */
async function reread({ email }: Person, document: string): Promise<string> {
  const credentials = { email, password: PASSWORD }
  const answer = await server.request('', 'POST', '/api/auth/sign-in/email', credentials)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const client = await SyncClient.join(server, { document, cookie })
  client.line.destroy()
  return client.text
}

/** The numbers that {@link burst} wrote. */
const numbersIn = (text: string): number[] => (text.match(/\d+(?=;)/g) ?? []).map(Number)

async function open(person: Person): Promise<{ document: string; client: SyncClient }> {
  const document = await server.newDocument(person.cookie)
  return { document, client: await SyncClient.join(server, { document, cookie: person.cookie }) }
}

test('[SEC 10] a session that ends by time ends what is open by it: what came before is kept, nothing after is taken', async () => {
  const person = await signUp(server, 'Eve')
  const end = Date.now() + SESSION_LASTS_MS
  inDatabase('accounts.db', (db) =>
    db
      .prepare('UPDATE session SET expiresAt = ? WHERE userId = ?')
      .run(new Date(end).toISOString(), person.id),
  )
  const { document, client } = await open(person)
  expect(await burst(client)).toEqual(CLOSED)
  // a write that came in the last millisecond may be noted in the next
  expect(lastWrite(person)).toBeLessThanOrEqual(end)
  expect((await server.request(person.cookie, 'GET', '/api/documents')).status).toBe(401)
  const kept = numbersIn(await reread(person, document))
  expect(client.saved).toBeGreaterThan(0)
  expect(kept).toEqual(Array.from({ length: client.saved }, (_, n) => n))
})

test('[SEC 10] after signing out nothing more is taken, whatever is still sent', async () => {
  const person = await signUp(server, 'Eve')
  const { document, client } = await open(person)
  const bursting = burst(client)
  await eventually(() => expect(client.saved).toBeGreaterThan(5))
  await server.request(person.cookie, 'POST', '/api/auth/sign-out', {})
  const kept = await reread(person, document)
  expect(await bursting).toEqual(CLOSED)
  expect(await reread(person, document)).toBe(kept)
  expect(numbersIn(kept)).toEqual(Array.from({ length: client.saved }, (_, n) => n))
})

test('[SEC 10] there is no way to delete or disable an account that would leave its sockets open', async () => {
  const person = await signUp(server, 'Eve')
  for (const path of ['delete-user', 'admin/ban-user', 'admin/remove-user']) {
    const answer = await server.request(person.cookie, 'POST', `/api/auth/${path}`, { userId: person.id })
    expect([path, answer.status]).toEqual([path, 404])
  }
})

test('[SEC 10] whose account is gone from the database is sent away when the session ends', async () => {
  const person = await signUp(server, 'Eve')
  inDatabase('accounts.db', (db) =>
    db
      .prepare('UPDATE session SET expiresAt = ? WHERE userId = ?')
      .run(new Date(Date.now() + SESSION_LASTS_MS).toISOString(), person.id),
  )
  const { client } = await open(person)
  inDatabase('accounts.db', (db) => db.prepare('DELETE FROM session WHERE userId = ?').run(person.id))
  expect(await client.closed()).toEqual(CLOSED)
})
