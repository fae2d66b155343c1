'use client'

import { useEffect, useState } from 'react'
import type { DownCause, SyncStatus } from '../../../lib/sync-status.ts'
import { Button } from '../../ui/button.tsx'
import { statusWords } from './status-words.ts'

const TICK_MS = 1_000

/** Causes that the server has told: a document that is not here yet waits for more than a line. */
type Told = Extract<DownCause, 'restart' | 'busy' | 'too-many' | 'full'>

const WORDS: Readonly<Record<Told, readonly [title: string, code: string]>> = {
  restart: ['The server is being updated', '503 draining'],
  busy: ['The server is busy', '503 overload'],
  'too-many': ['Too many connections at once', '429 rate'],
  full: ['The server is full at the moment', '503 full'],
}

type Reconnecting = Extract<SyncStatus, { kind: 'reconnecting' }>

export const isRefusal = (cause: DownCause): cause is Told => cause in WORDS

export interface NotOpenYetProps {
  readonly status: Reconnecting
  readonly documentId: string
  readonly onTryNow: () => void
}

/** The document may be opened, but not now: says why, and that it opens by itself. */
export function NotOpenYet({ status, documentId, onTryNow }: NotOpenYetProps) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(tick)
  }, [])
  if (!isRefusal(status.cause)) return null
  const [title, code] = WORDS[status.cause]
  return (
    <div data-testid="not-open-yet" className="document-column pt-16">
      <h2 role="alert" className="font-semibold text-xl tracking-tight">
        {title}
      </h2>
      <p className="mt-3 text-[15px] text-ink-soft leading-relaxed">{statusWords(status, '', now).detail}</p>
      <p className="mt-2 text-[15px] text-ink-soft leading-relaxed">
        The document opens here by itself as soon as the server lets you in.
      </p>
      <Button look="primary" className="mt-6" onClick={onTryNow}>
        Try now
      </Button>
      <p className="mt-8 font-mono text-ink-faint text-xs">
        {code} · {documentId}
      </p>
    </div>
  )
}
