import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '../../../lib/api-schema.ts'
import { Pen } from '../../pen.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'
import { PASSWORD, type Person, signUp } from './cast.ts'

const CLOSED = { code: 1008, reason: 'session' }
const server = new TestServer()
beforeAll(() => server.start())
afterAll(() => server.dispose())

const get = async <T>(cookie: string, path: string): Promise<T> =>
  (await (await server.request(cookie, 'GET', path)).json()) as T

async function signIn(email: string, password: string): Promise<{ status: number; cookie: string }> {
  const answer = await server.request('', 'POST', '/api/auth/sign-in/email', { email, password })
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  return { status: answer.status, cookie: cookie.join('; ') }
}

const open = async (person: { cookie: string }): Promise<SyncClient> =>
  SyncClient.join(server, { document: await server.newDocument(person.cookie), cookie: person.cookie })

test('[U1] an invited address gets its role when it signs up, whatever its spelling', async () => {
  const owner = await signUp(server, 'Olive')
  const document = await server.newDocument(owner.cookie)
  const members = `/api/documents/${document}/members`
  const email = `${randomUUID()}@Example.org`
  const answer = await server.request(owner.cookie, 'PUT', members, { email, role: 'commenter' })
  expect(await answer.json()).toEqual({ email: email.toLowerCase(), role: 'commenter', invited: true })
  expect(await get(owner.cookie, members)).toMatchObject({
    invitations: [{ email: email.toLowerCase(), role: 'commenter' }],
  })
  const invited = await signUp(server, 'Ines', email)
  expect(await get(invited.cookie, `/api/documents/${document}`)).toMatchObject({ role: 'commenter' })
  expect(await get(owner.cookie, members)).toMatchObject({ invitations: [] })
})

test('[U2] name and colour are changed for everybody who sees them, at once', async () => {
  const owner = await signUp(server, 'Olive')
  const document = await server.newDocument(owner.cookie)
  const other = await signUp(server, 'Otto')
  await server.request(owner.cookie, 'PUT', `/api/documents/${document}/members`, {
    userId: other.id,
    role: 'editor',
  })
  const [pen, watcher] = [
    new Pen(server.url, owner.cookie, document),
    new Pen(server.url, other.cookie, document),
  ]
  const seen = (): unknown[] => [...watcher.connection.awareness.getStates().values()].map(({ user }) => user)
  await eventually(() =>
    expect(seen()).toContainEqual(expect.objectContaining({ id: owner.id, name: 'Olive' })),
  )
  const profile = { name: 'Olivia', color: '#a0366e' }
  expect((await server.request(owner.cookie, 'PUT', '/api/me', profile)).status).toBe(200)
  await eventually(() => expect(seen()).toContainEqual({ id: owner.id, ...profile }))
  expect(seen()).toHaveLength(2)
  for (const wrong of [
    { name: ' ' },
    { name: 'x'.repeat(81) },
    { color: 'red' },
    { color: 'red;background:url(//x)' },
  ]) {
    expect((await server.request(owner.cookie, 'PUT', '/api/me', wrong)).status).toBe(400)
  }
  pen.put()
  watcher.put()
})

test('[U3, SEC 10] sessions are listed, and ending them closes what was open by them, here or there', async () => {
  const person = await signUp(server, 'Sam')
  const elsewhere = await signIn(person.email, PASSWORD)
  const third = await signIn(person.email, PASSWORD)
  const { sessions } = await get<{ sessions: Session[] }>(person.cookie, '/api/me/sessions')
  expect(sessions).toHaveLength(3)
  expect(sessions.filter(({ current }) => current)).toHaveLength(1)
  expect(JSON.stringify(sessions)).not.toContain('token')

  const [here, there, last] = [await open(person), await open(elsewhere), await open(third)]
  const { sessions: theirs } = await get<{ sessions: Session[] }>(elsewhere.cookie, '/api/me/sessions')
  const id = theirs.find(({ current }) => current)?.id
  expect((await server.request(person.cookie, 'DELETE', `/api/me/sessions/${id}`)).status).toBe(204)
  expect(await there.closed()).toEqual(CLOSED)
  expect((await server.request(person.cookie, 'DELETE', '/api/me/sessions')).status).toBe(204)
  expect(await last.closed()).toEqual(CLOSED)
  here.type('still here')
  await eventually(() => expect(here.saved).toBeGreaterThan(0))
  await server.request(person.cookie, 'POST', '/api/auth/sign-out', {})
  expect(await here.closed()).toEqual(CLOSED)
  expect((await server.request(person.cookie, 'GET', '/api/documents')).status).toBe(401)
})

