import { expect, test } from 'vitest'
import { translatorOf } from '../../lib/i18n/translator.ts'
import { initials, peopleHere, personOf, safeColor, safeName } from '../../lib/presence.ts'

const t = translatorOf('en')
const state = (id: string, name: string, color = '#112233') => ({ user: { id, name, color } })

test.each([
  ['#1f6feb', '#1f6feb'],
  ['#1F6FEB', '#1F6FEB'],
  ['red', '#6b7280'],
  ['#fff', '#6b7280'],
  ['#1f6feb;background:url(//evil.example)', '#6b7280'],
  ['#1f6feb\n', '#6b7280'],
  [0x1f6feb, '#6b7280'],
  [null, '#6b7280'],
])('a colour %j is safe in a style as %s', (color, safe) => {
  expect(safeColor(color)).toBe(safe)
})

test.each([
  ['Ann', 'Ann'],
  ['  Ann  ', 'Ann'],
  ['Ann\nBob\tCarl', 'Ann Bob Carl'],
  ['\u202egnp.exe', 'gnp.exe'], // written right to left
  ['\u0000\u200b\ufeff', 'Someone'],
  ['', 'Someone'],
  [['Ann'], 'Someone'],
  [undefined, 'Someone'],
])('a name %j is shown on one line as “%s”', (name, shown) => {
  expect(safeName(t, name)).toBe(shown)
})

test('a long name is cut to 80 characters, never through the middle of one', () => {
  expect(safeName(t, 'x'.repeat(500))).toBe('x'.repeat(80))
  const cut = safeName(t, `${'x'.repeat(79)}😀😀`)
  expect(cut.length).toBeLessThanOrEqual(81)
  expect(cut.isWellFormed()).toBe(true)
})

test.each([
  [null],
  ['ann'],
  [{}],
  [{ user: null }],
  [{ user: 'ann' }],
  [{ user: [] }],
  [{ user: { id: 'x'.repeat(201) } }],
  [{ user: { id: 7 } }],
])('a state without a usable user (%j) is someone known by the Yjs client id', (broken) => {
  expect(personOf(t, broken, 42)).toEqual({ id: 'client-42', name: 'Someone', color: '#6b7280' })
})

test('[E5] a person with several tabs is here once, oneself first, the others by name', () => {
  const states = new Map<number, unknown>([
    [1, state('bob', 'Bob')],
    [2, state('zoe', 'Zoe')],
    [3, state('ann', 'Ann')],
    [4, state('zoe', 'Zoe')],
    [5, null],
  ])
  expect(peopleHere(t, states, 'zoe').map(({ id }) => id)).toEqual(['zoe', 'ann', 'bob', 'client-5'])
})

test('people of the same name stand in the same order for everybody, in whatever order they came', () => {
  const states = ['c', 'a', 'b'].map((id, i): [number, unknown] => [i, state(id, 'Guest')])
  const order = (entries: [number, unknown][]) => peopleHere(t, new Map(entries), 'me').map(({ id }) => id)
  expect(order(states)).toEqual(['a', 'b', 'c'])
  expect(order(states.toReversed())).toEqual(['a', 'b', 'c'])
})

test.each([
  ['Ann', 'A'],
  ['ann van der Berg', 'AB'],
  ['  Ann   Berg ', 'AB'],
  ['😀 Berg', '😀B'],
  ['élan', 'É'],
  ['', ''],
])('“%s” is abbreviated to “%s”', (name, letters) => {
  expect(initials(name)).toBe(letters)
})
