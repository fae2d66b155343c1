import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { type Cast, castOf, peopleOf } from './cast.ts'

const server = new TestServer()
let cast: Cast

beforeAll(async () => {
  await server.start()
  cast = await castOf(server, await peopleOf(server))
})
afterAll(() => server.dispose())

async function ask(cookie: string): Promise<string> {
  const answer = await server.request(cookie, 'GET', `/api/documents/${cast.document}/mentionable`)
  expect(answer.status).toBe(200)
  return answer.text()
}

test('[N6, SEC 36] those with a role are told by id, name and colour, never by their address', async () => {
  const { people, cookieOf } = cast
  const expected = (['owner', 'editor', 'commenter', 'viewer'] as const).map((role) => ({
    id: people[role].id,
    name: people[role].name,
    color: expect.stringMatching(/^#[0-9a-f]{6}$/i),
  }))
  for (const role of ['owner', 'editor', 'commenter'] as const) {
    const body = await ask(cookieOf(role))
    expect(JSON.parse(body)).toEqual({ people: expected })
    expect(body).not.toContain('@')
  }
})

test('[N6] who is removed, banned or came by the link alone is not among them', async () => {
  const { people, cookieOf, document } = cast
  await server.request(cookieOf('owner'), 'DELETE', `/api/documents/${document}/members`, {
    userId: people.viewer.id,
  })
  const body = await ask(cookieOf('owner'))
  for (const role of ['viewer', 'by link', 'locked', 'banned', 'former', 'stranger'] as const) {
    expect(body, role).not.toContain(people[role].id)
  }
})
