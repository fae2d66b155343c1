import { describe, expect, test } from 'vitest'
import { afterClose, type CloseWord, closeReason } from '../../lib/close-codes.ts'
import { afterProbe, downCause, retryDelay } from '../../lib/reconnect.ts'

/** Every word there is; the type makes the compiler complain when one is missing here. */
const WORDS = Object.keys({
  left: 1,
  stop: 1,
  idle: 1,
  framing: 1,
  'text-frame': 1,
  'binary-frame': 1,
  malformed: 1,
  role: 1,
  revoked: 1,
  deleted: 1,
  banned: 1,
  session: 1,
  guard: 1,
  'message-size': 1,
  'doc-size': 1,
  compression: 1,
  storage: 1,
  internal: 1,
  restart: 1,
  rate: 1,
  'chat-rate': 1,
  slow: 1,
  overload: 1,
} satisfies Record<CloseWord, 1>) as CloseWord[]

describe('close reasons', () => {
  test('[SEC 17] are short machine words of at most 123 octets (RFC 6455 section 5.5)', () => {
    for (const word of WORDS) {
      expect(word).toMatch(/^[a-z]+(-[a-z]+)*$/)
      const longest = closeReason({ code: 1013, word, retryAfter: Number.MAX_SAFE_INTEGER })
      expect(new TextEncoder().encode(longest).length).toBeLessThanOrEqual(123)
    }
  })

  test('carry the delay of 1013 there and back', () => {
    const reason = closeReason({ code: 1013, word: 'rate', retryAfter: 5 })
    expect(reason).toBe('rate 5')
    expect(afterClose(1013, reason)).toEqual({ kind: 'retry', delay: { seconds: 5 } })
  })

  test('of a stop are told back whole', () => {
    for (const word of WORDS) {
      expect(afterClose(1008, closeReason({ code: 1008, word }))).toEqual({ kind: 'stop', code: 1008, word })
    }
  })
})

test.each([
  [1000, 'left', 'stop'],
  [1001, 'stop', 'backoff'],
  [1002, 'framing', 'stop'],
  [1003, 'text-frame', 'stop'],
  [1005, '', 'backoff'],
  [1006, '', 'backoff'],
  [1007, 'malformed', 'stop'],
  [1008, 'revoked', 'stop'],
  [1009, 'doc-size', 'stop'],
  [1010, 'compression', 'stop'],
  [1011, 'storage', 'backoff'],
  [1012, 'restart', 'jitter'],
  [1013, 'slow', 'backoff'],
  [1013, 'overload soon', 'backoff'],
  [1013, 'rate -5', 'backoff'],
  [1013, 'rate 1e9', 'backoff'],
  [1013, 'rate 99999', 'backoff'],
  [1015, '', 'stop'],
  [4000, 'of a later server', 'backoff'],
])('after %i “%s” a client does: %s', (code, reason, expected) => {
  const next = afterClose(code, reason)
  expect(next.kind === 'stop' ? 'stop' : next.delay).toBe(expected)
})

/** The shortest and the longest delay that randomness can make, in milliseconds. */
const range = (delay: Parameters<typeof retryDelay>[0], attempt: number): [number, number] => [
  retryDelay(delay, attempt, 0),
  retryDelay(delay, attempt, 1 - 2 ** -53),
]

describe('the delay before the next connection', () => {
  test('with backoff doubles from 0.3 s to at most 10 s, half of it jitter', () => {
    const longest = [300, 600, 1_200, 2_400, 4_800, 9_600, 10_000, 10_000]
    longest.forEach((most, attempt) => {
      const [least, reached] = range('backoff', attempt)
      expect(least).toBe(most / 2)
      expect(reached).toBeGreaterThan(most * 0.99)
      expect(reached).toBeLessThanOrEqual(most)
    })
  })

  test('with backoff stays bounded after any number of failures', () => {
    for (const attempt of [16, 17, 1_023, 1_024, 10_000, Number.MAX_SAFE_INTEGER]) {
      expect(range('backoff', attempt)[0]).toBe(5_000)
      expect(range('backoff', attempt)[1]).toBeLessThanOrEqual(10_000)
    }
  })

  test('after a restart spreads a crowd over a window, whatever the attempt', () => {
    for (const attempt of [0, 9]) {
      const [least, most] = range('jitter', attempt)
      expect(least).toBeGreaterThan(0)
      expect(most - least).toBeGreaterThan(2_000)
      expect(most).toBeLessThanOrEqual(3_000)
    }
  })

  test('after 1013 is never shorter than the reason says, and little longer', () => {
    for (const seconds of [1, 5, 600]) {
      const [least, most] = range({ seconds }, 3)
      expect(least).toBe(seconds * 1_000)
      expect(most).toBeGreaterThan(least)
      expect(most).toBeLessThanOrEqual(seconds * 1_250)
    }
  })
})

test.each([
  [1012, true, 'restart'],
  [1013, true, 'busy'],
  [1011, true, 'server'],
  [1006, true, 'line'],
  [1001, true, 'line'],
  [1012, false, 'offline'],
  [1006, false, 'offline'],
] as const)('of a close %i with the device online: %s the person is told “%s”', (code, online, cause) => {
  expect(downCause(code, online)).toBe(cause)
})

test.each([
  [401, 'session', '1008 session'],
  [403, 'no-access', '1008 revoked'],
  [403, 'banned', '1008 banned'],
  [403, 'locked', '403 locked'],
  [403, 'origin', '403 origin'],
  [403, 'of a later server', '1008 revoked'],
  [404, 'no-document', '1008 deleted'],
])('[H6, H8–H10] a handshake refused with %i %s ends as %s', (status, word, stop) => {
  const [code, meaning] = stop.split(' ')
  expect(afterProbe({ kind: 'refused', status, word, retryAfter: null })).toEqual({
    kind: 'stop',
    code: Number(code),
    word: meaning,
  })
})

test.each([
  [429, 'rate', 30, 'too-many', { seconds: 30 }],
  [429, 'rate', null, 'too-many', 'backoff'],
  [429, 'rate', 0, 'too-many', { seconds: 1 }],
  [429, 'rate', 86_400, 'too-many', { seconds: 600 }],
  [503, 'full', 5, 'full', { seconds: 5 }],
  [503, 'memory', 5, 'full', { seconds: 5 }],
  [503, 'overload', 5, 'busy', { seconds: 5 }],
  [503, 'draining', 5, 'restart', { seconds: 5 }],
] as const)('[H11, H12] one refused with %i %s and Retry-After %j is tried again', (...row) => {
  const [status, word, retryAfter, cause, delay] = row
  expect(afterProbe({ kind: 'refused', status, word, retryAfter })).toEqual({ kind: 'retry', cause, delay })
})

test('what HTTP does not know decides nothing', () => {
  for (const kind of ['admitted', 'unreachable'] as const) expect(afterProbe({ kind })).toBeNull()
  expect(afterProbe({ kind: 'refused', status: 500, word: 'internal', retryAfter: null })).toBeNull()
})
