import type { Language } from '../lib/i18n/languages.ts'

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

interface Formats {
  readonly thisYear: Intl.DateTimeFormat
  readonly anyYear: Intl.DateTimeFormat
}

const made = new Map<Language, Formats>()

function formatsOf(language: Language): Formats {
  let formats = made.get(language)
  if (formats === undefined) {
    const moment = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const
    formats = {
      thisYear: new Intl.DateTimeFormat(LOCALES[language], moment),
      anyYear: new Intl.DateTimeFormat(LOCALES[language], { ...moment, year: 'numeric' }),
    }
    made.set(language, formats)
  }
  return formats
}

/** Date and time of day where the reader is; the year when it is another one. Only for what the browser renders. */
export function localTime(iso: string, language: Language): string {
  const then = new Date(iso)
  if (Number.isNaN(then.getTime())) return ''
  const { thisYear, anyYear } = formatsOf(language)
  return (then.getFullYear() === new Date().getFullYear() ? thisYear : anyYear).format(then)
}
