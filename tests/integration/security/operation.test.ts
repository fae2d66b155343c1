import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, signUp } from '../access/cast.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { requestUpgrade } from '../wire/upgrade-request.ts'
import { eventually } from '../wire/within.ts'

const server = new TestServer({ LOG_LEVEL: 'info' })
beforeAll(() => server.start())
afterAll(() => server.dispose())

/** The token in the letter to this address, which is in the log since no mailer delivers it. */
const letterTo = (email: string): Promise<string> =>
  eventually(() => {
    const letter = logLines().findLast((line) => line.includes(email) && line.includes('reset-password#'))
    return /reset-password#([\w-]+)/.exec(letter ?? '')?.[1] ?? Promise.reject(new Error('no letter'))
  })

const logLines = (): string[] => server.errors.split('\n').filter((line) => line !== '')

test('[SEC 5, SEC 18] neither the text nor a session is in the log, and there is no token in an address', async () => {
  const person = await signUp(server, 'Lea')
  const document = await server.newDocument(person.cookie, 'A very secret title')
  const client = await SyncClient.join(server, { document, cookie: person.cookie })
  client.type('a very secret sentence')
  await eventually(() => expect(client.saved).toBe(1))
  await server.request(person.cookie, 'GET', '/api/documents')
  const log = server.errors
  expect(log).toContain(document)
  for (const secret of [
    'very secret',
    PASSWORD,
    decodeURIComponent(person.cookie.split('=')[1] ?? '').split('.')[0] ?? '',
  ]) {
    expect(secret.length).toBeGreaterThan(5)
    expect(log).not.toContain(secret)
  }
  await client.line.leave()
})

test('[SEC 18] a log line cannot be forged by a name', async () => {
  const name = 'Eve\r\n{"level":50,"msg":"all is lost"}\u001b[2J'
  const person = await signUp(server, name)
  const document = await server.newDocument(person.cookie)
  await server.request(person.cookie, 'PUT', `/api/documents/${document}/link`, { role: 'viewer' })
  for (const line of logLines()) expect(() => JSON.parse(line), line).not.toThrow()
  expect(server.errors).not.toContain('\u001b')
  expect(logLines().map((line) => (JSON.parse(line) as { msg: string }).msg)).not.toContain('all is lost')
})

test('[SEC 18] nor by an address or the name of a browser', async () => {
  const headers = { 'User-Agent': 'Eve\u001b[2J', 'X-Forwarded-For': '\u001b[2J' }
  for (const target of [
    '/sync/%0d%0a%1b%5b2J',
    '/api/%0d%0a{"level":50}',
    '/sync/x\u001b[2J',
    '/d/\u001b[2J',
  ]) {
    await requestUpgrade(server.port, { target, headers })
    await requestUpgrade(server.port, { target, headers: { ...headers, Upgrade: null, Connection: 'close' } })
  }
  for (const line of logLines()) expect(() => JSON.parse(line), line).not.toThrow()
  expect(server.errors).not.toContain('\u001b')
})

test('[SEC 18] who changed whose access is in the log as JSON', async () => {
  const [owner, other] = [await signUp(server, 'Olive'), await signUp(server, 'Otto')]
  const document = await server.newDocument(owner.cookie)
  await server.request(owner.cookie, 'PUT', `/api/documents/${document}/members`, {
    userId: other.id,
    role: 'editor',
  })
  const entries = logLines().map((line) => (JSON.parse(line) as { audit?: unknown }).audit)
  expect(entries).toContainEqual({
    document,
    actor: expect.objectContaining({ id: owner.id, name: 'Olive' }),
    action: 'granted',
    subject: expect.objectContaining({ id: other.id, name: 'Otto' }),
    detail: { role: 'editor' },
  })
})

