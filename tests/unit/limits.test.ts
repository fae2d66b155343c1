import { describe, expect, test } from 'vitest'
import { sizeLevel } from '../../lib/size-level.ts'
import { ConnectionLimits } from '../../server/connection-limits.ts'
import { DocumentSize } from '../../server/document-size.ts'
import { TokenBucket } from '../../server/token-bucket.ts'

/** How many of `tries` are allowed at `now`. */
const taken = (bucket: TokenBucket, now: number, tries: number): number =>
  Array.from({ length: tries }, () => bucket.take(now)).filter(Boolean).length

describe('[L3] a token bucket', () => {
  test('allows its burst at once, and then what comes back in time', () => {
    const bucket = new TokenBucket(100, 1_000, 0)
    expect(taken(bucket, 0, 2_000)).toBe(1_000)
    expect(taken(bucket, 50, 100)).toBe(5)
    expect(taken(bucket, 1_050, 2_000)).toBe(100)
  })

  test('never holds more than its burst, however long it rests', () => {
    const bucket = new TokenBucket(100, 1_000, 0)
    expect(taken(bucket, 86_400_000, 5_000)).toBe(1_000)
  })

  test('allows the sustained rate for ever, in however small steps time comes', () => {
    const bucket = new TokenBucket(100, 10, 0)
    taken(bucket, 0, 10)
    let allowed = 0
    for (let now = 1; now <= 60_000; now++) allowed += taken(bucket, now, 3)
    expect(allowed).toBeGreaterThanOrEqual(5_999)
    expect(allowed).toBeLessThanOrEqual(6_000)
  })

  test('gives nothing for a clock that runs back', () => {
    const bucket = new TokenBucket(100, 10, 1_000)
    taken(bucket, 1_000, 10)
    expect(taken(bucket, 0, 5)).toBe(0)
  })

  test('says a wait after which there is a token, in whole seconds and never 0', () => {
    for (const perSecond of [0.01, 0.3, 1, 7, 100]) {
      const bucket = new TokenBucket(perSecond, 1, 0)
      bucket.take(0)
      expect(bucket.take(0)).toBe(false)
      const wait = bucket.secondsToWait()
      expect(Number.isInteger(wait) && wait >= 1, `${wait}`).toBe(true)
      expect(bucket.take(wait * 1_000)).toBe(true)
    }
  })

  test('may be forgotten only when it is as good as a new one', () => {
    const bucket = new TokenBucket(10, 20, 0)
    expect(bucket.isFull(0)).toBe(true)
    taken(bucket, 0, 10)
    expect([bucket.isFull(999), bucket.isFull(1_000)]).toEqual([false, true])
  })
})

