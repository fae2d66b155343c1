import { TokenBucket } from '../token-bucket.ts'

/** Things that are counted at once. Past it the oldest are forgotten. */
const MAX_KEYS = 10_000

/** Bounds how often something may be tried, for instance a password, per account or document. */
export class AttemptLimits {
  readonly #perSecond: number
  readonly #burst: number
  readonly #now: () => number
  readonly #buckets = new Map<string, TokenBucket>()

  /** `burst` at once, then `perMinute`. `now` in milliseconds. */
  constructor(perMinute: number, burst: number, now: () => number) {
    this.#perSecond = perMinute / 60
    this.#burst = burst
    this.#now = now
  }

  /** Counts an attempt. Returns the seconds to wait when there were too many, else null. */
  attempt(key: string): number | null {
    const now = this.#now()
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#perSecond, this.#burst, now)
    // the last used stands last
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= MAX_KEYS) break
      this.#buckets.delete(oldest)
    }
    return bucket.take(now) ? null : bucket.secondsToWait()
  }
}
