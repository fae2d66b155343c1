import type { Translator } from '../../../../../lib/i18n/translator.ts'
import { pageLocale } from '../../../../i18n/page-words.ts'

const DAY_MS = 24 * 60 * 60 * 1000

let formats: Record<'time' | 'day' | 'dayOfYear' | 'full', Intl.DateTimeFormat> | null = null

function format() {
  const locale = pageLocale()
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
  formats ??= {
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(locale, day),
    dayOfYear: new Intl.DateTimeFormat(locale, { ...day, year: 'numeric' }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  }
  return formats
}

/** The time of day where the reader is; `time` in milliseconds since 1970. */
export const timeWords = (time: number): string => format().time.format(time)
/** The same without the half of the day, for a narrow place beside where that stands. */
export const shortTime = (time: number): string =>
  format()
    .time.formatToParts(time)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim()
export const fullTime = (time: number): string => format().full.format(time)

/** The day, as one says it on the day `now`. */
export function dayWords(t: Translator, time: number, now: number): string {
  const day = new Date(time).toDateString()
  if (day === new Date(now).toDateString()) return t('chat.today')
  if (day === new Date(now - DAY_MS).toDateString()) return t('chat.yesterday')
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return (isThisYear ? format().day : format().dayOfYear).format(time)
}
