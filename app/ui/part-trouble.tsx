'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import { fetchParts, onPartTrouble } from './part.ts'

/** Says that something that was asked for could not be fetched; it opens by itself when it can. */
export function PartTrouble() {
  const t = useTranslations()
  const [troubled, setTroubled] = useState(false)
  useEffect(() => onPartTrouble(setTroubled), [])
  if (!troubled) return null
  return (
    <div
      role="alert"
      className="fixed bottom-4 left-1/2 z-50 flex w-[min(34rem,calc(100vw-32px))] -translate-x-1/2 items-center gap-3 rounded-card border border-line bg-raised px-4 py-3 text-[13px] text-ink shadow-float"
    >
      <p className="flex-1">{t('common.partMissing')}</p>
      <Button onClick={() => void fetchParts()}>{t('common.tryAgain')}</Button>
    </div>
  )
}
