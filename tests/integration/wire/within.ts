import { vi } from 'vitest'

const EVENTUALLY_MS = 5_000

/** The promise, or a rejection that says what was waited for: no test hangs. */
export function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${ms} ms`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** Waits until `check` no longer throws. */
export const eventually = <T>(check: () => T | Promise<T>, ms = EVENTUALLY_MS): Promise<T> =>
  vi.waitFor(check, { timeout: ms, interval: 3 })
