'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { localTime } from '../../../local-time.ts'
import { Button } from '../../../ui/button.tsx'
import { INPUT } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { dayOf, EXPIRIES, type Expiry, expiryTime } from './link-expiry.ts'

export interface LinkExpiryProps {
  /** ISO 8601; null is never. */
  readonly expiresAt: string | null
  readonly busy: boolean
  readonly onChoose: (expiresAt: string | null) => Promise<boolean>
}

/** Until when the link works. */
export function LinkExpiry({ expiresAt, busy, onChoose }: LinkExpiryProps) {
  const t = useTranslations()
  const language = useLocale()
  const [picking, setPicking] = useState(false)
  const [date, setDate] = useState('')
  const over = expiresAt !== null && Date.parse(expiresAt) <= Date.now()
  const end = expiryTime('date', date, Date.now())
  const choose = async (choice: Expiry | 'kept') => {
    setPicking(choice === 'date')
    if (choice === 'kept' || choice === 'date') return
    await onChoose(expiryTime(choice, '', Date.now()) ?? null)
  }
  const choices = EXPIRIES.map((choice) => [choice, t(`share.link.${choice}`)] as const)
  return (
    <div className="py-2 pe-3">
      <div className="flex items-center justify-between gap-3">
        <span>
          {over ? <span className="text-warning">{t('share.link.ended')}</span> : t('share.link.ends')}
        </span>
        <Select<Expiry | 'kept'>
          look="quiet"
          aria-label={t('share.link.when')}
          value={picking ? 'date' : expiresAt === null ? 'never' : 'kept'}
          options={expiresAt === null ? choices : [['kept', localTime(expiresAt, language)], ...choices]}
          disabled={busy}
          onChoose={choose}
          className="w-48"
        />
      </div>
      {picking ? (
        <form
          className="mt-1 flex gap-2 pb-1"
          onSubmit={async (event) => {
            event.preventDefault()
            if (typeof end === 'string' && (await onChoose(end))) setPicking(false)
          }}
        >
          <input
            type="date"
            aria-label={t('share.link.lastDay')}
            value={date}
            min={dayOf(Date.now())}
            onChange={(event) => setDate(event.target.value)}
            required
            className={`${INPUT} h-9 min-w-0 flex-1`}
          />
          <Button type="submit" className="h-9" disabled={busy || end === undefined}>
            {t('share.link.set')}
          </Button>
        </form>
      ) : null}
    </div>
  )
}
