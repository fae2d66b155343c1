import { expect, test } from 'vitest'
import type { Role } from '../../lib/roles.ts'
import { RoomGatherings } from '../../server/room-gatherings.ts'
import { controlsOf, type FakeConnection, fakeConnection } from './fake-connection.ts'

const AT = { type: null, tname: 'default', item: { client: 1, clock: 2 }, assoc: -1 } as const
const ASK = JSON.stringify({ type: 'gather', at: AT })

function room(...people: readonly (readonly [user: string, role?: Role, controls?: boolean])[]) {
  const fakes = people.map(([user, role = 'editor', controls = true]) =>
    fakeConnection({ user, role, controls }),
  )
  const gatherings = new RoomGatherings(new Set(fakes.map(({ connection }) => connection)))
  const one = (who: number) => (fakes[who] as FakeConnection).connection
  const ask = (who: number, now = 0, json = ASK) => gatherings.receive(one(who), json, now)
  return { ask, one, told: () => fakes.map(controlsOf) }
}

test('[T6] the others are told who asks by the server’s word, each tab of theirs, and nobody twice counted', () => {
  const { ask, told } = room(
    ['ann'],
    ['ann'],
    ['bob', 'viewer'],
    ['bob'],
    ['cy', 'commenter'],
    ['stock', 'editor', false],
  )
  ask(0)
  const gather = { type: 'gather', by: 'Name of ann', userId: 'ann', at: AT }
  expect(told()).toEqual([[{ type: 'gathered', people: 2 }], [], [gather], [gather], [gather], []])
})

test.each(['viewer', 'commenter'] as const)('[T6, R1] a %s asks nobody', (role) => {
  const { ask, told } = room(['ann', role], ['bob'])
  ask(0)
  expect(told()).toEqual([[], []])
})

test('[T6] a person asks three times at once on all connections, and then once in ten seconds', () => {
  const { ask, told } = room(['ann'], ['ann'], ['bob'])
  for (const who of [0, 1, 0, 1, 0]) ask(who)
  expect(told()[2]).toHaveLength(3)
  expect(told()[1]?.at(-1)?.type).toBe('notice')
  ask(0, 9_999)
  expect(told()[2]).toHaveLength(3)
  ask(0, 10_001)
  expect(told()[2]).toHaveLength(4)
})

test('[T6] who does not keep up is told nothing', () => {
  const { ask, one, told } = room(['ann'], ['bob'])
  one(1).laggingSince = 0
  ask(0)
  expect(told()).toEqual([[{ type: 'gathered', people: 0 }], []])
})
