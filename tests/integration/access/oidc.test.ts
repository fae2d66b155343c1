import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../free-port.ts'
import { TestServer } from '../test-server.ts'
import { BrowserSession } from './browser-session.ts'
import { signUp } from './cast.ts'

const CLIENT = { client_id: 'scriptorium', client_secret: 'a-secret-between-two-servers' }
let front: Server
let issuer: string
let server: TestServer

const listen = (at: Server): Promise<number> =>
  new Promise((resolve) => {
    at.listen(0, '127.0.0.1', () => resolve((at.address() as AddressInfo).port))
  })

/** A real OpenID provider that knows everybody; the account's name is the local part of its address. */
beforeAll(async () => {
  front = createServer((request, response) => handler(request, response))
  let handler: ReturnType<Provider['callback']>
  issuer = `http://127.0.0.1:${await listen(front)}`
  const port = await freePort()
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [`http://127.0.0.1:${port}/api/auth/callback/oidc`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: async (_: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: `${id}@example.org`, email_verified: true, name: id }),
    }),
  })
  handler = provider.callback()
  server = new TestServer({
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.client_id,
    OIDC_CLIENT_SECRET: CLIENT.client_secret,
    OIDC_NAME: 'The Provider',
  })
  server.port = port
  await server.start()
})
afterAll(async () => {
  await server.dispose()
  front.closeAllConnections()
  front.close()
})

/** Goes through the provider's own pages and returns the session that it ends in. */
async function signInAs(login: string): Promise<string> {
  const visitor = new BrowserSession()
  const body = JSON.stringify({ provider: 'oidc', callbackURL: '/api/me' })
  const begun = await visitor.go(`${server.url}/api/auth/sign-in/social`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { url } = JSON.parse(begun.body) as { url: string }
  expect(url.startsWith(issuer)).toBe(true)
  const consent = await visitor.submit(await visitor.go(url), { login, password: 'any' })
  const end = await visitor.submit(consent, {})
  expect([end.status, end.url]).toEqual([200, `${server.url}/api/me`])
  return visitor.cookieFor(server.url)
}

const me = async (cookie: string): Promise<unknown> => (await server.request(cookie, 'GET', '/api/me')).json()

test('[U7] people sign in with the provider, and come back as the same person', async () => {
  const first = await signInAs('ottilie')
  const { user } = (await me(first)) as { user: { id: string } }
  expect(await me(first)).toMatchObject({
    user: { name: 'ottilie', email: 'ottilie@example.org', isGuest: false },
    provider: 'The Provider',
  })
  expect(await me(await signInAs('ottilie'))).toMatchObject({ user: { id: user.id } })
})

test('[U1] [U7] an address that was invited has its role after the first sign-in', async () => {
  const owner = await signUp(server, 'Olive')
  const document = await server.newDocument(owner.cookie)
  const path = `/api/documents/${document}`
  await server.request(owner.cookie, 'PUT', `${path}/members`, { email: 'ivan@example.org', role: 'editor' })
  const answer = await server.request(await signInAs('ivan'), 'GET', path)
  expect(await answer.json()).toMatchObject({ role: 'editor' })
})
