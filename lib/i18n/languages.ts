/** The languages of the interface; the first speaks when nothing else is asked for. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each in its own words: whoever looks for one may not read the others. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' }

/** Those written from the right, as far as anybody may add them. */
const FROM_RIGHT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur'])

export const directionOf = (language: string): 'ltr' | 'rtl' => (FROM_RIGHT.has(language) ? 'rtl' : 'ltr')

export const LANGUAGE_COOKIE = 'scriptorium-language'

export const isLanguage = (value: string | undefined): value is Language =>
  LANGUAGES.some((language) => language === value)
