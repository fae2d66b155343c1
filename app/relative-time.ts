const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const thisYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const anyYear = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** How long ago `iso` was, in words; a date when it is over a week. `now` in ms since the epoch. */
export function relativeTime(iso: string, now: number): string {
  const then = new Date(iso)
  const ago = Math.max(0, now - then.getTime())
  if (Number.isNaN(ago)) return ''
  if (ago < MINUTE_MS) return 'just now'
  if (ago < HOUR_MS) return words.format(-Math.floor(ago / MINUTE_MS), 'minute')
  if (ago < DAY_MS) return words.format(-Math.floor(ago / HOUR_MS), 'hour')
  if (ago < 7 * DAY_MS) return words.format(-Math.floor(ago / DAY_MS), 'day')
  const sameYear = then.getUTCFullYear() === new Date(now).getUTCFullYear()
  return (sameYear ? thisYear : anyYear).format(then)
}
