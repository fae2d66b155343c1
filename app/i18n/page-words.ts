import type { Language } from '../../lib/i18n/languages.ts'
import type { Translator } from '../../lib/i18n/translator.ts'

let words: Translator | null = null
let language: Language = 'en'

/** Called once per page load, and by the tests' set-up. */
export function setPageWords(translator: Translator, spoken: Language): void {
  words = translator
  language = spoken
}

/** The translator of this page for what React does not render: the editor's own elements. In the browser only. */
export function pageWords(): Translator {
  if (words === null) throw new Error('the words of the page are asked for before the page is there')
  return words
}

/** The language of this page, for the same. */
export const pageLanguage = (): Language => language

/** The same with the region that the browser asks for it with (`en-GB`), which days are written by. */
export const pageLocale = (): string =>
  navigator.languages.find((wanted) => wanted.split('-')[0] === language) ?? language
