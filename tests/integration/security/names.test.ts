import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { requestUpgrade } from '../wire/upgrade-request.ts'

const server = new TestServer()
let cookie: string
let id: string

beforeAll(async () => {
  await server.start()
  cookie = await server.guest()
  id = await server.newDocument(cookie)
})
afterAll(() => server.dispose())

/** Names that are none, and other spellings of a document's one name (ID). */
const NAMES = [
  '..',
  '../ID',
  './ID',
  '/ID',
  '%2e%2e%2fID',
  '..%2fID',
  '..%5cID',
  '%00',
  'ID%00',
  '%E0%A4%A',
  'LONG',
  '__proto__',
  'constructor',
  'toString',
  'ID/',
  'ID.',
  'ID%20',
  'ID%3F',
  'ID;x',
  '?ID',
  'ID#',
  // é as one character and as two, and digits that look alike
  'caf%C3%A9',
  'cafe%CC%81',
  'ID%CC%81',
  'WIDE',
  'UPPER',
  'ESCAPED',
]

function spell(name: string): string {
  if (name === 'LONG') return 'x'.repeat(5_120)
  if (name === 'WIDE') return '%EF%BC%90'.repeat(26)
  if (name === 'UPPER') return id.toUpperCase()
  if (name === 'ESCAPED') return `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`
  return name.replace('ID', id)
}

/** What there is on disk, and in the list of whoever made the one document. */
async function everything(): Promise<unknown> {
  const db = new DatabaseSync(join(server.dataDir, 'log.db'), { readOnly: true, timeout: 5_000 })
  const { logs } = db.prepare('SELECT count(*) AS logs FROM logs').get() ?? {}
  db.close()
  const list = await (await server.request(cookie, 'GET', '/api/documents')).json()
  return [readdirSync(server.dataDir).sort(), logs, list]
}

/** As it stands, over a socket: `fetch` would tidy it up. */
const plain = { Upgrade: null, Connection: 'close' }

test.each(NAMES)('[H5, H7, SEC 6] %s names no document, and makes none', async (name) => {
  const before = await everything()
  const spelled = spell(name)
  const socket = await requestUpgrade(server.port, {
    target: `/sync/${spelled}`,
    headers: { Cookie: cookie },
  })
  expect([400, 404]).toContain(socket.status)
  const answer = await requestUpgrade(server.port, {
    target: `/api/documents/${spelled}`,
    headers: { Cookie: cookie, ...plain },
  })
  expect([400, 404]).toContain(answer.status)
  expect(await everything()).toEqual(before)
})

test('[SEC 6] by its one name it is there', async () => {
  const answer = await requestUpgrade(server.port, { target: `/sync/${id}`, headers: { Cookie: cookie } })
  answer.socket.destroy()
  expect(answer.status).toBe(101)
  expect((await server.request(cookie, 'GET', `/api/documents/${id}`)).status).toBe(200)
})
