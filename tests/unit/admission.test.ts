import { describe, expect, test } from 'vitest'
import type { DocumentId } from '../../lib/ids.ts'
import type { Role } from '../../lib/roles.ts'
import type { User } from '../../server/accounts.ts'
import {
  type AdmissionSources,
  admit,
  type HandshakeFacts,
  isSyncTarget,
  type Shortage,
} from '../../server/admission.ts'
import type { Access } from '../../server/documents.ts'
import type { Entry } from '../../server/effective-role.ts'

const ID = '0123456789abcdefghjkmnpqrs' as DocumentId
const POLICY = { publicOrigin: null, trustProxy: false, localOnly: false }
const USER = { id: 'ann', name: 'Ann', color: '#112233', sessionId: 's' } as User

const FACTS: HandshakeFacts = {
  method: 'GET',
  httpVersion: '1.1',
  target: `/sync/${ID}`,
  upgrade: 'websocket',
  version: '13',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  origin: 'http://docs.example:3000',
  host: 'docs.example:3000',
  forwardedProto: undefined,
}

interface World {
  facts: HandshakeFacts
  user: User | null
  known: boolean
  trashed: boolean
  entry: Entry
  tooMany: number | null
  unavailable: Shortage | null
}

const good = (): World => ({
  facts: FACTS,
  user: USER,
  known: true,
  trashed: false,
  entry: { kind: 'member', role: 'editor' },
  tooMany: null,
  unavailable: null,
})

/** The answer in short, and which of the later questions were asked on the way. */
async function answer(world: World) {
  const asked: string[] = []
  const note = <T>(what: string, value: T): T => {
    asked.push(what)
    return value
  }
  const access = world.known
    ? ({ document: { trashed: world.trashed }, entry: world.entry } as unknown as Access)
    : null
  const sources: AdmissionSources = {
    user: async () => note('user', world.user),
    access: async (document, userId) => note(`access ${document} ${userId}`, access),
    tooMany: (userId) => note(`rate ${userId}`, world.tooMany),
    unavailable: () => note('capacity', world.unavailable),
  }
  const admission = await admit(world.facts, POLICY, sources)
  const refusal = admission.kind === 'refused' ? admission.refusal : null
  return { admission, refusal, asked, short: refusal === null ? '101' : `${refusal.status} ${refusal.error}` }
}

interface Check {
  readonly id: string
  readonly answer: string
  readonly breaks: (world: World) => World
}

const facts =
  (change: Partial<HandshakeFacts>) =>
  (world: World): World => ({
    ...world,
    facts: { ...world.facts, ...change },
  })
const sources =
  (change: Partial<World>) =>
  (world: World): World => ({ ...world, ...change })

/** What breaks each check, in the order of SPEC H1 to H12. */
const CHECKS: readonly Check[] = [
  { id: 'H1', answer: '405 method', breaks: facts({ method: 'POST' }) },
  { id: 'H2', answer: '426 upgrade', breaks: facts({ upgrade: undefined }) },
  { id: 'H3', answer: '426 version', breaks: facts({ version: '8' }) },
  { id: 'H4', answer: '400 malformed', breaks: facts({ key: 'too-short==' }) },
  // with a broken query, so that it can be at another endpoint too
  {
    id: 'H5',
    answer: '400 malformed',
    breaks: (world) => facts({ target: `${world.facts.target}?a=%zz` })(world),
  },
  { id: 'H6', answer: '403 origin', breaks: facts({ origin: 'http://evil.example' }) },
  {
    id: 'H7',
    answer: '404 no-endpoint',
    breaks: (world) => facts({ target: world.facts.target.replace('/sync/', '/other/') })(world),
  },
  { id: 'H8', answer: '401 session', breaks: sources({ user: null }) },
  { id: 'H9', answer: '404 no-document', breaks: sources({ trashed: true }) },
  { id: 'H10', answer: '403 no-access', breaks: sources({ entry: { kind: 'none' } }) },
  { id: 'H11', answer: '429 rate', breaks: sources({ tooMany: 7 }) },
  { id: 'H12', answer: '503 draining', breaks: sources({ unavailable: 'draining' }) },
]

test.each(['banned', 'locked'] as const)('[H10] whoever is %s is told so', async (kind) => {
  expect((await answer(sources({ entry: { kind } })(good()))).short).toBe(`403 ${kind}`)
})

test('what breaks no check is accepted, with the document, the person and the role', async () => {
  const { admission, asked } = await answer(good())
  expect(admission).toEqual({ kind: 'accepted', document: ID, user: USER, role: 'editor', byLink: false })
  expect(asked).toEqual(['user', `access ${ID} ann`, 'rate ann', 'capacity'])
})

