import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { writeAwareness } from '../../../lib/wire.ts'
import { type Entry, entriesOf } from '../../unit/presence-room.ts'
import { TestServer } from '../test-server.ts'
import type { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'
import { type Attacker, type Company, companyOf, Stage } from './stage.ts'

const server = new TestServer({ LOG_LEVEL: 'error' })
let company: Company
let stage: Stage
let clock = 0

beforeAll(async () => {
  await server.start()
  company = await companyOf(server)
})
afterAll(async () => {
  await server.dispose()
  expect(server.errors, 'a bad peer is no error of the server').toBe('')
})
beforeEach(async () => {
  stage = await Stage.open(server, company)
  clock = 0
  await victimMoves()
})
afterEach(() => stage.leave())

const say = ({ line }: SyncClient, ...entries: readonly Entry[]): void =>
  line.send(writeAwareness(entriesOf(entries)))

/** What the stock client sees of everybody else, by Yjs client id. */
function others(): Readonly<Record<string, unknown>> {
  const { awareness } = stage.stock.provider
  return Object.fromEntries([...awareness.getStates()].filter(([id]) => id !== awareness.clientID))
}

/** The victim moves its caret; resolves once others see that. What was told before is told by then. */
async function victimMoves(): Promise<void> {
  const id = stage.victim.doc.clientID
  say(stage.victim, [id, ++clock, { caret: clock }])
  await eventually(() => expect(others()[id]).toMatchObject({ caret: clock }))
}

const stamp = (who: keyof Company) => ({
  id: company[who].id,
  name: company[who].name,
  color: expect.stringMatching(/^#[0-9a-f]{6}$/),
})
const victimAlone = () => ({ [stage.victim.doc.clientID]: { caret: clock, user: stamp('victim') } })

interface PresenceAttack {
  readonly name: string
  /** Whole messages. `victim` and `own` are Yjs client ids. */
  readonly messages: (victim: number, own: number) => readonly Uint8Array[]
  /** What others see of the attacker then, without who it is; null is nothing. */
  readonly seen: object | null
  readonly closes?: number
}

const message = (...entries: readonly Entry[]): Uint8Array => writeAwareness(entriesOf(entries))
const ids = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)
const deep = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`

const ATTACKS: readonly PresenceAttack[] = [
  { name: 'aw-spoof-id', messages: (victim) => [message([victim, 99, { caret: 'hijacked' }])], seen: null },
  {
    name: 'aw-spoof-id beside one of its own',
    messages: (victim, own) => [message([own, 1, {}], [victim, 99, { caret: 'hijacked' }])],
    seen: {},
  },
  {
    name: 'aw-clock-max',
    messages: (victim) => [message([victim, Number.MAX_SAFE_INTEGER, { caret: 'frozen' }])],
    seen: null,
  },
  {
    name: 'aw-clock-max without a state',
    messages: (victim) => [message([victim, Number.MAX_SAFE_INTEGER, null])],
    seen: null,
  },
  {
    name: 'aw-remove-victim',
    messages: (victim) => [message([victim, 1, null], [victim, 2, null])],
    seen: null,
  },
  {
    name: 'aw-spoof-name',
    messages: (_, own) => [
      message([own, 1, { user: { id: 'x', name: 'Victim', color: 'red', role: 'owner' } }]),
    ],
    seen: {},
  },
  {
    name: 'aw-xss',
    messages: (_, own) => [
      message([
        own,
        1,
        { user: { name: '<img src=x onerror=alert(1)>', color: 'red;background:url(//evil)' } },
      ]),
    ],
    seen: {},
  },
  {
    name: 'aw-huge-state',
    messages: (_, own) => [message([own, 1, { huge: 'x'.repeat(900_000) }])],
    seen: null,
  },
  {
    name: 'aw-many-ids',
    messages: (_, own) => [message(...ids(9_999).map((i): Entry => [own + i, 1, {}]))],
    seen: {},
  },
  {
    name: 'aw-many-ids, too many',
    messages: () => [message(...ids(100_000).map((i): Entry => [i, 1, {}]))],
    seen: null,
    closes: 1007,
  },
  {
    name: 'aw-meta-leak',
    messages: (_, own) =>
      ids(10).map((n) => message(...ids(9_999).map((i): Entry => [own + n * 10_000 + i, 1, null]))),
    seen: null,
  },
  { name: 'aw-deep-json', messages: (_, own) => [message([own, 1, deep(1_500)])], seen: null },
  { name: 'aw-not-json', messages: (_, own) => [message([own, 1, '{"a":'])], seen: null },
  {
    name: 'aw-not-object',
    messages: (_, own) => ['[]', '7', '"x"', 'true'].map((json) => message([own, 1, json])),
    seen: null,
  },
]

describe.each(['editor', 'viewer'] as const)('as %s', (role: Attacker) => {
  test.each(ATTACKS)('[P1, P3, P5] $name', async ({ messages, seen, closes }) => {
    const attacker = await stage.join(role)
    for (const octets of messages(stage.victim.doc.clientID, 7)) attacker.line.send(octets)
    await Promise.race([attacker.settled(), attacker.closed()])
    expect(attacker.line.closing?.code).toBe(closes)
    await victimMoves()
    const { [stage.victim.doc.clientID]: victim, ...rest } = others()
    expect({ [stage.victim.doc.clientID]: victim }).toEqual(victimAlone())
    expect(Object.values(rest)).toEqual(seen === null ? [] : [{ ...seen, user: stamp(role) }])
    // the stock client remembers every id it was ever told of
    expect(stage.stock.provider.awareness.meta.size).toBeLessThan(6)
    await stage.expectUnharmed()
  })

  test('[P3, P4] controlled ids: who repeats what it heard of others takes nobody along when it leaves', async () => {
    const attacker = await stage.join(role)
    say(attacker, [stage.victim.doc.clientID, clock, { caret: clock }], [7, 1, {}])
    say(attacker, [stage.victim.doc.clientID, clock, null])
    await eventually(() => expect(others()).toHaveProperty('7'))
    attacker.line.destroy()
    await eventually(() => expect(others()).not.toHaveProperty('7'))
    await victimMoves()
    expect(others()).toEqual(victimAlone())
  })

  test('[P3] an id that somebody writes under is nobody else’s, also when they are not present', async () => {
    const { victim } = stage
    say(victim, [victim.doc.clientID, ++clock, null])
    await eventually(() => expect(others()).toEqual({}))
    const attacker = await stage.join(role)
    say(attacker, [victim.doc.clientID, 999, { caret: 'taken over' }])
    await attacker.settled()
    await victimMoves()
    expect(others()).toEqual(victimAlone())
    await stage.expectUnharmed()
  })
})
