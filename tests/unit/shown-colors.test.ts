import { expect, test } from 'vitest'
import { translatorOf } from '../../lib/i18n/translator.ts'
import { peopleHere } from '../../lib/presence.ts'
import { PRESENCE_COLORS } from '../../lib/presence-color.ts'
import { shownColors } from '../../lib/shown-colors.ts'

const [BLUE, BROWN, GREEN] = PRESENCE_COLORS
const person = (id: string, color: string) => ({ id, color })

test('[T5] everybody has the colour of the account while no two have the same', () => {
  const shown = shownColors(PRESENCE_COLORS.map((color, i) => person(`p${i}`, color)))
  expect([...shown.values()]).toEqual([...PRESENCE_COLORS])
})

test('[T5] of two with one colour the second gets a free one, not one that somebody has', () => {
  const shown = shownColors([person('b', BLUE), person('c', BROWN), person('a', BLUE)])
  expect(Object.fromEntries(shown)).toEqual({ a: BLUE, c: BROWN, b: GREEN })
})

test('[T5] all see the same colours, in whatever order people came', () => {
  const people = Array.from({ length: 12 }, (_, i) => person(`p${i}`, PRESENCE_COLORS[i % 3] as string))
  const sorted = (shown: ReadonlyMap<string, string>) => [...shown].sort()
  expect(sorted(shownColors(people.toReversed()))).toEqual(sorted(shownColors(people)))
  const used = new Set(shownColors(people.slice(0, 8)).values())
  expect(used.size).toBe(8)
})

test('[T5] the ninth keeps the colour of the account', () => {
  const people = Array.from({ length: 9 }, (_, i) => person(`p${i}`, BLUE))
  expect(shownColors(people).get('p8')).toBe(BLUE)
})

test('[T5] a person with two tabs has one colour', () => {
  const state = (id: string) => ({ user: { id, name: id, color: BLUE } })
  const states = new Map([
    [1, state('ada')],
    [2, state('ada')],
    [3, state('bob')],
  ])
  expect(peopleHere(translatorOf('en'), states, 'bob').map(({ color }) => color)).toEqual([BROWN, BLUE])
})
