import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, castOf, type Person, peopleOf, signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient, visitRequest } from '../wire/sync-client.ts'
import { requestUpgrade } from '../wire/upgrade-request.ts'

const TITLE = 'A title that gives it all away'
const UNKNOWN = '0'.repeat(26)

const server = new TestServer()
let owner: Person
let stranger: Person
let people: Cast['people']
let closed: string
let trashed: string

beforeAll(async () => {
  await server.start()
  people = await peopleOf(server)
  owner = await signUp(server, 'Olive Oyl')
  stranger = people.stranger
  closed = await server.newDocument(owner.cookie, TITLE)
  trashed = await server.newDocument(owner.cookie, TITLE)
  await server.request(owner.cookie, 'DELETE', `/api/documents/${trashed}`)
})
afterAll(() => server.dispose())

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** What a stranger is told of a document: by its socket, its address, and the question for admission. */
async function asked(document: string): Promise<readonly Answer[]> {
  const { cookie } = stranger
  const socket = await requestUpgrade(server.port, visitRequest({ document, cookie }))
  const path = `/api/documents/${document}`
  const answers = [
    await server.request(cookie, 'GET', path),
    await server.request(cookie, 'POST', `${path}/admission`),
  ]
  return Promise.all([
    { status: socket.status, body: JSON.parse(socket.body) as Answer['body'] },
    ...answers.map(async (answer) => ({
      status: answer.status,
      body: (await answer.json()) as Answer['body'],
    })),
  ])
}

const withoutId = (answers: readonly Answer[]) =>
  answers.map(({ status, body: { requestId: _, ...body } }) => ({ status, body }))

test('[SEC 3] a stranger is told 403 of a document and 404 of none, the same of every one, and nothing of it', async () => {
  const another = await server.newDocument(owner.cookie, 'Something else entirely')
  const refused = await asked(closed)
  expect(withoutId(refused)).toEqual(withoutId(await asked(another)))
  for (const { status, body } of refused) {
    expect([status, body.error]).toEqual([403, 'no-access'])
    expect(Object.keys(body).sort()).toEqual(['error', 'message', 'requestId'])
  }
  const words = JSON.stringify(refused)
  for (const secret of [TITLE, owner.name, owner.email, owner.id, closed]) expect(words).not.toContain(secret)
})

test('[SEC 3] what is in the trash is as if it had never been', async () => {
  const gone = await asked(trashed)
  expect(withoutId(gone)).toEqual(withoutId(await asked(UNKNOWN)))
  for (const { status, body } of gone) expect([status, body.error]).toEqual([404, 'no-document'])
})

test('[SEC 3] a stranger is refused before anything of the document is read: also when it cannot be', async () => {
  const document = await server.newDocument(owner.cookie, TITLE)
  const db = new DatabaseSync(join(server.dataDir, 'log.db'), { timeout: 5_000 })
  const ruin = db.prepare('DELETE FROM records WHERE log = (SELECT id FROM logs WHERE document = ?)')
  expect(Number(ruin.run(document).changes)).toBeGreaterThan(0)
  db.close()
  expect(withoutId(await asked(document))).toEqual(withoutId(await asked(closed)))
  const visitor = await SyncClient.connect(server, { document, cookie: owner.cookie })
  expect((await visitor.closed()).code).toBe(1011)
})

test('[SEC 43] no list, of documents or of people, names what somebody may not open', async () => {
  const former = people.former
  const { document } = await castOf(server, people)
  for (const { cookie } of [stranger, former, people.banned, people.locked]) {
    const list = await (await server.request(cookie, 'GET', '/api/documents')).text()
    expect(list).not.toContain(document)
    const inside = await server.request(cookie, 'GET', `/api/documents/${document}/members`)
    expect(inside.status).toBe(403)
  }
})

test('[SEC 44] whoever came by a link makes no more of it', async () => {
  const { document } = await castOf(server, people)
  const { cookie, id } = people['by link']
  const path = `/api/documents/${document}`
  const attempts: readonly [string, string, unknown][] = [
    ['PUT', `${path}/link`, { role: 'editor' }],
    ['PUT', `${path}/members`, { userId: id, role: 'editor' }],
    ['PUT', `${path}/requests`, { userId: id, role: 'editor' }],
    ['POST', `${path}/transfer`, { userId: id }],
  ]
  expect((await server.request(cookie, 'POST', `${path}/requests`, { role: 'editor' })).status).toBe(202)
  for (const [method, to, body] of attempts) {
    expect((await server.request(cookie, method, to, body)).status).toBe(403)
  }
  expect(await (await server.request(cookie, 'GET', path)).json()).toMatchObject({ role: 'viewer' })
})
