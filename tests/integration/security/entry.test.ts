import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, castOf, OPERATORS, type Person, peopleOf, signUp } from '../access/cast.ts'
import { ROUTES } from '../access/routes.ts'
import { TestServer } from '../test-server.ts'
import { requestUpgrade } from '../wire/upgrade-request.ts'

const EVIL = 'https://evil.example'

const server = new TestServer({ OPERATORS })
let people: Cast['people']
let other: Person
let cast: Cast

beforeAll(async () => {
  await server.start()
  people = await peopleOf(server)
  other = await signUp(server, 'Somebody else')
  cast = await castOf(server, people)
})
afterAll(() => server.dispose())

const CHANGING = ROUTES.filter(({ route }) => !route.startsWith('GET'))

describe('[SEC 40, X1] another site changes nothing with the visitor’s cookie', () => {
  const send = (
    row: (typeof ROUTES)[number],
    headers: Readonly<Record<string, string>>,
    raw?: string,
  ): Promise<Response> => {
    const body = row.body?.(cast, other)
    return fetch(`${server.url}${row.path(cast, other)}`, {
      method: row.route.split(' ')[0] ?? '',
      headers: {
        cookie: cast.cookieOf(row.allowed[0] ?? 'owner'),
        'content-type': 'application/json',
        ...headers,
      },
      ...(raw === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: raw }),
    })
  }

  test.each(CHANGING.map((row) => [row.route, row] as const))('%s', async (_, row) => {
    for (const origin of [EVIL, 'null', server.url.replace('http', 'https'), `${server.url}0`]) {
      const answer = await send(row, { origin })
      expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([403, 'origin'])
    }
  })

  test.each(CHANGING.filter(({ body }) => body !== undefined).map((row) => [row.route, row] as const))(
    '%s takes JSON alone, which a form cannot send',
    async (_, row) => {
      const answer = await send(
        row,
        { 'content-type': 'text/plain' },
        JSON.stringify(row.body?.(cast, other)),
      )
      expect(answer.status).toBe(415)
    },
  )
})

test.each(CHANGING.map((row) => [row.route, row] as const))(
  '[SEC 40] what is asked for by GET or HEAD changes nothing: %s',
  async (_, row) => {
    const document = `/api/documents/${cast.document}`
    const everything = async (): Promise<unknown> =>
      Promise.all(
        ['/api/documents', '/api/me', document, `${document}/members`, `${document}/audit`].map(
          async (path) => (await server.request(people.owner.cookie, 'GET', path)).json(),
        ),
      )
    const before = await everything()
    const path = row.path(cast, other)
    for (const query of ['', '?_method=DELETE', '?method=PUT', `?userId=${other.id}&role=editor`]) {
      for (const method of ['GET', 'HEAD']) {
        const headers = {
          cookie: people.owner.cookie,
          'x-http-method-override': 'DELETE',
          'x-http-method': 'PUT',
        }
        await fetch(`${server.url}${path}${query}`, { method, headers })
      }
    }
    expect(await everything()).toEqual(before)
  },
)

test.each([
  'sign-out',
  'revoke-sessions',
  'revoke-other-sessions',
  'delete-user',
  'change-password',
  'change-email',
  'update-user',
])('[SEC 40, U3] /api/auth/%s asked for by GET ends and changes nothing', async (name) => {
  const { cookie } = people.owner
  const before = await (await server.request(cookie, 'GET', '/api/me')).json()
  const answer = await fetch(`${server.url}/api/auth/${name}?name=x&newEmail=x@example.org`, {
    headers: { cookie },
  })
  expect([400, 404, 405]).toContain(answer.status)
  expect(await (await server.request(cookie, 'GET', '/api/me')).json()).toEqual(before)
})

test('[SEC 7] what a visitor says of a proxy is not believed unless there is one', async () => {
  const headers = { Cookie: people.owner.cookie, Origin: 'https://127.0.0.1', 'X-Forwarded-Proto': 'https' }
  for (const forwarded of [{}, { 'X-Forwarded-Host': 'evil.example', Origin: EVIL }]) {
    const answer = await requestUpgrade(server.port, {
      target: `/sync/${cast.document}`,
      headers: { ...headers, ...forwarded },
    })
    expect(answer.status).toBe(403)
  }
})

test('[SEC 7] nor does another address each time get around a limit', async () => {
  const limited = new TestServer({ RATE_LIMITS: 'on' })
  await limited.start()
  const statuses: number[] = []
  for (let i = 0; i < 40; i++) {
    const answer = await fetch(`${limited.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.0.0.${i}`,
        // what the front door itself says it by
        'x-scriptorium-address': `10.0.0.${i}`,
      },
      body: JSON.stringify({ email: `somebody-${i}@example.org`, password: 'wrong password' }),
    })
    statuses.push(answer.status)
  }
  expect(statuses.slice(0, 5)).toEqual(Array(5).fill(401))
  expect(statuses.at(-1)).toBe(429)
  await limited.dispose()
})

test('[SEC 42] one account is guessed at no faster from many addresses', async () => {
  const limited = new TestServer({ RATE_LIMITS: 'on', TRUST_PROXY: 'on' })
  await limited.start()
  const statuses: number[] = []
  for (let i = 0; i < 15; i++) {
    const answer = await fetch(`${limited.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${i}` },
      body: JSON.stringify({ email: 'victim@example.org', password: 'wrong password' }),
    })
    statuses.push(answer.status)
    if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect(statuses).toEqual([...Array(10).fill(401), ...Array(5).fill(429)])
  await limited.dispose()
})
