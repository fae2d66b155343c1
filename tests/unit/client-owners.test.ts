import { expect, test } from 'vitest'
import { type Author, ClientOwners } from '../../server/client-owners.ts'

const by = (userId: string, more: Partial<Author> = {}): Author => ({
  userId,
  brought: 0,
  presentAs: () => null,
  ...more,
})

const sections = (...clients: readonly number[]) =>
  clients.map((client) => ({ client, clock: 0, end: 1, count: 1, from: 0, to: 0 }))

const many = (count: number): number[] => Array.from({ length: count }, (_, i) => 1_000 + i)

test('[G11] a client id belongs to the user who first used it', () => {
  const owners = new ClientOwners()
  expect(owners.judge(sections(1), by('ann'), 'update')).toEqual({ kind: 'own', claims: [1] })
  owners.claim([1], 'ann')
  expect(owners.judge(sections(1), by('ann'), 'update')).toEqual({ kind: 'own', claims: [] })
  expect(owners.judge(sections(1), by('mallory'), 'update').kind).toBe('forbidden')
  expect(owners.judge(sections(2, 1), by('mallory'), 'step2').kind).toBe('forbidden')
  expect(owners.of(1)).toBe('ann')
})

test('[G11] an id under which somebody else is present cannot be taken before they write', () => {
  const owners = new ClientOwners()
  const presentAs = (client: number) => (client === 1 ? 'ann' : null)
  expect(owners.judge(sections(1), by('mallory', { presentAs }), 'update').kind).toBe('forbidden')
  expect(owners.judge(sections(1), by('ann', { presentAs }), 'update').kind).toBe('own')
})

test('[G11] what a guest wrote belongs to the account that the guest made, on the old connection too', () => {
  const owners = new ClientOwners(new Map([[1, 'guest']]))
  owners.handOver('guest', 'ann')
  expect(owners.judge(sections(1), by('ann'), 'update').kind).toBe('own')
  expect(owners.judge(sections(1), by('guest'), 'update').kind).toBe('own')
  owners.claim([2], 'guest')
  expect(owners.of(2)).toBe('ann')
})

test('[G11] what no one is known to have written belongs to who writes on', () => {
  expect(new ClientOwners().judge(sections(7), by('ann'), 'update')).toEqual({ kind: 'own', claims: [7] })
})

test.each([
  ['update', 0, 16, 'own'],
  ['update', 0, 17, 'forbidden'],
  ['update', 16, 1, 'forbidden'],
  ['step2', 0, 1_000, 'own'],
  ['step2', 0, 1_001, 'forbidden'],
  ['step2', 999, 2, 'forbidden'],
] as const)('[G11] an %s after %i new client ids with %i more is %s', (kind, brought, count, verdict) => {
  const owners = new ClientOwners()
  expect(owners.judge(sections(...many(count)), by('ann', { brought }), kind).kind).toBe(verdict)
})

test('[G11] who brought all new ids that a connection may goes on writing under them', () => {
  const owners = new ClientOwners(new Map([[1, 'ann']]))
  expect(owners.judge(sections(1), by('ann', { brought: 16 }), 'update').kind).toBe('own')
})
