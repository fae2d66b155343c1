/** Half of a second's time spent in turns of the event loop longer than this, … */
export const REFUSE_ABOVE_MS = 500
/** … for so long: nobody new is let in. One pause for garbage, or one large join, is over before. */
export const REFUSE_AFTER_MS = 3_000
/** Turns so long, for so long: refusing was not enough, and the newest are sent away. */
export const SHED_ABOVE_MS = 1_000
export const SHED_AFTER_MS = 5_000
/** Turns shorter than this, for so long: all is well again. */
export const CALM_BELOW_MS = 250
export const CALM_AFTER_MS = 3_000
/** Share of the connections that goes at a time, and how many at most. */
const SHED_SHARE = 1 / 20
const MAX_SHED = 200
/** Time to see whether it has helped. */
const SHED_EVERY_MS = 2_000

/**
 * How the server stands. Times are milliseconds of a clock that does not run back; null while it is not so.
 *
 *   calm ── slow for 3 s ──► refusing ── very slow for 5 s ──► sheds some, and again every 2 s
 *    ▲                          │
 *    └────── quick for 3 s ─────┘
 */
export type Load =
  | { readonly kind: 'calm'; readonly slowSince: number | null }
  | { readonly kind: 'refusing'; readonly verySlowSince: number | null; readonly quickSince: number | null }

/** One look at the event loop. `delay` in milliseconds, as {@link typicalDelay} says it. */
export interface LoadSample {
  readonly at: number
  readonly delay: number
  readonly connections: number
}

export const CALM: Load = { kind: 'calm', slowSince: null }

/** Decides from one look more. `shed` is how many of the newest connections are to be closed now (SPEC L5). */
export function judgeLoad(load: Load, sample: LoadSample): { readonly load: Load; readonly shed: number } {
  const { at, delay, connections } = sample
  const since = (start: number | null, holds: boolean): number | null => (holds ? (start ?? at) : null)
  if (load.kind === 'calm') {
    const slowSince = since(load.slowSince, delay > REFUSE_ABOVE_MS)
    const over = slowSince !== null && at - slowSince >= REFUSE_AFTER_MS
    if (!over) return { load: { kind: 'calm', slowSince }, shed: 0 }
    return { load: refusing(since(null, delay > SHED_ABOVE_MS), null), shed: 0 }
  }
  const quickSince = since(load.quickSince, delay < CALM_BELOW_MS)
  if (quickSince !== null && at - quickSince >= CALM_AFTER_MS) return { load: CALM, shed: 0 }
  const verySlowSince = since(load.verySlowSince, delay > SHED_ABOVE_MS)
  if (verySlowSince === null || at - verySlowSince < SHED_AFTER_MS) {
    return { load: refusing(verySlowSince, quickSince), shed: 0 }
  }
  const shed = Math.min(MAX_SHED, Math.ceil(connections * SHED_SHARE))
  return { load: refusing(at - SHED_AFTER_MS + SHED_EVERY_MS, null), shed }
}

const refusing = (verySlowSince: number | null, quickSince: number | null): Load => ({
  kind: 'refusing',
  verySlowSince,
  quickSince,
})

/**
 * The delay that half of the time is no better than: of the gaps between looks that were to come every `every`
 * milliseconds, the one in which the middle of all their time lies, less `every`. Single pauses do not show in it.
 */
export function typicalDelay(gaps: readonly number[], every: number): number {
  const sorted = [...gaps].sort((a, b) => a - b)
  const half = sorted.reduce((sum, gap) => sum + gap, 0) / 2
  let passed = 0
  for (const gap of sorted) {
    passed += gap
    if (passed >= half) return Math.max(0, gap - every)
  }
  return 0
}
