import { expect, test } from 'vitest'
import { tickAfter } from '../../server/commit-cadence.ts'

test('a few people are told every 10 ms', () => {
  expect(tickAfter(1, 0.02)).toBe(10)
  expect(tickAfter(1, 0.25)).toBe(10)
})

test('a crowd is told less often, so that telling takes a fortieth of the time', () => {
  expect(tickAfter(1, 0.4)).toBeCloseTo(16)
})

test('wait, disk and telling stay within 20 ms together', () => {
  expect(tickAfter(2, 1)).toBe(17)
  expect(tickAfter(2, 4)).toBe(14)
})

test('a crowd that is past that leaves half of the time to everything else', () => {
  expect(tickAfter(3, 12)).toBe(24)
})

test('a slow disk is not made slower', () => {
  expect(tickAfter(60, 0.1)).toBe(10)
})
