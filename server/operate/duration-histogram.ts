/** Upper ends of the buckets in milliseconds, each a half more than the one before: p99 is read to within a quarter. */
const BOUNDS: readonly number[] = Array.from({ length: 28 }, (_, at) => 0.25 * 1.5 ** at)

/** How often something took how long. Counts in fixed buckets: recording costs next to nothing, and it never grows. */
export class DurationHistogram {
  readonly bounds = BOUNDS
  /** One more than there are bounds: the last is for what took longer. */
  readonly counts = new Float64Array(BOUNDS.length + 1)
  count = 0
  /** Milliseconds. */
  sum = 0

  record(ms: number): void {
    let at = 0
    while (at < BOUNDS.length && ms > (BOUNDS[at] as number)) at++
    this.counts[at] = (this.counts[at] as number) + 1
    this.count++
    this.sum += ms
  }
}

/**
 * The duration that a share of those recorded since `before` stayed below, in milliseconds; 0 when there were none.
 * `before` are the counts at that time.
 */
export function quantileSince(now: DurationHistogram, before: Float64Array, share: number): number {
  const fresh = now.counts.map((count, at) => count - (before[at] ?? 0))
  const total = fresh.reduce((sum, count) => sum + count, 0)
  if (total === 0) return 0
  let seen = 0
  for (const [at, count] of fresh.entries()) {
    if (count === 0) continue
    seen += count
    if (seen < share * total) continue
    const from = at === 0 ? 0 : (BOUNDS[at - 1] as number)
    const to = BOUNDS[at] ?? from * 1.5
    // as if they lay evenly in their bucket
    return to - ((to - from) * (seen - share * total)) / count
  }
  return BOUNDS.at(-1) ?? 0
}
