import { expect, test } from 'vitest'
import { type Entry, entriesOf, person, room } from './presence-room.ts'

const deep = (levels: number): string => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
const long = (octets: number): string => `{"a":"${'x'.repeat(octets - 8)}"}`

test.each<[what: string, state: string, taken: boolean]>([
  ['4096 octets', long(4096), true],
  ['4097 octets', long(4097), false],
  ['16 levels', deep(16), true],
  ['17 levels', deep(17), false],
  ['17 levels behind closing brackets in a string', `{"s":"}}}}","b":${deep(16)}}`, false],
  ['an array', '[]', false],
  ['a string', '"ann"', false],
  ['a number', '7', false],
  ['broken JSON', '{"a":', false],
  ['nothing', '', false],
])(
  '[P5, SEC 14] a state of %s is taken or passed over: nobody else sees what breaks a bound',
  (_, state, taken) => {
    const { say, here } = room()
    expect(say(person(), [1, 1, state])).toBeNull()
    expect(here().length).toBe(taken ? 1 : 0)
  },
)

test('a state that is no UTF-8 is passed over', () => {
  const { presence } = room()
  expect(presence.receive(person(), new Uint8Array([1, 1, 1, 5, 0x7b, 0x22, 0xff, 0x22, 0x7d]), 0)).toBeNull()
  expect(presence.all()).toBeNull()
})

test('[W4] entries cut at any octet, octets behind them and made-up counts are malformed and change nothing', () => {
  const { presence } = room()
  const message = entriesOf([
    [1, 1, {}],
    [300, 700, { cursor: 1 }],
  ])
  const bad = [
    ...Array.from(message, (_, end) => message.subarray(0, end)),
    new Uint8Array([...message, 0]),
    new Uint8Array([0xff, 0xff, 0xff, 0x7f, 1, 1, 0]),
    new Uint8Array([1, 1, 1, 200, 1, 0x7b, 0x7d]),
  ]
  for (const bytes of bad) expect(presence.receive(person(), bytes, 0), bytes.join(' ')).toBe('malformed')
  expect(presence.hasChanges).toBe(false)
})

test('[SEC 14] one connection that comes and goes under ever new ids does not make the room remember them all', () => {
  const { say, changed } = room()
  const ids = Array.from({ length: 3_000 }, (_, i) => i + 1)
  say(
    person(),
    ...ids.flatMap((id): Entry[] => [
      [id, 1, {}],
      [id, 2, null],
    ]),
  )
  expect(changed().length).toBeLessThanOrEqual(100)
})
