'use client'

import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { SyncStatus } from '../../../lib/sync-status.ts'
import { NoticeBar } from './notice-bar.tsx'
import { saveAnswer } from './save-words.ts'

const SHOWN_MS = 5_000
const SAVE_KEY = 's'

export interface SaveKeyProps {
  readonly status: SyncStatus
  /** Connects at once when waiting to. */
  readonly onSave: () => void
}

/** Answers Ctrl+S in the browser's place: how far the text has come on its way to the server's disk. */
export function SaveKey({ status, onSave }: SaveKeyProps) {
  const t = useTranslations()
  const language = useLocale()
  const [asked, setAsked] = useState<number | null>(null)
  const save = useRef(onSave)
  save.current = onSave
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!isSave || event.key.toLowerCase() !== SAVE_KEY) return
      event.preventDefault()
      save.current()
      setAsked(Date.now())
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
  useEffect(() => {
    if (asked === null) return
    const timer = setTimeout(() => setAsked(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [asked])
  return (
    <div role="status" data-testid="save-answer">
      {asked === null ? null : (
        <NoticeBar tone="info" quiet onDismiss={() => setAsked(null)}>
          {saveAnswer(t, status, asked, language)}
        </NoticeBar>
      )}
    </div>
  )
}
