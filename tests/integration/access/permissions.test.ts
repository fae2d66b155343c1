import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiContext } from '../../../server/api/app.ts'
import { createApi } from '../../../server/api/app.ts'
import { TestServer } from '../test-server.ts'
import { type Cast, castOf, OPERATORS, type Person, peopleOf, ROLES, signUp } from './cast.ts'
import { ROUTES, type RouteRow } from './routes.ts'

const server = new TestServer({ OPERATORS })
let people: Cast['people']
let other: Person
/** For what changes nothing. */
let shared: Cast

beforeAll(async () => {
  await server.start()
  people = await peopleOf(server)
  other = await signUp(server, 'Somebody else')
  shared = await fresh()
})
afterAll(() => server.dispose())

async function fresh(): Promise<Cast> {
  const cast = await castOf(server, people)
  const body = { userId: other.id, role: 'commenter' }
  await server.request(people.owner.cookie, 'PUT', `/api/documents/${cast.document}/members`, body)
  return cast
}

const methodOf = ({ route }: RouteRow): string => route.split(' ')[0] ?? ''
const ask = (row: RouteRow, cast: Cast, cookie: string): Promise<Response> =>
  server.request(cookie, methodOf(row), row.path(cast, other), row.body?.(cast, other))

/** All that the API says of a document to its owner. */
async function everything({ document }: Cast): Promise<unknown> {
  const parts = ['', '/members', '/requests', '/audit', '/files'].map(async (part) =>
    (await server.request(people.owner.cookie, 'GET', `/api/documents/${document}${part}`)).json(),
  )
  return Promise.all(parts)
}

describe.each(ROUTES.map((row) => [row.route, row] as const))('%s', (_, row) => {
  test.each(ROLES.filter((role) => !row.allowed.includes(role)))(
    '[R4, SEC 43] is refused to %s, and changes nothing',
    async (role) => {
      const before = await everything(shared)
      const answer = await ask(row, shared, shared.cookieOf(role))
      expect(answer.status).toBe(role === 'nobody' ? 401 : 403)
      expect(await answer.json()).toMatchObject({ error: expect.any(String), message: expect.any(String) })
      expect(await everything(shared)).toEqual(before)
    },
  )

  test.each(row.allowed)('[R4] is answered to %s', async (role) => {
    const cast = methodOf(row) === 'GET' ? shared : await fresh()
    expect((await ask(row, cast, cast.cookieOf(role))).status).toBe(row.yes ?? 200)
  })
})

test('[R4, SEC 46] every route of the API has its row', () => {
  const api = createApi({ health: { notReady: () => [] } } as unknown as ApiContext)
  const routes = api.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  // better-auth's own are its own matter; ours in front of it counts sign-ins
  const own = [...new Set(routes)].filter((route) => route !== 'POST /api/auth/sign-in/email')
  expect(ROUTES.map(({ route }) => route).sort()).toEqual(own.sort())
})
