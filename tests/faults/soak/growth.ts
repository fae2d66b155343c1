import type { Sample } from './server-watch.ts'

const MIB = 1024 * 1024

/** How much more than before something may be at the end: a share of it, and something on top. */
interface Allowance {
  readonly share: number
  readonly extra: number
}

const ALLOWED: Readonly<Record<keyof Sample, Allowance>> = {
  // of what is freed the allocator keeps some, and threads have heaps of their own
  rss: { share: 0.15, extra: 32 * MIB },
  heap: { share: 0.1, extra: 4 * MIB },
  buffers: { share: 0.1, extra: 8 * MIB },
  timers: { share: 0.1, extra: 5 },
  files: { share: 0.1, extra: 15 },
}
export const MEASURES = Object.keys(ALLOWED) as (keyof Sample)[]

/** What is in the middle of a quarter of the samples (1 to 4). */
export function quarterMedian(samples: readonly Sample[], measure: keyof Sample, quarter: number): number {
  const length = samples.length / 4
  const values = samples
    .slice(Math.round((quarter - 1) * length), Math.round(quarter * length))
    .map((sample) => sample[measure])
    .sort((a, b) => a - b)
  return values[values.length >> 1] ?? Number.NaN
}

/** What has grown from the second quarter to the last, in words. The first quarter is for warming up. */
export function growthOf(samples: readonly Sample[]): string[] {
  return MEASURES.flatMap((measure) => {
    const before = quarterMedian(samples, measure, 2)
    const after = quarterMedian(samples, measure, 4)
    const { share, extra } = ALLOWED[measure]
    return after <= before * (1 + share) + extra ? [] : [`${measure} grew from ${before} to ${after}`]
  })
}
