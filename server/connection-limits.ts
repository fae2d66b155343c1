import { addressGroup } from './address-group.ts'
import { TokenBucket } from './token-bucket.ts'

/** Connections that a user may open: on average, and at once (a browser that restores its tabs). */
const USER_PER_SECOND = 10
const USER_BURST = 100
/** The same for an address, behind which there may be a whole office. */
const ADDRESS_PER_SECOND = 50
const ADDRESS_BURST = 500
/** Wait told to a user with too many connections open, in seconds. */
const TOO_MANY_SECONDS = 30

/** How many connections there are, and how fast they come: in all, per user, per address. */
export class ConnectionLimits {
  readonly #perUser: number | null
  readonly #now: () => number
  readonly #open = new Map<string, number>()
  readonly #buckets = new Map<string, TokenBucket>()
  #total = 0

  /** `perUser` connections at once; null lifts all limits of this class. */
  constructor(perUser: number | null, now: () => number) {
    this.#perUser = perUser
    this.#now = now
  }

  get total(): number {
    return this.#total
  }

  /** Different people who are connected. */
  get people(): number {
    return this.#open.size
  }

  /** Counts an attempt. Returns the seconds to wait when it is one too many, else null. */
  attempt(userId: string, address: string): number | null {
    return this.#check(userId, address, (bucket, now) => bucket.take(now))
  }

  /** What an attempt would return, without counting one. */
  wait(userId: string, address: string): number | null {
    return this.#check(userId, address, (bucket, now) => bucket.has(now))
  }

  opened(userId: string): void {
    this.#total++
    this.#open.set(userId, (this.#open.get(userId) ?? 0) + 1)
  }

  closed(userId: string): void {
    this.#total--
    const open = (this.#open.get(userId) ?? 1) - 1
    if (open === 0) this.#open.delete(userId)
    else this.#open.set(userId, open)
  }

  /** Forgets who has not come for a while. */
  tick(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key)
  }

  #check(
    userId: string,
    address: string,
    allows: (bucket: TokenBucket, now: number) => boolean,
  ): number | null {
    if (this.#perUser === null) return null
    if ((this.#open.get(userId) ?? 0) >= this.#perUser) return TOO_MANY_SECONDS
    const now = this.#now()
    const user = this.#bucket(`user ${userId}`, USER_PER_SECOND, USER_BURST, now)
    if (!allows(user, now)) return user.secondsToWait()
    const from = this.#bucket(`address ${addressGroup(address)}`, ADDRESS_PER_SECOND, ADDRESS_BURST, now)
    return allows(from, now) ? null : from.secondsToWait()
  }

  #bucket(key: string, perSecond: number, burst: number, now: number): TokenBucket {
    let bucket = this.#buckets.get(key)
    if (bucket === undefined) {
      bucket = new TokenBucket(perSecond, burst, now)
      this.#buckets.set(key, bucket)
    }
    return bucket
  }
}
