import { expect, test } from 'vitest'
import { scrollDistance } from '../../app/d/[id]/editor/scroll-to.ts'

const BAND = { top: 100, bottom: 1_100 }

test.each([200, 500, 850])('[T2] a followed line at %i is easy to see, so nothing moves', (top) => {
  expect(scrollDistance(top, BAND, false)).toBe(0)
})

test.each([-500, 150, 900, 5_000])('[T1, T2] a line at %i comes to a third of what is visible', (top) => {
  for (const always of [true, false]) {
    expect(top - scrollDistance(top, BAND, always)).toBe(450)
  }
})