describe('[H11, H12] connection limits', () => {
  function world(perUser: number | null = 3) {
    let now = 0
    const limits = new ConnectionLimits(perUser, () => now)
    const attempts = (count: number, user: (i: number) => string, address = 'a') =>
      Array.from({ length: count }, (_, i) => limits.attempt(user(i), address)).filter(
        (wait) => wait === null,
      ).length
    const pass = (ms: number): void => {
      now += ms
    }
    return { limits, attempts, pass, now: () => now }
  }
  const ann = () => 'ann'

  test('a user has a number of connections at once, another user has their own', () => {
    const { limits } = world()
    for (let i = 0; i < 3; i++) limits.opened('ann')
    expect(limits.attempt('ann', 'a')).toBeGreaterThan(0)
    expect(limits.attempt('bob', 'a')).toBeNull()
    limits.closed('ann')
    expect([limits.attempt('ann', 'a'), limits.total]).toEqual([null, 2])
  })

  test('an attempt alone opens nothing', () => {
    const { limits, attempts } = world()
    attempts(50, ann)
    expect([limits.total, limits.attempt('ann', 'a')]).toEqual([0, null])
  })

  test('a user who opens too fast waits, from whatever address, and is then let in', () => {
    const { limits, attempts, pass } = world()
    expect(attempts(300, ann)).toBe(100)
    const wait = limits.attempt('ann', 'elsewhere')
    if (wait === null) throw new Error('not limited')
    expect(limits.attempt('bob', 'a')).toBeNull()
    pass(wait * 1_000)
    expect(limits.attempt('ann', 'a')).toBeNull()
  })

  test('an address that opens too fast waits, whoever it says to be', () => {
    const { limits, attempts } = world()
    expect(attempts(2_000, (i) => `guest ${i}`)).toBe(500)
    expect(limits.attempt('ann', 'elsewhere')).toBeNull()
  })

  test('a user and an address of the same name are two', () => {
    const { attempts, limits } = world()
    expect(attempts(300, () => 'x', 'x')).toBe(100)
    expect(limits.attempt('y', 'x')).toBeNull()
  })

  test('a tick forgets nobody who must still wait', () => {
    const { limits, attempts, pass, now } = world()
    attempts(300, ann)
    pass(50)
    limits.tick(now())
    expect(limits.attempt('ann', 'a')).not.toBeNull()
  })

  test('lifted limits still count', () => {
    const { limits, attempts } = world(null)
    for (let i = 0; i < 500; i++) limits.opened('ann')
    expect([attempts(5_000, ann), limits.total]).toEqual([5_000, 500])
  })
})

describe('[L2] the size of a document', () => {
  test('is the snapshot and every record since, until it is measured', () => {
    const size = new DocumentSize(1_000, 200)
    size.add(50)
    expect(size.octets).toBe(1_250)
    size.measured(12, 900, 30)
    expect(size.octets).toBe(930)
    size.add(5)
    expect(size.octets).toBe(935)
  })

  test('is not changed by older news, which may come late from a worker', () => {
    const size = new DocumentSize(0, 0)
    size.measured(20, 500, 40)
    size.measured(10, 100, 0)
    size.measured(20, 400, 0)
    expect(size.octets).toBe(540)
  })
})

describe('[L7] whether the size of a document is to be measured for people', () => {
  const CAP = 1_000
  function sized(base: number, since = 0): DocumentSize {
    return new DocumentSize(base, since)
  }

  test('is not while it cannot have reached a level', () => {
    const size = sized(700)
    size.add(99)
    expect(size.isInDoubt(CAP)).toBe(false)
  })

  test('is as soon as it may have reached one, until it is known', () => {
    for (const level of [800, 900, 1_000]) {
      const size = sized(level - 10)
      size.measured(1, level - 10, 0)
      size.add(10)
      expect(size.isInDoubt(CAP), `${level}`).toBe(true)
      size.measured(2, level, 0)
      expect(size.isInDoubt(CAP), `${level}`).toBe(false)
    }
  })

  test('is after every change above a level: it may have shrunk', () => {
    const size = sized(0)
    size.measured(1, 850, 0)
    expect(size.isInDoubt(CAP)).toBe(false)
    size.add(1)
    expect(size.isInDoubt(CAP)).toBe(true)
    size.measured(2, 300, 0)
    expect(size.isInDoubt(CAP)).toBe(false)
  })

  test('is not for a snapshot, whose size is exact, but for records that may be much or little', () => {
    expect(sized(950).isInDoubt(CAP)).toBe(false)
    expect(sized(100, 850).isInDoubt(CAP)).toBe(true)
  })

  test('older news changes nothing and is not told', () => {
    const size = sized(0)
    expect([size.measured(5, 850, 0), size.measured(4, 10, 0), size.octets]).toEqual([true, false, 850])
  })
})

test('[L7] the level of a size is the highest that it has reached', () => {
  expect([0, 799, 800, 899, 900, 999, 1_000, 5_000].map((bytes) => sizeLevel(bytes, 1_000))).toEqual([
    0, 0, 80, 80, 90, 90, 100, 100,
  ])
})
