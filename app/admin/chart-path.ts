import type { Series, StatsRow } from '../../lib/server-watch.ts'
import { figureOf, timeOf } from './server-feed.ts'

/** Size of the drawing in units of its own; it is stretched to where it stands. */
export const WIDTH = 300
export const HEIGHT = 60
/** Where nothing was measured for longer than this the line is broken. */
const GAP_MS = 30_000

/**
 * The line of a series as an SVG path: the time of the last row stands at {@link WIDTH}, 0 at {@link HEIGHT} and
 * `top` at 0. Of rows that fall into one unit of width the highest value stands for all.
 */
export function chartPath(rows: readonly StatsRow[], series: Series, spanMs: number, top: number): string {
  const last = rows.at(-1)
  if (last === undefined) return ''
  const end = timeOf(last)
  const parts: string[] = []
  let column = Number.NaN
  let high = 0
  let lastAt = Number.NEGATIVE_INFINITY
  let isBroken = true
  const flush = (): void => {
    if (Number.isNaN(column)) return
    const y = HEIGHT - (Math.min(high, top) / top) * HEIGHT
    // a line of no length is a dot, with round ends
    parts.push(`${isBroken ? `M${column},${y.toFixed(1)}` : ''}L${column},${y.toFixed(1)}`)
    isBroken = false
  }
  for (const row of rows) {
    const at = timeOf(row)
    const value = figureOf(row, series)
    if (value === null || at < end - spanMs) continue
    const here = Math.floor(WIDTH - ((end - at) / spanMs) * WIDTH)
    if (here !== column || at - lastAt > GAP_MS) {
      flush()
      if (at - lastAt > GAP_MS) isBroken = true
      column = here
      high = value
    } else high = Math.max(high, value)
    lastAt = at
  }
  flush()
  return parts.join('')
}

/** The highest value of some series in the time shown; 0 when there is none. */
export function highest(rows: readonly StatsRow[], series: readonly Series[], spanMs: number): number {
  const last = rows.at(-1)
  const since = last === undefined ? 0 : timeOf(last) - spanMs
  let most = 0
  for (const row of rows) {
    if (timeOf(row) < since) continue
    for (const each of series) most = Math.max(most, figureOf(row, each) ?? 0)
  }
  return most
}

/** A round number that is a little more, so that the line does not touch the upper edge. */
export function topOf(most: number): number {
  if (most <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(most * 1.1))
  const factor = [1, 1.5, 2, 3, 5, 7.5, 10].find((step) => step * power >= most * 1.1) ?? 10
  return factor * power
}
