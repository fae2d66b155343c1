import { describe, expect, test } from 'vitest'
import { CALM, judgeLoad, type Load, typicalDelay } from '../../server/overload.ts'

const EVERY = 50

/** Looks once a second at a loop whose turns last as long as said. Returns what was decided each time. */
function watch(delays: readonly number[], connections = 100): readonly string[] {
  let load: Load = CALM
  return delays.map((delay, second) => {
    const judged = judgeLoad(load, { at: second * 1_000, delay, connections })
    load = judged.load
    return judged.shed > 0 ? `shed ${judged.shed}` : load.kind
  })
}

const seconds = (count: number, delay: number): readonly number[] => Array(count).fill(delay)

describe('[L5] overload', () => {
  test('a crowd that is served within half a second is never refused, however long it stays', () => {
    expect(new Set(watch(seconds(600, 500)))).toEqual(new Set(['calm']))
  })

  test('pauses that do not last are borne, however long each is', () => {
    const pauses = Array.from({ length: 200 }, () => [2_900, 2_900, 2_900, 20]).flat()
    expect(new Set(watch(pauses))).toEqual(new Set(['calm']))
  })

  test('a loop that is slow for 3 s refuses', () => {
    expect(watch(seconds(5, 501))).toEqual(['calm', 'calm', 'calm', 'refusing', 'refusing'])
  })

  test('slow but not very slow refuses for as long as it takes, and sheds nobody', () => {
    expect(watch(seconds(600, 900)).slice(3)).toEqual(Array(597).fill('refusing'))
  })

  test('very slow for 5 s more sheds a twentieth, and again every 2 s', () => {
    expect(watch(seconds(13, 2_000)).slice(3)).toEqual([
      ...Array(5).fill('refusing'),
      'shed 5',
      'refusing',
      'shed 5',
      'refusing',
      'shed 5',
    ])
  })

  test('sheds at least one and at most 200 at a time', () => {
    expect(watch(seconds(9, 2_000), 1).at(-1)).toBe('shed 1')
    expect(watch(seconds(9, 2_000), 1_000_000).at(-1)).toBe('shed 200')
    expect(watch(seconds(9, 2_000), 0).at(-1)).toBe('refusing')
  })

  test('one better second between stops the shedding for 5 s', () => {
    const after = watch([...seconds(9, 2_000), 800, ...seconds(6, 2_000)]).slice(9)
    expect(after).toEqual([...Array(6).fill('refusing'), 'shed 5'])
  })

  test('is over when the loop has been quick for 3 s, not when it is a little better', () => {
    const slow = seconds(4, 600)
    expect(watch([...slow, ...seconds(30, 250)]).at(-1)).toBe('refusing')
    expect(watch([...slow, 249, 249, 249, 250, 249, 249, 249]).at(-1)).toBe('refusing')
    expect(watch([...slow, 249, 249, 249, 249]).slice(4)).toEqual([
      'refusing',
      'refusing',
      'refusing',
      'calm',
    ])
  })
})

describe('[L5] the typical delay', () => {
  test('of a loop that turns freely is nothing', () => {
    expect(typicalDelay(Array(20).fill(EVERY), EVERY)).toBe(0)
    expect(typicalDelay([], EVERY)).toBe(0)
  })

  test('does not show a pause shorter than the rest of the time', () => {
    expect(typicalDelay([...Array(12).fill(EVERY), 450], EVERY)).toBe(0)
  })

  test('weighs gaps by their time: short turns between long ones do not hide them', () => {
    expect(typicalDelay([400, EVERY, EVERY, EVERY, 400, EVERY], EVERY)).toBe(350)
  })

  test('of a loop with turns of equal length is that length, less the time between looks', () => {
    expect(typicalDelay([1_200], EVERY)).toBe(1_150)
    expect(typicalDelay([300, 300, 300], EVERY)).toBe(250)
  })
})