test('[SEC 17] an error says what happened and nothing of how this server is made', async () => {
  const person = await signUp(server, 'Lea')
  const asked: readonly [string, string, unknown?][] = [
    ['GET', '/api/documents/nothing'],
    ['GET', '/api/documents/00000000000000000000000000'],
    ['GET', '/api/nowhere'],
    ['POST', '/api/documents', { title: 7 }],
    ['PUT', '/api/me', { name: '' }],
    ['POST', '/api/auth/sign-in/email', { email: "' OR 1=1 --", password: 'x' }],
    ['GET', '/sync/00000000000000000000000000'],
  ]
  for (const [method, path, body] of asked) {
    const answer = await server.request(person.cookie, method, path, body)
    const text = await answer.text()
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(text).not.toMatch(/\bat \w+ \(|\.ts\b|node_modules|SELECT |sqlite|\/(?:root|home|tmp|usr)\//i)
  }
})

test('[SEC 42] passwords are kept as scrypt hashes, a sign-in makes a new session, and the unknown are no different', async () => {
  const person = await signUp(server, 'Petra')
  const signIn = (email: string, password: string): Promise<Response> =>
    server.request('', 'POST', '/api/auth/sign-in/email', { email, password })
  const again = await signIn(person.email, PASSWORD)
  expect(again.headers.getSetCookie().join()).not.toContain(person.cookie.split('=')[1])
  const [wrong, unknown] = [
    await signIn(person.email, 'wrong password'),
    await signIn('nobody@example.org', 'wrong password'),
  ]
  expect([wrong.status, await wrong.json()]).toEqual([unknown.status, await unknown.json()])
  const db = new DatabaseSync(join(server.dataDir, 'accounts.db'), { readOnly: true })
  const { password } = db.prepare('SELECT password FROM account WHERE userId = ?').get(person.id) ?? {}
  db.close()
  // salt:key, 64 octets of key
  expect(password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/)
})

test('[SEC 42] a token for a new password is in the database as its hash alone', async () => {
  const person = await signUp(server, 'Rosa')
  await server.request('', 'POST', '/api/auth/request-password-reset', { email: person.email })
  const token = await letterTo(person.email)
  const files = readdirSync(server.dataDir).filter((name) => name.startsWith('accounts.db'))
  for (const name of files) expect(readFileSync(join(server.dataDir, name)).includes(token), name).toBe(false)
})

test('[SEC 42] it lasts an hour, and not a moment longer', async () => {
  const person = await signUp(server, 'Rosa')
  const asked = Date.now()
  await server.request('', 'POST', '/api/auth/request-password-reset', { email: person.email })
  const token = await letterTo(person.email)
  const db = new DatabaseSync(join(server.dataDir, 'accounts.db'), { timeout: 5_000 })
  const last = 'SELECT id, expiresAt FROM verification ORDER BY createdAt DESC, rowid DESC LIMIT 1'
  const { id, expiresAt } = db.prepare(last).get() ?? {}
  expect(Date.parse(String(expiresAt))).toBeGreaterThan(asked)
  expect(Date.parse(String(expiresAt)) - Date.now()).toBeLessThanOrEqual(60 * 60 * 1000)
  const past = new Date(asked - 1).toISOString()
  db.prepare('UPDATE verification SET expiresAt = ? WHERE id = ?').run(past, id ?? null)
  db.close()
  const body = { token, newPassword: 'brand new password' }
  expect((await server.request('', 'POST', '/api/auth/reset-password', body)).status).toBe(400)
})

test('[SEC 45] what the database holds of a session is no session: its cookie is signed', async () => {
  const person = await signUp(server, 'Lea')
  const db = new DatabaseSync(join(server.dataDir, 'accounts.db'), { readOnly: true, timeout: 5_000 })
  const { token } = db.prepare('SELECT token FROM session WHERE userId = ?').get(person.id) ?? {}
  db.close()
  const [name] = person.cookie.split('=')
  expect(person.cookie).toContain(String(token))
  for (const value of [token, `${token}.`, `${token}.${'A'.repeat(43)}=`]) {
    const cookie = `${name}=${encodeURIComponent(String(value))}`
    expect((await server.request(cookie, 'GET', '/api/documents')).status).toBe(401)
  }
})

test('[SEC 45, SEC 46] what anybody may ask about the server says a word and nothing more', async () => {
  for (const [path, body] of [
    ['/healthz', { status: 'alive' }],
    ['/readyz', { status: 'ready' }],
  ] as const) {
    expect(await (await server.request('', 'GET', path)).json()).toEqual(body)
  }
  for (const path of [
    '/metrics',
    '/debug',
    '/api/debug',
    '/api/internal',
    '/api/metrics',
    '/.env',
    '/.git/HEAD',
  ]) {
    expect([path, [400, 404].includes((await server.request('', 'GET', path)).status)]).toEqual([path, true])
  }
})

test('[SEC 46] a page that came by another name of this machine (DNS rebinding) gets in nowhere', async () => {
  const Host = `evil.example:${server.port}`
  const headers = { Host, Origin: `http://${Host}` }
  const target = `/sync/${'0'.repeat(26)}`
  expect((await requestUpgrade(server.port, { target, headers })).status).toBe(403)
  const plain = { ...headers, Upgrade: null, Connection: 'close', 'Content-Length': '2' }
  const guest = '/api/auth/sign-in/anonymous'
  const answer = await requestUpgrade(server.port, { method: 'POST', target: guest, headers: plain })
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
})

test('[SEC 45] what lies in the data directory is for its owner alone, and no secret is on the command line', () => {
  for (const name of readdirSync(server.dataDir, { recursive: true, encoding: 'utf8' })) {
    const entry = statSync(join(server.dataDir, name))
    expect([name, (entry.mode & 0o777).toString(8)]).toEqual([name, entry.isDirectory() ? '700' : '600'])
  }
  const secret = readFileSync(join(server.dataDir, 'secret'), 'utf8').trim()
  expect(execFileSync('ps', ['ax', '-o', 'args']).toString()).not.toContain(secret)
})
