import { createTranslator } from 'use-intl/core'
import { de } from '../../messages/de/index.ts'
import { en } from '../../messages/en/index.ts'
import type { Language } from './languages.ts'
import type { Messages } from './messages.ts'

/** Says what stands at a place of the catalogue: `t('home.title')`, with the values that the message names. */
export type Translator = ReturnType<typeof createTranslator<Messages>>

/** A translation has the same places (`Translation`), so its keys and arguments are those of English. */
export const CATALOGUES: Readonly<Record<Language, Messages>> = { en, de: de as unknown as Messages }

const made = new Map<Language, Translator>()

/** The translator of a language, for code that is not part of a page. */
export function translatorOf(language: Language): Translator {
  const known = made.get(language)
  if (known !== undefined) return known
  const translator = createTranslator({ locale: language, messages: CATALOGUES[language] })
  made.set(language, translator)
  return translator
}
