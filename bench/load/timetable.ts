import { setTimeout as sleep } from 'node:timers/promises'

/** Parallel arrays in order of time, which is in milliseconds from the start. */
export interface Events {
  readonly times: Float64Array
  readonly who: Uint32Array
}

export interface Line {
  readonly events: Events
  /** What is due for whom. */
  readonly act: (who: number) => void
}

/** Does each thing at its time, or as soon after it as the timer allows. Starts when it is made. */
export class Timetable {
  readonly #lines: readonly Line[]
  readonly #next: number[]
  readonly #started = performance.now()
  /** The latest that anything was done, in milliseconds after it was due. */
  latestMs = 0

  constructor(lines: readonly Line[]) {
    this.#lines = lines
    this.#next = lines.map(() => 0)
  }

  /** Resolves at `untilMs` after the start. */
  async followUntil(untilMs: number): Promise<void> {
    for (let now = this.#now(); now < untilMs; now = this.#now()) {
      this.#doDue(now)
      await sleep(1)
    }
    this.#doDue(untilMs)
  }

  #now(): number {
    return performance.now() - this.#started
  }

  #doDue(now: number): void {
    for (const [line, { events, act }] of this.#lines.entries()) {
      let next = this.#next[line] ?? 0
      for (; next < events.times.length && (events.times[next] ?? 0) <= now; next++) {
        act(events.who[next] ?? 0)
        this.latestMs = Math.max(this.latestMs, now - (events.times[next] ?? 0))
      }
      this.#next[line] = next
    }
  }
}
