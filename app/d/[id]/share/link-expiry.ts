const DAY_MS = 24 * 60 * 60 * 1_000

export const EXPIRIES = ['never', 'day', 'week', 'month', 'date'] as const
export type Expiry = (typeof EXPIRIES)[number]

const DAYS = { day: 1, week: 7, month: 30 } as const

/**
 * When a link chosen now ends, as ISO 8601; null is never. `date` is a day as a date field writes it
 * (YYYY-MM-DD): the link lasts until that day is over where the person is. Undefined when that is no day to come.
 */
export function expiryTime(choice: Expiry, date: string, now: number): string | null | undefined {
  if (choice === 'never') return null
  if (choice !== 'date') return new Date(now + DAYS[choice] * DAY_MS).toISOString()
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const end = new Date(year, month - 1, day + 1)
  return Number.isNaN(end.getTime()) || end.getTime() <= now || year < 2000 ? undefined : end.toISOString()
}

/** The day of `now` as a date field writes it, where the person is. */
export function dayOf(now: number): string {
  const then = new Date(now)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`
}
