import type { TallyLine } from '../../lib/server-watch.ts'
import type { Endpoint, Tally } from './measures.ts'

const SECONDS = 60

type Counts = Readonly<Record<Endpoint, Tally>>
type Frozen = Readonly<Record<Endpoint, ReadonlyMap<string, number>>>

/** What of a growing tally fell into the last minute. Counted once a second; keeps the counts of a minute ago. */
export class MinuteTally {
  readonly #counts: Counts
  readonly #before: Frozen[] = []
  #sum = -1

  constructor(counts: Counts) {
    this.#counts = counts
  }

  tick(): void {
    const sum = total(this.#counts)
    const last = this.#before.at(-1)
    this.#before.push(last !== undefined && sum === this.#sum ? last : frozen(this.#counts))
    this.#sum = sum
    if (this.#before.length > SECONDS + 1) this.#before.shift()
  }

  /** Most frequent first. */
  lines(): TallyLine[] {
    const start = this.#before.length > SECONDS ? this.#before[0] : undefined
    const lines = (['sync', 'live'] as const).flatMap((endpoint) =>
      [...this.#counts[endpoint]].map(([what, count]) => ({
        endpoint,
        what,
        total: count,
        minute: count - (start?.[endpoint].get(what) ?? 0),
      })),
    )
    return lines.sort((a, b) => b.total - a.total)
  }
}

const frozen = ({ sync, live }: Counts): Frozen => ({ sync: new Map(sync), live: new Map(live) })

function total({ sync, live }: Counts): number {
  let sum = 0
  for (const count of sync.values()) sum += count
  for (const count of live.values()) sum += count
  return sum
}
