import { monitorEventLoopDelay } from 'node:perf_hooks'
import { SERIES, type Series } from '../../lib/server-watch.ts'
import { type DurationHistogram, quantileSince } from './duration-histogram.ts'
import type { Measures } from './measures.ts'

/** How often the event loop is looked at: what Node measures includes this. */
const LOOP_LOOK_MS = 10
const NS_PER_MS = 1e6

/** What is there at this moment and costs next to nothing to ask. */
export type Standings = Readonly<
  Record<'people' | 'sync' | 'live' | 'rooms' | 'roomOctets' | 'uncommitted' | 'slow' | 'diskFree', number>
>

/** Measures the server once a second: how it stands, and what has happened since the last time. */
export class Sampler {
  readonly #measures: Measures
  readonly #standings: () => Standings
  readonly #loop = monitorEventLoopDelay({ resolution: LOOP_LOOK_MS })
  readonly #row = new Float64Array(SERIES.length)
  #lastAt: number
  #records = 0
  #commits = 0
  #octets = { in: 0, out: 0 }
  #cpu = process.cpuUsage()
  #acks: Float64Array
  #fsyncs: Float64Array

  /** `now` in milliseconds, on a clock that does not run back. */
  constructor(measures: Measures, standings: () => Standings, now: number) {
    this.#measures = measures
    this.#standings = standings
    this.#lastAt = now
    this.#acks = measures.ackMs.counts.slice()
    this.#fsyncs = measures.commitMs.counts.slice()
    this.#loop.enable()
  }

  /** A value for each of {@link SERIES}; NaN where there is none. The same array each time. */
  sample(now: number): Float64Array {
    const { records, commits, octets, ackMs, commitMs } = this.#measures
    const seconds = Math.max(0.001, (now - this.#lastAt) / 1_000)
    this.#lastAt = now
    const { in: octetsIn, out: octetsOut } = octets.total
    const cpu = process.cpuUsage()
    const { rss, heapUsed } = process.memoryUsage()
    const values: Readonly<Record<Series, number>> = {
      ...this.#standings(),
      updates: (records - this.#records) / seconds,
      octetsIn: (octetsIn - this.#octets.in) / seconds,
      octetsOut: (octetsOut - this.#octets.out) / seconds,
      ackP50: quantile(ackMs, this.#acks, 0.5),
      ackP99: quantile(ackMs, this.#acks, 0.99),
      loopP99: this.#loop.count === 0 ? 0 : Math.max(0, this.#loop.percentile(99) / NS_PER_MS - LOOP_LOOK_MS),
      commits: (commits - this.#commits) / seconds,
      fsyncP99: quantile(commitMs, this.#fsyncs, 0.99),
      cpu: (cpu.user + cpu.system - this.#cpu.user - this.#cpu.system) / seconds / 10_000,
      rss,
      heap: heapUsed,
    }
    this.#loop.reset()
    this.#records = records
    this.#commits = commits
    this.#octets = { in: octetsIn, out: octetsOut }
    this.#cpu = cpu
    this.#acks.set(ackMs.counts)
    this.#fsyncs.set(commitMs.counts)
    for (const [index, series] of SERIES.entries()) this.#row[index] = values[series]
    return this.#row
  }

  stop(): void {
    this.#loop.disable()
  }
}

/** Of what was recorded since `before`; NaN when that is nothing. */
function quantile(now: DurationHistogram, before: Float64Array, share: number): number {
  const last = before.reduce((sum, count) => sum + count, 0)
  return now.count === last ? Number.NaN : quantileSince(now, before, share)
}
