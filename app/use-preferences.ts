'use client'

import { useCallback, useEffect, useState } from 'react'
import { FONT_COOKIE, type Preferences, parsePreferences, THEME_COOKIE } from './preference-values.ts'
import { remember } from './remember.ts'

/** The look of the pages on this device, and how to change it: at once here, and in the next answer by cookie. */
export function usePreferences(): [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState<Preferences>(() => parsePreferences(undefined, undefined))
  useEffect(() => {
    const { theme, font } = document.documentElement.dataset
    setPreferences(parsePreferences(theme, font))
  }, [])
  const change = useCallback((next: Partial<Preferences>) => {
    const root = document.documentElement
    if (next.theme !== undefined) {
      root.dataset.theme = next.theme
      remember(THEME_COOKIE, next.theme)
    }
    if (next.font !== undefined) {
      root.dataset.font = next.font
      remember(FONT_COOKIE, next.font)
    }
    setPreferences((before) => ({ ...before, ...next }))
  }, [])
  return [preferences, change]
}
