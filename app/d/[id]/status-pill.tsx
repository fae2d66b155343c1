'use client'

import { Check, CircleAlert, Cloud, CloudOff, Eye, RefreshCw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { SyncStatus } from '../../../lib/sync-status.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Popover } from '../../ui/popover.tsx'
import { AskToEdit, useAskToEdit } from './ask-to-edit.tsx'
import { SizeMeter } from './size-meter.tsx'
import type { Fullness } from './size-words.ts'
import { statusWords, type Tone } from './status-words.ts'

const HOVER_OPEN_MS = 250
const HOVER_CLOSE_MS = 200
const TICK_MS = 1_000

const TONES: Readonly<Record<Tone, string>> = {
  quiet: 'text-ink-soft bg-panel',
  good: 'text-ink-soft',
  busy: 'text-ink-soft',
  warning: 'text-warning bg-warning-soft',
  danger: 'text-danger bg-danger-soft',
}

const ICONS: Readonly<Record<SyncStatus['kind'], typeof Check>> = {
  saved: Check,
  saving: Cloud,
  connecting: Cloud,
  local: CloudOff,
  reconnecting: RefreshCw,
  'read-only': Eye,
  stopped: CircleAlert,
}

export interface StatusPillProps {
  readonly status: SyncStatus
  readonly documentId: string
  readonly ownerName: string
  /** Null while the document has room. */
  readonly fullness: Fullness | null
  readonly onWhatIsLarge: () => void
  readonly onTryNow: () => void
}

/** One word about the safety of the text; more of it on hover, focus and tap. */
export function StatusPill({
  status,
  documentId,
  ownerName,
  fullness,
  onWhatIsLarge,
  onTryNow,
}: StatusPillProps) {
  const t = useTranslations()
  const language = useLocale()
  const [open, setOpen] = useState(false)
  const [now, setNow] = useState(() => Date.now())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const words = statusWords(t, status, ownerName, now, language)
  const Icon = ICONS[status.kind]
  const asking = useAskToEdit(documentId)

  useEffect(() => {
    if (!open) return
    setNow(Date.now())
    const tick = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(tick)
  }, [open])
  useEffect(() => () => clearTimeout(timer.current), [])

  const hover = (next: boolean) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), next ? HOVER_OPEN_MS : HOVER_CLOSE_MS)
  }

  return (
    <Popover
      label={t('status.about')}
      align="center"
      className="w-72 p-4"
      open={open}
      onOpenChange={setOpen}
      takesFocus={false}
      onMouseEnter={() => hover(true)}
      onMouseLeave={() => hover(false)}
      trigger={
        <button
          type="button"
          data-testid="status"
          data-status={status.kind}
          onPointerEnter={(event) => (event.pointerType === 'mouse' ? hover(true) : undefined)}
          onPointerLeave={(event) => (event.pointerType === 'mouse' ? hover(false) : undefined)}
          className={classNames(
            'flex h-7 min-w-0 items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 font-medium text-xs transition-colors duration-150 hover:bg-hover',
            TONES[words.tone],
          )}
        >
          <Icon
            aria-hidden
            className={classNames('size-3.5 shrink-0', words.tone === 'good' && 'text-success')}
          />
          <span aria-live="polite" className="truncate">
            {words.label}
          </span>
        </button>
      }
    >
      <p className="leading-relaxed">{words.detail}</p>
      {fullness === null ? null : (
        <SizeMeter
          fullness={fullness}
          onWhatIsLarge={() => {
            clearTimeout(timer.current)
            setOpen(false)
            onWhatIsLarge()
          }}
        />
      )}
      {words.canTryNow ? (
        <Button className="mt-3" onClick={onTryNow}>
          {t('status.tryNow')}
        </Button>
      ) : null}
      {status.kind === 'read-only' ? <AskToEdit {...asking} ownerName={ownerName} /> : null}
    </Popover>
  )
}
