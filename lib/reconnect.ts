import type { AfterClose } from './close-codes.ts'
import type { DownCause } from './sync-status.ts'

const FIRST_DELAY_MS = 300
const LONGEST_DELAY_MS = 10_000
const RESTART_DELAY_MS = { least: 200, most: 3_000 } as const

export type RetryDelay = Extract<AfterClose, { kind: 'retry' }>['delay']

/**
 * Milliseconds to wait before the next connection. `attempt` counts the failures since the last sync, from 0;
 * `random` is in [0, 1). Each delay has jitter, so that a crowd does not return as one.
 */
export function retryDelay(delay: RetryDelay, attempt: number, random: number): number {
  if (delay === 'jitter') {
    return RESTART_DELAY_MS.least + random * (RESTART_DELAY_MS.most - RESTART_DELAY_MS.least)
  }
  if (delay === 'backoff') {
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 16))
    return longest * (0.5 + random / 2)
  }
  return delay.seconds * 1_000 * (1 + random / 4)
}

/** What the person is told about a close that is retried. */
export function downCause(code: number, online: boolean): DownCause {
  if (!online) return 'offline'
  if (code === 1012) return 'restart'
  if (code === 1013) return 'busy'
  if (code === 1011) return 'server'
  return 'line'
}

/**
 * What the server says over HTTP after a handshake that failed: browsers hide the answer to a refused handshake from
 * the page, so it is asked for again. `word` is the machine word of the refusal, `retryAfter` its seconds.
 */
export type ProbeResult =
  | { readonly kind: 'admitted' | 'unreachable' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly word: string
      readonly retryAfter: number | null
    }

/** What a client does after a refused handshake: the HTTP half of the close-code table. */
export type AfterRefusal =
  | { readonly kind: 'stop'; readonly code: number; readonly word: string }
  | { readonly kind: 'retry'; readonly cause: DownCause; readonly delay: RetryDelay }

/** Whom the server refuses with these goes on as with the close of the same meaning. */
const REFUSALS: Readonly<Record<number, readonly [code: number, word: string]>> = {
  401: [1008, 'session'],
  403: [1008, 'revoked'],
  404: [1008, 'deleted'],
}
/** Refusals that no close has, kept as they are. */
const OWN_REFUSALS: ReadonlySet<string> = new Set(['locked', 'origin'])
/** What the person is told of a 503 with these words; of others that the server is full. */
const SHORTAGES: Readonly<Record<string, DownCause>> = { draining: 'restart', overload: 'busy' }
const LONGEST_WAIT_SECONDS = 600

/** Decides what a client does about what {@link ProbeResult} says; null when that says nothing new. */
export function afterProbe(result: ProbeResult): AfterRefusal | null {
  if (result.kind !== 'refused') return null
  const { status, word, retryAfter } = result
  if (OWN_REFUSALS.has(word)) return { kind: 'stop', code: status, word }
  const refusal = REFUSALS[status]
  if (refusal !== undefined) {
    const [code, meaning] = refusal
    return { kind: 'stop', code, word: word === 'banned' ? word : meaning }
  }
  const delay =
    retryAfter === null ? 'backoff' : { seconds: Math.min(Math.max(retryAfter, 1), LONGEST_WAIT_SECONDS) }
  if (status === 429) return { kind: 'retry', cause: 'too-many', delay }
  return status === 503 ? { kind: 'retry', cause: SHORTAGES[word] ?? 'full', delay } : null
}