test('[U3] nobody ends a session of another', async () => {
  const [person, stranger] = [await signUp(server, 'Sam'), await signUp(server, 'Stan')]
  const { sessions } = await get<{ sessions: Session[] }>(person.cookie, '/api/me/sessions')
  const path = `/api/me/sessions/${sessions[0]?.id}`
  expect((await server.request(stranger.cookie, 'DELETE', path)).status).toBe(404)
  expect((await server.request(person.cookie, 'GET', '/api/documents')).status).toBe(200)
})

test('[U4, SEC 10] a changed password ends other sessions and is the only one from then on', async () => {
  const person = await signUp(server, 'Petra')
  const elsewhere = await signIn(person.email, PASSWORD)
  const there = await open(elsewhere)
  const body = { currentPassword: PASSWORD, newPassword: 'another password', revokeOtherSessions: true }
  expect((await server.request(person.cookie, 'POST', '/api/auth/change-password', body)).status).toBe(200)
  expect(await there.closed()).toEqual(CLOSED)
  expect((await signIn(person.email, PASSWORD)).status).toBe(401)
  expect((await signIn(person.email, 'another password')).status).toBe(200)
})

test('[U5, SEC 5, SEC 10, SEC 42] a forgotten password is reset by a letter, once, and every session ends', async () => {
  const person = await signUp(server, 'Rosa')
  const here = await open(person)
  const ask = (email: string): Promise<Response> =>
    server.request('', 'POST', '/api/auth/request-password-reset', { email })
  const known = await (await ask(person.email)).text()
  expect(await (await ask('nobody@example.org')).text()).toBe(known)
  const token = await eventually(() => {
    const letter = server.errors
      .split('\n')
      .findLast((line) => line.includes(person.email) && line.includes('reset-password#'))
    return /reset-password#([\w-]+)/.exec(letter ?? '')?.[1] ?? Promise.reject(new Error('no letter'))
  })
  const reset = (newPassword: string): Promise<Response> =>
    server.request('', 'POST', '/api/auth/reset-password', { token, newPassword })
  expect((await reset('brand new password')).status).toBe(200)
  expect(await here.closed()).toEqual(CLOSED)
  expect((await reset('once more')).status).toBe(400)
  expect((await signIn(person.email, PASSWORD)).status).toBe(401)
  expect((await signIn(person.email, 'brand new password')).status).toBe(200)
})

test('[U6] a guest who signs up takes along what the guest could open, bans too', async () => {
  const owner: Person = await signUp(server, 'Olive')
  const document = await server.newDocument(owner.cookie)
  const path = `/api/documents/${document}`
  await server.request(owner.cookie, 'PUT', `${path}/link`, { role: 'viewer' })
  const guest = await server.guest()
  await (await SyncClient.join(server, { document, cookie: guest })).line.leave()
  await eventually(async () =>
    expect(await get(guest, '/api/documents')).toMatchObject({
      documents: [{ id: document, role: 'viewer' }],
    }),
  )
  const { user } = await get<{ user: { id: string } }>(guest, '/api/me')
  await server.request(owner.cookie, 'PUT', `${path}/bans`, { userId: user.id })
  const email = `${randomUUID()}@example.org`
  const signedUp = await server.request(guest, 'POST', '/api/auth/sign-up/email', {
    name: 'Gina',
    email,
    password: PASSWORD,
  })
  const cookie = signedUp.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const refused = await server.request(cookie, 'GET', path)
  expect([refused.status, await refused.json()]).toMatchObject([403, { error: 'banned' }])
})
