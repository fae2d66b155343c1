import { expect, test } from 'vitest'
import { ClockRanges } from '../../server/clock-ranges.ts'
import type { Deletion } from '../../server/update-scan.ts'
import { seededRandom } from './random-editing.ts'

/** The same with a plain set of `client clock`. */
class Model {
  readonly #deleted = new Set<string>()

  add(deletion: Deletion): void {
    for (const key of keysOf(deletion)) this.#deleted.add(key)
  }

  has = (deletion: Deletion): boolean => keysOf(deletion).every((key) => this.#deleted.has(key))

  missing = (deletion: Deletion): string[] => keysOf(deletion).filter((key) => !this.#deleted.has(key))

  /** Deleted clocks of a client, ascending. */
  clocks = (client: number): number[] =>
    [...this.#deleted]
      .flatMap((key) => (key.startsWith(`${client} `) ? [Number(key.split(' ')[1])] : []))
      .sort((a, b) => a - b)
}

const keysOf = ({ client, clock, length }: Deletion): string[] =>
  Array.from({ length }, (_, i) => `${client} ${clock + i}`)

/** Each range as clocks; fails where two ranges overlap, touch or stand in the wrong order. */
function clocksOf(ranges: ClockRanges, client: number): number[] {
  const found: number[] = []
  for (const [id, starts, ends] of ranges.entries()) {
    if (id !== client) continue
    expect(starts.length).toBe(ends.length)
    starts.forEach((start, i) => {
      const end = ends[i] as number
      expect(end, 'a range has a length').toBeGreaterThan(start)
      if (i > 0) expect(start, 'ranges do not touch').toBeGreaterThan(ends[i - 1] as number)
      for (let clock = start; clock < end; clock++) found.push(clock)
    })
  }
  return found
}

for (const seed of [1, 2, 3, 4, 5]) {
  test(`deletions in any order are those of a plain set (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const below = (limit: number): number => Math.floor(random() * limit)
    const [ranges, model] = [new ClockRanges(), new Model()]
    const deletion = (): Deletion => ({
      client: below(2),
      clock: below(300),
      length: 1 + below(random() < 0.2 ? 60 : 5),
    })
    for (let step = 0; step < 250; step++) {
      const asked = deletion()
      const hint = `seed ${seed}, step ${step}, ${JSON.stringify(asked)}`
      expect(ranges.has(asked), hint).toBe(model.has(asked))
      expect(ranges.missing(asked).flatMap(keysOf), hint).toEqual(model.missing(asked))
      const added = deletion()
      ranges.add(added)
      model.add(added)
      expect(ranges.has(added), hint).toBe(true)
      expect(ranges.missing(added), hint).toEqual([])
    }
    for (const client of [0, 1]) expect(clocksOf(ranges, client)).toEqual(model.clocks(client))
    expect(ranges.clients).toBe(2)
  })
}

const D = (clock: number, length: number): Deletion => ({ client: 1, clock, length })

test.each<[sentence: string, added: Deletion[], starts: number[], ends: number[]]>([
  ['that touch become one', [D(0, 3), D(3, 2)], [0], [5]],
  ['that touch from below become one', [D(3, 2), D(0, 3)], [0], [5]],
  ['with a clock between them stay two', [D(0, 3), D(4, 2)], [0, 4], [3, 6]],
  ['are joined by what fills the gap', [D(0, 3), D(4, 2), D(3, 1)], [0], [6]],
  ['are swallowed by one around them', [D(2, 1), D(5, 1), D(8, 1), D(1, 9)], [1], [10]],
  ['within another change nothing', [D(0, 9), D(3, 2)], [0], [9]],
  ['typed backwards, one by one, become one', [D(4, 1), D(3, 1), D(2, 1)], [2], [5]],
])('ranges %s', (_, added, starts, ends) => {
  const ranges = new ClockRanges()
  for (const deletion of added) ranges.add(deletion)
  expect([...ranges.entries()]).toEqual([[1, starts, ends]])
})

test('clocks beyond 32 bits are kept whole', () => {
  const ranges = new ClockRanges()
  const far = 2 ** 52
  ranges.add(D(far, 5))
  expect(ranges.missing(D(far - 1, 7))).toEqual([D(far - 1, 1), D(far + 5, 1)])
})