describe.each(CHECKS)('[$id] answers $answer', ({ id, answer: expected, breaks }) => {
  test('alone', async () => {
    expect((await answer(breaks(good()))).short).toBe(expected)
  })

  const later = CHECKS.slice(CHECKS.findIndex((check) => check.id === id) + 1)
  test.each(later)(`before $id`, async (other) => {
    expect((await answer(other.breaks(breaks(good())))).short).toBe(expected)
    expect((await answer(breaks(other.breaks(good())))).short).toBe(expected)
  })
})

test('[H1–H12] when all checks fail the first answers', async () => {
  for (let from = 0; from < CHECKS.length; from++) {
    const broken = CHECKS.slice(from).reduce((world, { breaks }) => breaks(world), good())
    expect((await answer(broken)).short).toBe(CHECKS[from]?.answer)
  }
})

test('nothing is asked about a person before the request itself is in order, nor after a no', async () => {
  const asked = await Promise.all(
    CHECKS.map(async ({ breaks }) => (await answer(breaks(good()))).asked.length),
  )
  expect(asked).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 4])
})

test.each([
  ['H1', 'Allow', 'GET'],
  ['H2', 'Upgrade', 'websocket'],
  ['H3', 'Sec-WebSocket-Version', '13'],
])('[%s] the answer says %s: %s', async (id, name, value) => {
  const check = CHECKS.find((candidate) => candidate.id === id) as Check
  expect((await answer(check.breaks(good()))).refusal?.headers?.[name]).toBe(value)
})

test('[H11, H12] an answer that asks for patience says how much', async () => {
  expect((await answer(sources({ tooMany: 7 })(good()))).refusal?.retryAfter).toBe(7)
  for (const unavailable of ['draining', 'overload', 'memory', 'full'] as const) {
    const { refusal } = await answer(sources({ unavailable })(good()))
    expect(refusal).toMatchObject({ status: 503, error: unavailable })
    expect(refusal?.retryAfter).toBeGreaterThan(0)
  }
})

test.each([
  [`/sync/${ID}?`, '101'],
  [`/sync/${ID}?a=b+c&d=%C3%A9`, '101'],
  [`/sync/${ID.toUpperCase()}`, '400 malformed'],
  [`/sync/${ID}x`, '400 malformed'],
  [`/sync/${ID.slice(1)}`, '400 malformed'],
  [`/sync/%30${ID.slice(1)}`, '400 malformed'],
  [`/sync/${'u'.repeat(26)}`, '400 malformed'],
  [`/sync/${ID}\n`, '400 malformed'],
  [`/sync/${ID}?a=%C3`, '400 malformed'],
  [`/sync/${ID}?a=<script>`, '400 malformed'],
  [`/sync/${ID}?${'a'.repeat(2_048)}`, '400 malformed'],
  [`http://docs.example/sync/${ID}`, '400 malformed'],
  ['', '400 malformed'],
  ['/sync/', '400 malformed'],
  ['/sync', '404 no-endpoint'],
  [`/sync/${ID}/`, '404 no-endpoint'],
  [`/sync//${ID}`, '404 no-endpoint'],
  [`/SYNC/${ID}`, '404 no-endpoint'],
  [`/x/../sync/${ID}`, '404 no-endpoint'],
])('[H5, H7] a document has one address: %s answers %s', async (target, expected) => {
  expect((await answer(facts({ target })(good()))).short).toBe(expected)
})

test.each([
  ['no Origin', { origin: undefined }, '101'],
  ['Upgrade in other case', { upgrade: 'WebSocket' }, '101'],
  ['another upgrade', { upgrade: 'h2c' }, '426 upgrade'],
  ['no version', { version: undefined }, '426 version'],
  ['no key', { key: undefined }, '400 malformed'],
  ['a key with more behind it', { key: `${FACTS.key}\n` }, '400 malformed'],
  ['a lower-case method', { method: 'get' }, '405 method'],
  ['HEAD', { method: 'HEAD' }, '405 method'],
] as const)('[H1–H6] %s answers accordingly', async (_, change, expected) => {
  expect((await answer(facts(change)(good()))).short).toBe(expected)
})

test('[H9, H10] an unknown document is 404, and a role that nobody knows is no access', async () => {
  expect((await answer(sources({ known: false })(good()))).short).toBe('404 no-document')
  expect((await answer(sources({ entry: { kind: 'member', role: 'stranger' as Role } })(good()))).short).toBe(
    '403 no-access',
  )
})

test('only /sync and what is below it is the endpoint of documents', () => {
  expect(['/sync', '/sync/', `/sync/${ID}`, '/sync/x/y'].every(isSyncTarget)).toBe(true)
  expect(['/syncs', '/', '/live', '/a/sync/', 'http://a/sync/x'].some(isSyncTarget)).toBe(false)
})
