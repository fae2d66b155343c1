import { SERIES, type Series, type StatsRow } from '../../lib/server-watch.ts'

const HOUR_SECONDS = 3_600
/** Rows younger than this are told one by one, older ones … */
const FINE_ROWS = 300
/** … so many as one. */
const ROWS_PER_POINT = 10
/** Of these a point shows the worst: a mean would hide it. Of the others the mean. */
const WORST: ReadonlySet<Series> = new Set(['ackP99', 'loopP99', 'fsyncP99', 'slow', 'uncommitted'])

/** The measurements of the last hour, one row a second, in memory that never grows. Null is kept as NaN. */
export class StatsHistory {
  readonly #capacity: number
  readonly #times: Float64Array
  readonly #columns: readonly Float64Array[]
  #next = 0
  #length = 0

  constructor(capacity = HOUR_SECONDS) {
    this.#capacity = capacity
    this.#times = new Float64Array(capacity)
    this.#columns = SERIES.map(() => new Float64Array(capacity))
  }

  get length(): number {
    return this.#length
  }

  /** `values` in the order of {@link SERIES}; `at` in milliseconds since 1970. */
  push(at: number, values: Float64Array): void {
    this.#times[this.#next] = at
    for (const [index, column] of this.#columns.entries()) column[this.#next] = values[index] ?? Number.NaN
    this.#next = (this.#next + 1) % this.#capacity
    this.#length = Math.min(this.#length + 1, this.#capacity)
  }

  /** Oldest first: the last minutes one by one, what was before in coarse points. */
  rows(): StatsRow[] {
    const rows: StatsRow[] = []
    const coarse = Math.max(0, this.#length - FINE_ROWS)
    for (let from = 0; from < coarse; from += ROWS_PER_POINT) {
      rows.push(this.#point(from, Math.min(from + ROWS_PER_POINT, coarse)))
    }
    for (let at = coarse; at < this.#length; at++) rows.push(this.#point(at, at + 1))
    return rows
  }

  /** The rows from `from` to before `to`, counted from the oldest, as one that stands at the time of the last. */
  #point(from: number, to: number): StatsRow {
    const row: StatsRow = [this.#times[this.#slot(to - 1)] ?? 0]
    for (const [index, column] of this.#columns.entries()) {
      row.push(this.#summary(column, from, to, WORST.has(SERIES[index] as Series)))
    }
    return row
  }

  #summary(column: Float64Array, from: number, to: number, worst: boolean): number | null {
    let sum = 0
    let most = Number.NEGATIVE_INFINITY
    let count = 0
    for (let at = from; at < to; at++) {
      const value = column[this.#slot(at)] as number
      if (Number.isNaN(value)) continue
      sum += value
      most = Math.max(most, value)
      count++
    }
    return count === 0 ? null : rounded(worst ? most : sum / count)
  }

  #slot(fromOldest: number): number {
    return (this.#next - this.#length + fromOldest + this.#capacity) % this.#capacity
  }
}

/** Enough for a chart, and few octets. */
export const rounded = (value: number): number => Math.round(value * 100) / 100
