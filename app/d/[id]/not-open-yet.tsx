'use client'

import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { DownCause, SyncStatus } from '../../../lib/sync-status.ts'
import { Button } from '../../ui/button.tsx'
import { statusWords } from './status-words.ts'

const TICK_MS = 1_000

/** Causes that the server has told: a document that is not here yet waits for more than a line. */
type Told = Extract<DownCause, 'restart' | 'busy' | 'too-many' | 'full'>

const CODES: Readonly<Record<Told, string>> = {
  restart: '503 draining',
  busy: '503 overload',
  'too-many': '429 rate',
  full: '503 full',
}

type Reconnecting = Extract<SyncStatus, { kind: 'reconnecting' }>

export const isRefusal = (cause: DownCause): cause is Told => cause in CODES

export interface NotOpenYetProps {
  readonly status: Reconnecting
  readonly documentId: string
  readonly onTryNow: () => void
}

/** The document may be opened, but not now: says why, and that it opens by itself. */
export function NotOpenYet({ status, documentId, onTryNow }: NotOpenYetProps) {
  const t = useTranslations()
  const language = useLocale()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(tick)
  }, [])
  if (!isRefusal(status.cause)) return null
  return (
    <div data-testid="not-open-yet" className="document-column pt-16">
      <h2 role="alert" className="font-semibold text-xl tracking-tight">
        {t(`page.notOpenYet.${status.cause}`)}
      </h2>
      <p className="mt-3 text-[15px] text-ink-soft leading-relaxed">
        {statusWords(t, status, '', now, language).detail}
      </p>
      <p className="mt-2 text-[15px] text-ink-soft leading-relaxed">{t('page.notOpenYet.words')}</p>
      <Button look="primary" className="mt-6" onClick={onTryNow}>
        {t('status.tryNow')}
      </Button>
      <p className="mt-8 font-mono text-ink-faint text-xs">{`${CODES[status.cause]} · ${documentId}`}</p>
    </div>
  )
}
