import type { Language } from '../lib/i18n/languages.ts'
import { type Translator, translatorOf } from '../lib/i18n/translator.ts'

/** Something that the server says: a place of the catalogue with its values, put into words for whoever is told. */
export type Sentence = (t: Translator, language: Language) => string

export const said = (sentence: Sentence, language: Language): string =>
  sentence(translatorOf(language), language)
