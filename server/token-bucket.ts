/** Allows `perSecond` things a second on average and up to `burst` at once. Time comes in with each call. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #at: number

  /** `now` in milliseconds, of any clock that does not run back. */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#at = now
  }

  /** Takes one token; false when there is none. */
  take(now: number): boolean {
    if (!this.has(now)) return false
    this.#tokens -= 1
    return true
  }

  /** Whether there is a token to take. */
  has(now: number): boolean {
    const refill = ((now - this.#at) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, refill))
    this.#at = now
    return this.#tokens >= 1
  }

  /** Whole seconds until a token is there, at least 1. */
  secondsToWait(): number {
    return Math.max(1, Math.ceil((1 - this.#tokens) / this.#perSecond))
  }

  /** Whether it is as full as a new one: nothing is lost by forgetting it. */
  isFull(now: number): boolean {
    return this.#tokens + ((now - this.#at) / 1000) * this.#perSecond >= this.#burst
  }
}
