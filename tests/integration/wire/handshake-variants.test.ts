import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SUBPROTOCOL } from '../../../lib/control-messages.ts'
import { TestServer } from '../test-server.ts'
import { expectRefusal, furnish, knock, sceneryOf } from './knock.ts'
import { KEY, type UpgradeAnswer } from './upgrade-request.ts'

const server = new TestServer()
const UNKNOWN = '0'.repeat(26)

beforeAll(() => furnish(server))
afterAll(() => server.dispose())

const withHeader = (name: string, value: string | null): Promise<UpgradeAnswer> =>
  knock({ server, headers: { [name]: value } })

test('an accepted handshake proves that its key was read', async () => {
  const { status, headers, socket } = await knock({ server })
  socket.destroy()
  const proof = createHash('sha1').update(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  expect(status).toBe(101)
  expect(headers.get('sec-websocket-accept')).toBe(proof)
  expect(headers.get('upgrade')).toMatch(/^websocket$/i)
  expect(headers.get('connection')).toMatch(/^upgrade$/i)
  expect(headers.get('sec-websocket-extensions')).toBeNull()
})

test.each([
  [null, null],
  ['other', null],
  ['scriptorium.v2', null],
  [SUBPROTOCOL, SUBPROTOCOL],
  [`other, ${SUBPROTOCOL}`, SUBPROTOCOL],
])('[W2] offered %j, the subprotocol is %j', async (offered, chosen) => {
  const { status, headers, socket } = await withHeader('Sec-WebSocket-Protocol', offered)
  socket.destroy()
  expect([status, headers.get('sec-websocket-protocol')]).toEqual([101, chosen])
})

test.each(['PUT', 'DELETE', 'OPTIONS', 'HEAD'])('[H1] %s is not taken, GET is', async (method) => {
  const { status, headers } = await knock({ server, method })
  expect([status, headers.get('allow')]).toEqual([405, 'GET'])
})

test.each([
  ['Upgrade', 'h2c'],
  ['Upgrade', ''],
  ['Connection', 'keep-alive'],
])('[H2] with %s: %s nothing is upgraded', async (name, value) => {
  const answer = await withHeader(name, value)
  expectRefusal(answer, 426, 'upgrade')
  expect(answer.headers.get('upgrade')).toBe('websocket')
})

test.each([null, '', '12', '14', '13, 8', '013'])('[H3] version %j is not spoken, 13 is', async (version) => {
  const answer = await withHeader('Sec-WebSocket-Version', version)
  expectRefusal(answer, 426, 'version')
  expect(answer.headers.get('sec-websocket-version')).toBe('13')
})

const BAD_KEYS = [null, '', KEY.slice(1), `${KEY}=`, 'dGhlIHNhbXBsZSBub25jZ!==', `${KEY}, ${KEY}`]
test.each(BAD_KEYS)('[H4] key %j is malformed', async (key) => {
  expectRefusal(await withHeader('Sec-WebSocket-Key', key), 400, 'malformed')
})

const BAD_PATHS = [
  '/sync/',
  '/sync/x',
  `/sync/${UNKNOWN}0`,
  `/sync/${UNKNOWN.slice(1)}`,
  `/sync/${UNKNOWN.slice(1)}A`,
  `/sync/${UNKNOWN.slice(1)}u`,
  `/sync/%30${UNKNOWN.slice(1)}`,
  '/sync/..%2f..%2fsecret',
  `/sync/${UNKNOWN}?a=%`,
  `/sync/${UNKNOWN}?a=<b>`,
]
test.each(BAD_PATHS)('[H5, SEC 6] %s is malformed', async (path) => {
  expectRefusal(await knock({ server, path }), 400, 'malformed')
})

test('[H5] an address of more than 2048 characters is malformed', async () => {
  expectRefusal(await knock({ server, query: `?${'a'.repeat(2048)}` }), 400, 'malformed')
})

const FOREIGN = [
  'https://evil.example',
  'null',
  '',
  'http://127.0.0.1',
  'https://127.0.0.1:PORT',
  'http://127.0.0.1:PORT0',
]
test.each([...FOREIGN, 'http://127.0.0.1:PORT.evil.example'])(
  '[H6, SEC 1] Origin %j is another site',
  async (origin) => {
    const answer = await withHeader('Origin', origin.replace('PORT', String(server.port)))
    expectRefusal(answer, 403, 'origin')
  },
)

test.each(['http://127.0.0.1:PORT', null])('[H6, SEC 1] Origin %j is allowed', async (origin) => {
  const { status, socket } = await withHeader('Origin', origin?.replace('PORT', String(server.port)) ?? null)
  socket.destroy()
  expect(status).toBe(101)
})

const NOWHERE = [
  '/sync',
  '/live/',
  '/LIVE',
  '/',
  `/sync/${UNKNOWN}/`,
  `/sync/${UNKNOWN}/x`,
  `/SYNC/${UNKNOWN}`,
]
test.each(NOWHERE)('[H7] there is nothing at %s', async (path) => {
  expectRefusal(await knock({ server, path }), 404, 'no-endpoint')
})

const FORGERIES: readonly (readonly [string, (cookie: string) => string])[] = [
  ['nonsense', () => 'nonsense'],
  ['an empty one', (cookie) => cookie.replace(/=.*/, '=')],
  ['one that is no text', (cookie) => cookie.replace(/=.*/, '=%')],
  ['one with another token', (cookie) => cookie.replace(/=(.)/, (_, a) => `=${a === 'a' ? 'b' : 'a'}`)],
  ['one that is cut', (cookie) => cookie.slice(0, -12)],
]
test.each(FORGERIES)('[H8, SEC 2] a forged session is none: %s', async (_, forge) => {
  expectRefusal(await withHeader('Cookie', forge(sceneryOf(server).visitor)), 401, 'session')
})

test('[H8, SEC 2, SEC 5] no session is none, and one in the address neither', async () => {
  const { visitor, ours } = sceneryOf(server)
  for (const query of ['', `?token=${encodeURIComponent(visitor)}`, `?${visitor}`]) {
    const answer = await knock({ server, path: `/sync/${ours}`, query, who: 'nobody' })
    expectRefusal(answer, 401, 'session')
    expect(Object.keys(JSON.parse(answer.body)).sort()).toEqual(['error', 'message', 'requestId'])
  }
})

test('[H8, SEC 2] an expired session is none', async () => {
  const cookie = await server.guest()
  const token = /=([^.]+)\./.exec(decodeURIComponent(cookie))?.[1] ?? ''
  const accounts = new DatabaseSync(join(server.dataDir, 'accounts.db'), { timeout: 5_000 })
  const expire = accounts.prepare('UPDATE session SET expiresAt = ? WHERE token = ?')
  const { changes } = expire.run(new Date(Date.now() - 1000).toISOString(), token)
  accounts.close()
  expect(changes).toBe(1)
  expectRefusal(await withHeader('Cookie', cookie), 401, 'session')
})

test('[H8, SEC 2] a session that was signed out is none', async () => {
  const cookie = await server.guest()
  await server.request(cookie, 'POST', '/api/auth/sign-out', {})
  expectRefusal(await withHeader('Cookie', cookie), 401, 'session')
})

test('[H9] a document that never was has no address', async () => {
  expectRefusal(await knock({ server, path: `/sync/${UNKNOWN}` }), 404, 'no-document')
})
