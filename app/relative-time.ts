import type { Language } from '../lib/i18n/languages.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

interface Formats {
  readonly words: Intl.RelativeTimeFormat
  readonly thisYear: Intl.DateTimeFormat
  readonly anyYear: Intl.DateTimeFormat
}

const made = new Map<Language, Formats>()

function formatsOf(language: Language): Formats {
  let formats = made.get(language)
  if (formats === undefined) {
    const day = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
    formats = {
      words: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
      thisYear: new Intl.DateTimeFormat(language, day),
      anyYear: new Intl.DateTimeFormat(language, { ...day, year: 'numeric' }),
    }
    made.set(language, formats)
  }
  return formats
}

/**
 * How long ago `iso` was, in words; a date when it is over a week; null when it is less than a minute. `now` in ms
 * since the epoch.
 */
export function relativeTime(iso: string, now: number, language: Language): string | null {
  const { words, thisYear, anyYear } = formatsOf(language)
  const then = new Date(iso)
  const ago = Math.max(0, now - then.getTime())
  if (Number.isNaN(ago)) return ''
  if (ago < MINUTE_MS) return null
  if (ago < HOUR_MS) return words.format(-Math.floor(ago / MINUTE_MS), 'minute')
  if (ago < DAY_MS) return words.format(-Math.floor(ago / HOUR_MS), 'hour')
  if (ago < 7 * DAY_MS) return words.format(-Math.floor(ago / DAY_MS), 'day')
  const sameYear = then.getUTCFullYear() === new Date(now).getUTCFullYear()
  return (sameYear ? thisYear : anyYear).format(then)
}
