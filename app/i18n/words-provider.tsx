'use client'

import { Direction } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { createTranslator, IntlProvider } from 'use-intl'
import { directionOf, type Language } from '../../lib/i18n/languages.ts'
import type { Messages } from '../../lib/i18n/messages.ts'
import { setPageWords } from './page-words.ts'

/** No message formats a time: pages show times where their reader is (`local-time.ts`). */
const TIME_ZONE = 'UTC'

export interface WordsProviderProps {
  readonly language: Language
  /** Compiled: see `compiled-messages.ts`. */
  readonly messages: Messages
  readonly children: ReactNode
}

/** Gives a page its language: `useTranslations` inside components, {@link pageWords} in the browser outside them. */
export function WordsProvider({ language, messages, children }: WordsProviderProps) {
  useState(() => {
    // one process answers people of several languages
    if (typeof window !== 'undefined')
      setPageWords(createTranslator({ locale: language, messages, timeZone: TIME_ZONE }), language)
  })
  return (
    <IntlProvider locale={language} messages={messages} timeZone={TIME_ZONE}>
      <Direction.Provider dir={directionOf(language)}>{children}</Direction.Provider>
    </IntlProvider>
  )
}
