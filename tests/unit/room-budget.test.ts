import { expect, test } from 'vitest'
import { planBudget, type RoomUse } from '../../server/room-budget.ts'

interface Named extends RoomUse {
  readonly name: string
}

const idle = (name: string, held: number, ms: number): Named => ({
  name,
  held,
  copies: held / 2,
  tail: 0,
  idle: ms,
})
const used = (name: string, held: number, tail = 0, copies = 0): Named => ({
  name,
  held,
  copies,
  tail,
  idle: 0,
})

function plan(rooms: readonly Named[], budget: number) {
  const { held, ...rest } = planBudget(rooms, budget)
  const names = (some: readonly Named[]) => some.map(({ name }) => name)
  return { unload: names(rest.unload), strip: names(rest.strip), compact: names(rest.compact), held }
}

test('[L6] within the budget, to the octet, nothing is done', () => {
  expect(plan([idle('a', 600, 9), used('b', 400, 300)], 1_000)).toEqual({
    unload: [],
    strip: [],
    compact: [],
    held: 1_000,
  })
})

test('[L6] who is longest unused goes first, and no more than needed', () => {
  const rooms = [idle('young', 400, 5), used('busy', 400), idle('old', 100, 900), idle('middle', 300, 70)]
  expect(plan(rooms, 1_199)).toEqual({ unload: ['old'], strip: [], compact: [], held: 1_100 })
  expect(plan(rooms, 900)).toEqual({ unload: ['old', 'middle'], strip: [], compact: [], held: 800 })
})

test('[L6] a room in use is never unloaded', () => {
  expect(plan([used('a', 500), used('b', 500), idle('c', 1, 1)], 10)).toEqual({
    unload: ['c'],
    strip: [],
    compact: [],
    held: 1_000,
  })
})

test('[L6] what unloading does not bring is looked for in the heaviest tails, and no more than needed', () => {
  const rooms = [
    used('light', 300, 50),
    used('heavy', 300, 290),
    used('middle', 300, 200),
    idle('gone', 300, 7),
  ]
  expect(plan(rooms, 700)).toEqual({ unload: ['gone'], strip: [], compact: ['heavy'], held: 900 })
  expect(plan(rooms, 500)).toEqual({ unload: ['gone'], strip: [], compact: ['heavy', 'middle'], held: 900 })
  expect(plan(rooms, 0)).toEqual({
    unload: ['gone'],
    strip: [],
    compact: ['heavy', 'middle', 'light'],
    held: 900,
  })
})

test('[L6] a room without records behind its snapshot has nothing to compact', () => {
  expect(plan([used('a', 500, 0)], 10).compact).toEqual([])
})

test('[L6] what unloading does not bring is taken from copies first, the largest before others', () => {
  const rooms = [used('a', 400, 100, 100), used('b', 400, 50, 250), used('c', 400, 300), idle('d', 100, 1)]
  expect(plan(rooms, 950)).toEqual({ unload: ['d'], strip: ['b'], compact: [], held: 950 })
  expect(plan(rooms, 900)).toEqual({ unload: ['d'], strip: ['b', 'a'], compact: [], held: 850 })
  expect(plan(rooms, 800)).toEqual({ unload: ['d'], strip: ['b', 'a'], compact: ['c'], held: 850 })
})
