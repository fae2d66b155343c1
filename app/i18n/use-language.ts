'use client'

import { useLocale } from 'use-intl'
import { LANGUAGE_COOKIE, type Language } from '../../lib/i18n/languages.ts'
import { remember } from '../remember.ts'

/** The language of this page, and how to change it on this device: the page is loaded again in the new one. */
export function useLanguage(): [Language, (language: Language) => void] {
  const language = useLocale()
  const choose = (next: Language): void => {
    if (next === language) return
    remember(LANGUAGE_COOKIE, next)
    window.location.reload()
  }
  return [language, choose]
}
