import { randomUUID } from 'node:crypto'
import type { TestServer } from '../test-server.ts'

export interface Person {
  readonly cookie: string
  readonly id: string
  readonly name: string
  readonly email: string
}

export const PASSWORD = 'correct horse battery'

export async function signUp(
  server: TestServer,
  name: string,
  email = `${randomUUID()}@example.org`,
): Promise<Person> {
  const answer = await server.request('', 'POST', '/api/auth/sign-up/email', {
    name,
    email,
    password: PASSWORD,
  })
  if (!answer.ok) throw new Error(`no account: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { user } = (await answer.json()) as { user: { id: string } }
  return { cookie, id: user.id, name, email }
}

/** Everybody there can be to a document. */
export const ROLES = [
  'owner',
  'editor',
  'commenter',
  'viewer',
  'by link',
  'locked',
  'banned',
  // was an editor, and was removed
  'former',
  'stranger',
  // of the server; a stranger to the document
  'operator',
  'nobody',
] as const
export type CastRole = (typeof ROLES)[number]

type People = Readonly<Record<Exclude<CastRole, 'nobody'>, Person>>

export interface Cast {
  readonly document: string
  readonly people: People
  cookieOf(role: CastRole): string
}

/** Names whoever is the operator of a cast. */
export const OPERATORS = 'operator@example.org'

/** One person for each kind. The operator is one where the server has {@link OPERATORS}, else one more stranger. */
export async function peopleOf(server: TestServer): Promise<People> {
  const names = ROLES.filter((role) => role !== 'nobody')
  const made = await Promise.all(
    names.map(
      async (role) =>
        [role, await signUp(server, `The ${role}`, role === 'operator' ? OPERATORS : undefined)] as const,
    ),
  )
  return Object.fromEntries(made) as People
}

/**
 * A document to which everybody is what their name says. Its link lets people view it, with a password that the one
 * who came by link has given.
 */
export async function castOf(server: TestServer, people: People): Promise<Cast> {
  const { owner } = people
  const document = await server.newDocument(owner.cookie, 'Everybody')
  const path = `/api/documents/${document}`
  const must = async (cookie: string, method: string, to: string, body: unknown): Promise<void> => {
    const answer = await server.request(cookie, method, to, body)
    if (!answer.ok) throw new Error(`${method} ${to}: ${answer.status} ${await answer.text()}`)
  }
  for (const role of ['editor', 'commenter', 'viewer'] as const) {
    await must(owner.cookie, 'PUT', `${path}/members`, { userId: people[role].id, role })
  }
  const former = { userId: people.former.id }
  await must(owner.cookie, 'PUT', `${path}/members`, { ...former, role: 'editor' })
  await must(owner.cookie, 'DELETE', `${path}/members`, former)
  await must(owner.cookie, 'PUT', `${path}/link`, { role: 'viewer', password: PASSWORD })
  await must(people['by link'].cookie, 'POST', `${path}/link/unlock`, { password: PASSWORD })
  await must(owner.cookie, 'PUT', `${path}/bans`, { userId: people.banned.id })
  return { document, people, cookieOf: (role) => (role === 'nobody' ? '' : people[role].cookie) }
}
