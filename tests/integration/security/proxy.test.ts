import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../free-port.ts'
import { TestServer } from '../test-server.ts'
import { requestUpgrade } from '../wire/upgrade-request.ts'
import { PagesStub } from './pages-stub.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const PUBLIC_URL = 'https://docs.example.org'

let pages: PagesStub
let server: TestServer
/** As the documentation sets it up behind a proxy with TLS. */
let behind: TestServer
let behindPort: number

beforeAll(async () => {
  pages = await PagesStub.start()
  server = new TestServer({ NEXT_URL: pages.url })
  behind = new TestServer({ NEXT_URL: pages.url, PUBLIC_URL, TRUST_PROXY: 'on' })
  behindPort = await freePort()
  behind.port = behindPort
  await server.start()
  await behind.start()
})
afterAll(async () => {
  await Promise.all([server.dispose(), behind.dispose()])
  await pages.stop()
})

const byProxy = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${behindPort}${path}`, {
    ...init,
    headers: { ...init.headers, 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '192.0.2.7' },
  })

test('[SEC 4] under https cookies are Secure, HttpOnly and SameSite', async () => {
  const answer = await byProxy('/api/auth/sign-in/anonymous', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: PUBLIC_URL },
    body: '{}',
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  for (const part of ['; Secure', '; HttpOnly', '; SameSite=Lax']) expect(cookie).toContain(part)
  // for this host alone
  expect(cookie).not.toMatch(/; Domain/i)
})

test('[SEC 4] a page that came by https says to come by https again, with all that pages are sent with', async () => {
  const { headers } = await byProxy('/')
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8,}$/)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  const direct = await fetch(`${server.url}/`, { headers: { 'X-Forwarded-Proto': 'https' } })
  expect(direct.headers.get('strict-transport-security')).toBeNull()
})

const ELSEWHERE = ['/', '/api/me', '/_next/webpack-hmr', '/d/x', '//127.0.0.1:PORT/', '/sync'] as const
test.each([...ELSEWHERE, 'http://127.0.0.1:PORT/', 'http://127.0.0.1:PORT/sync/x', '127.0.0.1:PORT'])(
  '[SEC 9] an upgrade at %s is none, and nothing is asked elsewhere',
  async (address) => {
    let called = 0
    const elsewhere = createServer((socket) => {
      called++
      socket.destroy()
    })
    const port = await freePort()
    await new Promise<void>((resolve) => elsewhere.listen(port, '127.0.0.1', resolve))
    const before = pages.asked.length
    const target = address.replace('PORT', String(port))
    const answer = await requestUpgrade(server.port, { target, headers: { Cookie: await server.guest() } })
    expect([400, 404]).toContain(answer.status)
    expect([called, pages.asked.length]).toEqual([0, before])
    await new Promise((resolve) => elsewhere.close(resolve))
  },
)

/** Moves the end of the one session of this cookie, and returns where it is. */
function sessionEnd(cookie: string, moveTo?: number): number {
  const token = /=([^.]+)\./.exec(decodeURIComponent(cookie))?.[1] ?? ''
  const db = new DatabaseSync(join(server.dataDir, 'accounts.db'), { timeout: 5_000 })
  if (moveTo !== undefined) {
    db.prepare('UPDATE session SET expiresAt = ? WHERE token = ?').run(new Date(moveTo).toISOString(), token)
  }
  const row = db.prepare('SELECT expiresAt FROM session WHERE token = ?').get(token)
  db.close()
  return Date.parse(String(row?.expiresAt))
}

const open = (cookie: string, path = '/d/x'): Promise<Response> =>
  fetch(`${server.url}${path}`, { headers: { cookie } })

test('[U8] opening a page renews the session, and its cookie, once a day', async () => {
  const cookie = await server.guest()
  const fresh = sessionEnd(cookie)
  expect((await open(cookie)).headers.getSetCookie()).toEqual([])
  expect(sessionEnd(cookie)).toBe(fresh)

  sessionEnd(cookie, Date.now() + 3 * DAY_MS)
  expect((await open(cookie, '/_next/static/x.js')).headers.getSetCookie()).toEqual([])
  const renewed = await open(cookie)
  const [line = ''] = renewed.headers.getSetCookie()
  expect(line.split(';')[0]).toBe(cookie)
  expect(line).toMatch(new RegExp(`; Max-Age=${(60 * DAY_MS) / 1000};`))
  for (const part of ['; HttpOnly', '; SameSite=Lax']) expect(line).toContain(part)
  // no cache on the way may hand it to somebody else
  expect(renewed.headers.get('cache-control')).toBe('private, no-store')
  expect(sessionEnd(cookie)).toBeGreaterThanOrEqual(fresh)
  expect((await open(cookie)).headers.getSetCookie()).toEqual([])
})

test('[U8] a session that has ended is not renewed, nor is one that was forged', async () => {
  const cookie = await server.guest()
  sessionEnd(cookie, Date.now() - 1_000)
  for (const dead of [cookie, `${cookie.slice(0, -4)}AAAA`, 'better-auth.session_token=x']) {
    const answer = await open(dead)
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []])
  }
  expect((await server.request(cookie, 'GET', '/api/documents')).status).toBe(401)
})
