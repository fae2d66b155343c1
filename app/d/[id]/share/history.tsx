'use client'

import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { AuditEntry } from '../../../../lib/api-schema.ts'
import { localTime } from '../../../local-time.ts'
import { Button } from '../../../ui/button.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { auditSentence } from './audit-sentence.ts'
import { getAudit } from './sharing-api.ts'

const FIRST = 50

/** Who changed what about the access to this document, newest first. */
export function History({ id }: { id: string }) {
  const t = useTranslations()
  const language = useLocale()
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  useEffect(() => {
    let gone = false
    void getAudit(id).then((result) => {
      if (gone) return
      if (result.ok) setEntries(result.data.entries)
      else setError(result.message)
    })
    return () => {
      gone = true
    }
  }, [id])
  if (error !== null) return <Problem words={error} />
  if (entries === null) {
    return (
      <div
        role="status"
        aria-label={t('share.loading')}
        className="h-40 animate-breathe rounded-card bg-panel"
      />
    )
  }
  const shown = all ? entries : entries.slice(0, FIRST)
  return (
    <>
      <ol aria-label={t('share.changes')} className="space-y-3">
        {shown.map((entry, index) => (
          // Entries have no id, and nothing is added to the list while it stands.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={index} className="flex flex-col gap-x-4 sm:flex-row sm:justify-between">
            <span className="min-w-0 break-words">{auditSentence(t, entry, language)}</span>
            <time dateTime={entry.time} className="shrink-0 text-[13px] text-ink-faint tabular-nums">
              {localTime(entry.time, language)}
            </time>
          </li>
        ))}
      </ol>
      {shown.length < entries.length ? (
        <Button className="mt-5" onClick={() => setAll(true)}>
          {t('share.showAll', { count: String(entries.length) })}
        </Button>
      ) : null}
    </>
  )
}
