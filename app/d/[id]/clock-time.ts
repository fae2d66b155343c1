import type { Language } from '../../../lib/i18n/languages.ts'

const made = new Map<Language, Intl.DateTimeFormat>()

/** The time of day where the reader is, to the second and of 24 hours: 12:03:21. `at` in ms since the epoch. */
export function clockTime(at: number, language: Language): string {
  let format = made.get(language)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    })
    made.set(language, format)
  }
  return format.format(at)
}
