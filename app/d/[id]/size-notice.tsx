'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/button.tsx'
import { NoticeBar } from './notice-bar.tsx'
import type { Fullness } from './size-words.ts'

const LEAST = 90

export interface SizeNoticeProps {
  readonly fullness: Fullness | null
  /** Changes each time that something was not added because the document is full; 0 when nothing was. */
  readonly refused: number
  readonly onWhatIsLarge: () => void
}

/** A line at 90 and at 100 %, and whenever something had no room any more. */
export function SizeNotice({ fullness, refused, onWhatIsLarge }: SizeNoticeProps) {
  const t = useTranslations()
  const [seen, setSeen] = useState({ level: 0, refused: 0 })
  const level = fullness?.level ?? 0
  useEffect(() => {
    if (level < LEAST) setSeen((before) => ({ ...before, level: 0 }))
  }, [level])
  const wasRefused = refused > seen.refused
  if (fullness === null || (!wasRefused && (level < LEAST || level <= seen.level))) return null
  return (
    <NoticeBar
      tone="warning"
      onDismiss={() => setSeen({ level, refused })}
      actions={<Button onClick={onWhatIsLarge}>{t('size.whatIsLarge')}</Button>}
    >
      {wasRefused ? t('size.notAdded') : fullness.words}
    </NoticeBar>
  )
}
