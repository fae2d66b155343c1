import { expect, test } from 'vitest'
import { DurationHistogram, quantileSince } from '../../server/operate/duration-histogram.ts'

test('[OP2] a quantile is read to within a quarter, of what came since', () => {
  const histogram = new DurationHistogram()
  for (let n = 0; n < 1_000; n++) histogram.record(5_000)
  const before = histogram.counts.slice()
  expect(quantileSince(histogram, before, 0.99)).toBe(0)
  for (let ms = 1; ms <= 1_000; ms++) histogram.record(ms)
  for (const share of [0.1, 0.5, 0.9, 0.99]) {
    const found = quantileSince(histogram, before, share)
    expect(Math.abs(found / (share * 1_000) - 1)).toBeLessThan(0.25)
  }
  expect(histogram.count).toBe(2_000)
  expect(histogram.sum).toBe(5_000 * 1_000 + 500_500)
})

test('[OP2] what takes longer than the last bound is counted and not lost', () => {
  const histogram = new DurationHistogram()
  histogram.record(1e9)
  expect(histogram.counts.at(-1)).toBe(1)
  expect(quantileSince(histogram, new Float64Array(histogram.counts.length), 0.5)).toBeGreaterThan(1_000)
})
