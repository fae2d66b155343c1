import type { Translator } from '../../lib/i18n/translator.ts'

let words: Translator | null = null

/** Called once per page load, and by the tests' set-up. */
export function setPageWords(translator: Translator): void {
  words = translator
}

/** The translator of this page for what React does not render: the editor's own elements. In the browser only. */
export function pageWords(): Translator {
  if (words === null) throw new Error('the words of the page are asked for before the page is there')
  return words
}
