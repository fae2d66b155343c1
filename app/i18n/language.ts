import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { createTranslator } from 'use-intl/core'
import { LANGUAGE_COOKIE, type Language } from '../../lib/i18n/languages.ts'
import type { Translator } from '../../lib/i18n/translator.ts'
import { wantedLanguage } from '../../lib/i18n/wanted-language.ts'
import { compiledMessages } from './compiled-messages.ts'

/** The language of the request that is being answered. */
export const readLanguage = cache(async (): Promise<Language> => {
  const [jar, sent] = [await cookies(), await headers()]
  return wantedLanguage(jar.get(LANGUAGE_COOKIE)?.value, sent.get('accept-language'))
})

/** The translator of the request that is being answered, for server components and metadata. */
export const getTranslations = cache(async (): Promise<Translator> => {
  const language = await readLanguage()
  return createTranslator({ locale: language, messages: compiledMessages(language) })
})
