import { afterAll, beforeAll, expect, test } from 'vitest'
import { Pen, textOf } from '../../pen.ts'
import { type Person, signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'

const server = new TestServer({ LOG_LEVEL: 'info' })
let operator: Person
let owner: Person
beforeAll(async () => {
  await server.start()
  operator = await signUp(server, 'Olga')
  owner = await signUp(server, 'Ada')
})
afterAll(() => server.dispose())

const operate = (method: string, path: string, body?: unknown): Promise<Response> =>
  server.request(operator.cookie, method, `/api/operate${path}`, body)

async function shared(): Promise<string> {
  const document = await server.newDocument(owner.cookie, 'Minutes')
  await server.request(owner.cookie, 'PUT', `/api/documents/${document}/link`, { role: 'editor' })
  return document
}

const auditOf = async (
  document: string,
): Promise<{ actor: string; action: string; subject: string | null }[]> => {
  const answer = await server.request(owner.cookie, 'GET', `/api/documents/${document}/audit`)
  return ((await answer.json()) as { entries: { actor: string; action: string; subject: string | null }[] })
    .entries
}

test('[OP7] a room that is closed sends everybody away with 1012, they come back, and nothing is lost', async () => {
  const document = await shared()
  const writer = new Pen(server.url, owner.cookie, document)
  await writer.until(({ status }) => status.kind === 'saved')
  const reader = await SyncClient.join(server, { document, cookie: await server.guest() })
  textOf(writer.doc).insert(0, 'before ')
  expect((await operate('POST', `/rooms/${document}/close`)).status).toBe(204)
  expect(await reader.line.closed()).toMatchObject({ code: 1012, reason: 'restart' })
  textOf(writer.doc).insert(7, 'after')
  await eventually(async () => {
    const again = await SyncClient.join(server, { document, cookie: owner.cookie })
    const { text } = again
    await again.line.leave()
    expect(text).toContain('before after')
  })
  expect((await auditOf(document))[0]).toMatchObject({ actor: 'Olga', action: 'closed', subject: null })
  writer.put()
})

test('[OP7] who is in a room is told, and banned from it at once and from then on', async () => {
  const document = await shared()
  const eve = await signUp(server, 'Eve')
  const [first, guest] = [owner.cookie, eve.cookie].map(
    async (cookie) => await SyncClient.join(server, { document, cookie }),
  )
  const [mine, hers] = [await first, await guest]
  const { people } = (await (await operate('GET', `/rooms/${document}`)).json()) as { people: unknown[] }
  expect(people).toEqual([
    { id: owner.id, name: 'Ada', role: 'owner', connections: 1 },
    { id: eve.id, name: 'Eve', role: 'editor', connections: 1 },
  ])
  expect((await operate('PUT', `/rooms/${document}/bans`, { userId: owner.id })).status).toBe(409)
  expect((await operate('PUT', `/rooms/${document}/bans`, { userId: 'nobody' })).status).toBe(404)
  expect((await operate('PUT', `/rooms/${document}/bans`, { userId: eve.id })).status).toBe(200)
  expect(await hers?.line.closed()).toMatchObject({ code: 1008, reason: 'banned' })
  expect((await server.request(eve.cookie, 'GET', `/api/documents/${document}`)).status).toBe(403)
  expect((await auditOf(document))[0]).toMatchObject({ actor: 'Olga', action: 'banned', subject: 'Eve' })
  await mine?.line.leave()
})

test('[OP7] what everybody is told comes to who has a document open, as plain words', async () => {
  const document = await shared()
  const reader = await SyncClient.join(server, { document, cookie: await server.guest() })
  const answer = await operate('POST', '/notice', { text: 'Back at\u202e noon\n<b>' })
  expect(await answer.json()).toEqual({ told: 1 })
  await eventually(() => expect(reader.last('notice')?.text).toBe('Back at noon <b>'))
  for (const text of ['', ' \n ', 'x'.repeat(301)])
    expect((await operate('POST', '/notice', { text })).status).toBe(400)
  expect(server.errors).toContain('an operator told everybody something')
  expect(server.errors).not.toContain('Back at')
  await reader.line.leave()
})

test('[OP7] what is not open, or no document, is said so', async () => {
  const document = await shared()
  expect((await operate('GET', `/rooms/${document}`)).status).toBe(404)
  expect((await operate('POST', `/rooms/${document}/close`)).status).toBe(404)
  expect((await operate('GET', '/rooms/none')).status).toBe(400)
})

test('[OP7] how often an operator does something is bounded', async () => {
  const limited = new TestServer({ RATE_LIMITS: 'on' })
  await limited.start()
  try {
    const { cookie } = await signUp(limited, 'Olga')
    const tell = () => limited.request(cookie, 'POST', '/api/operate/notice', { text: 'Hello' })
    expect((await tell()).status).toBe(200)
    await eventually(async () => {
      const answers = await Promise.all(Array.from({ length: 30 }, tell))
      const refused = answers.find(({ status }) => status === 429)
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    }, 20_000)
  } finally {
    await limited.dispose()
  }
})
