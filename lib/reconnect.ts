import type { AfterClose } from './close-codes.ts'
import type { DownCause } from './sync-status.ts'

const FIRST_DELAY_MS = 300
const LONGEST_DELAY_MS = 10_000
const RESTART_DELAY_MS = { least: 200, most: 3_000 } as const

type RetryDelay = Extract<AfterClose, { kind: 'retry' }>['delay']

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
 * What a document's HTTP address said after a handshake that failed. Browsers hide the status of a refused
 * WebSocket handshake, so the same question is asked over HTTP.
 */
export type ProbeResult = 'reachable' | 'unreachable' | 'signed-out' | 'no-access' | 'gone'

export function probeResult(status: number): ProbeResult {
  if (status === 401) return 'signed-out'
  if (status === 403) return 'no-access'
  if (status === 404) return 'gone'
  return 'reachable'
}

/** The stop that a failed handshake amounts to, or null when it is to be tried again. */
export function probeStop(result: ProbeResult): { readonly code: number; readonly word: string } | null {
  switch (result) {
    case 'signed-out':
      return { code: 1008, word: 'session' }
    case 'no-access':
      return { code: 1008, word: 'revoked' }
    case 'gone':
      return { code: 1008, word: 'deleted' }
    case 'reachable':
    case 'unreachable':
      return null
  }
}
