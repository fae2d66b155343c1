import type { Deletion } from './update-scan.ts'

/** Clocks of one client: disjoint, not touching, ascending; `starts[i]` inclusive to `ends[i]` exclusive. */
interface Ranges {
  readonly starts: number[]
  readonly ends: number[]
}

/** So many are added one by one: each moves what lies behind it. */
const FEW = 16

/** Clocks of many clients, as ranges that are merged per client: what is deleted, say, or what stands in one place. */
export class ClockRanges {
  /** Made when there is something in it: a room has many of these, and most stay empty. */
  #clients: Map<number, Ranges> | null = null

  /** These, merged. */
  static of(deletions: Iterable<Deletion>): ClockRanges {
    const ranges = new ClockRanges()
    ranges.addAll([...deletions])
    return ranges
  }

  /** Adds a range; what is already there changes nothing. */
  add({ client, clock, length }: Deletion): void {
    this.#clients ??= new Map()
    const ranges = this.#clients.get(client)
    if (ranges === undefined) {
      this.#clients.set(client, { starts: [clock], ends: [clock + length] })
      return
    }
    const { starts, ends } = ranges
    let start = clock
    let end = clock + length
    const from = firstAtLeast(ends, start)
    let to = from
    while (to < starts.length && (starts[to] as number) <= end) to++
    if (to > from) {
      start = Math.min(start, starts[from] as number)
      end = Math.max(end, ends[to - 1] as number)
    }
    starts.splice(from, to - from, start)
    ends.splice(from, to - from, end)
  }

  /** Adds ranges in any order. Takes as long as there are ranges then, but for the sorting. */
  addAll(deletions: readonly Deletion[]): void {
    if (deletions.length <= FEW) {
      for (const deletion of deletions) this.add(deletion)
      return
    }
    this.#clients ??= new Map()
    for (const [client, sorted] of sortedByClient(deletions)) {
      const known = this.#clients.get(client)
      this.#clients.set(client, known === undefined ? merge(NO_RANGES, sorted) : merge(known, sorted))
    }
  }

  /** The parts of `deletion` that are not here yet, in order. */
  missing({ client, clock, length }: Deletion): Deletion[] {
    const end = clock + length
    const ranges = this.#clients?.get(client)
    if (ranges === undefined) return [{ client, clock, length }]
    const { starts, ends } = ranges
    const missing: Deletion[] = []
    let next = clock
    for (let i = firstAtLeast(ends, clock + 1); i < starts.length && next < end; i++) {
      const start = starts[i] as number
      if (start >= end) break
      if (start > next) missing.push({ client, clock: next, length: start - next })
      next = ends[i] as number
    }
    if (next < end) missing.push({ client, clock: next, length: end - next })
    return missing
  }

  has({ client, clock, length }: Deletion): boolean {
    const ranges = this.#clients?.get(client)
    if (ranges === undefined) return false
    const i = firstAtLeast(ranges.ends, clock + length)
    return i < ranges.starts.length && (ranges.starts[i] as number) <= clock
  }

  /** Each range, in ascending order per client. */
  *ranges(): Generator<Deletion> {
    for (const [client, { starts, ends }] of this.#clients ?? []) {
      for (let i = 0; i < starts.length; i++) {
        const clock = starts[i] as number
        yield { client, clock, length: (ends[i] as number) - clock }
      }
    }
  }

  /** Whether this one clock is here. */
  holds(client: number, clock: number): boolean {
    const ranges = this.#clients?.get(client)
    if (ranges === undefined) return false
    const i = firstAtLeast(ranges.ends, clock + 1)
    return i < ranges.starts.length && (ranges.starts[i] as number) <= clock
  }

  /** Number of clients with ranges. */
  get clients(): number {
    return this.#clients?.size ?? 0
  }

  /** Each client with the starts and ends of its ranges, in ascending order. */
  *entries(): Generator<readonly [client: number, starts: readonly number[], ends: readonly number[]]> {
    for (const [client, { starts, ends }] of this.#clients ?? []) yield [client, starts, ends]
  }
}

const NO_RANGES: Ranges = { starts: [], ends: [] }

function sortedByClient(deletions: readonly Deletion[]): ReadonlyMap<number, readonly Deletion[]> {
  const clients = new Map<number, Deletion[]>()
  for (const deletion of deletions) {
    const sameClient = clients.get(deletion.client)
    if (sameClient === undefined) clients.set(deletion.client, [deletion])
    else sameClient.push(deletion)
  }
  for (const sameClient of clients.values()) sameClient.sort((a, b) => a.clock - b.clock)
  return clients
}

/** Both in one pass from the lowest clock. */
function merge({ starts, ends }: Ranges, sorted: readonly Deletion[]): Ranges {
  const merged: Ranges = { starts: [], ends: [] }
  const put = (start: number, end: number): void => {
    const last = merged.ends.length - 1
    if (last < 0 || (merged.ends[last] as number) < start) {
      merged.starts.push(start)
      merged.ends.push(end)
    } else if ((merged.ends[last] as number) < end) merged.ends[last] = end
  }
  let i = 0
  for (const { clock, length } of sorted) {
    for (; i < starts.length && (starts[i] as number) <= clock; i++)
      put(starts[i] as number, ends[i] as number)
    put(clock, clock + length)
  }
  for (; i < starts.length; i++) put(starts[i] as number, ends[i] as number)
  return merged
}

/** Index of the first element that is at least `value`, by halving; `sorted.length` when there is none. */
function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  // Typing and erasing happen at the end of a client's clocks: look there first.
  if (high > 0 && (sorted[high - 1] as number) < value) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
