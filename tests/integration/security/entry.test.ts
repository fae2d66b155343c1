import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../free-port.ts'
import { type Cast, castOf, type Person, peopleOf, signUp } from '../access/cast.ts'
import { ROUTES } from '../access/routes.ts'
import { TestServer } from '../test-server.ts'
import { requestUpgrade } from '../wire/upgrade-request.ts'
import { within } from '../wire/within.ts'

/** Longer than a request head may take, see `front-door.ts`. */
const HALF_A_HANDSHAKE_MS = 15_000
const EVIL = 'https://evil.example'

const server = new TestServer()
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
      headers: { cookie: people.owner.cookie, 'content-type': 'application/json', ...headers },
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
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${i}` },
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

test('[SEC 4] under https cookies are Secure, HttpOnly and SameSite', async () => {
  const secure = new TestServer({ PUBLIC_URL: 'https://docs.example.org' })
  const port = await freePort()
  secure.port = port
  await secure.start()
  const answer = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in/anonymous`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://docs.example.org' },
    body: '{}',
  })
  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/; Secure/)
  expect(cookie).toMatch(/; HttpOnly/)
  expect(cookie).toMatch(/; SameSite=Lax/)
  await secure.dispose()
})

/** Sends octets and resolves with all that came back when the line has ended. */
function exchange(octets: string, ms: number): Promise<string> {
  const socket = connect(server.port, '127.0.0.1')
  const heard = new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (part) => {
      text += part.toString()
    })
    socket.on('close', () => resolve(text))
    socket.on('error', () => undefined)
  })
  socket.write(octets)
  return within(ms, 'the end of the line', heard).finally(() => socket.destroy())
}

test('[SEC 8] half a handshake is cut', async () => {
  const answer = await exchange(
    `GET /sync/${cast.document} HTTP/1.1\r\nHost: x\r\nUpgrade: webs`,
    HALF_A_HANDSHAKE_MS,
  )
  expect(answer).toMatch(/^(HTTP\/1.1 408|$)/)
})

test('[SEC 8] a head of 64 kB is refused', async () => {
  const head = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(65_536)}\r\n\r\n`
  expect(await exchange(head, HALF_A_HANDSHAKE_MS)).toMatch(/^HTTP\/1.1 431/)
})

test.each(['/', '/api/me', '/_next/webpack-hmr', '/d/x', 'http://127.0.0.1:1/', '//127.0.0.1:1/', '/sync'])(
  '[SEC 9] an upgrade at %s is none, and nothing is asked elsewhere',
  async (target) => {
    const { status } = await requestUpgrade(server.port, { target, headers: { Cookie: people.owner.cookie } })
    expect([400, 404]).toContain(status)
  },
)
