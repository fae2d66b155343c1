'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { localTime } from '../local-time.ts'
import type { FigureWords } from './figure-words.ts'
import { figureOf, type ServerSight } from './server-feed.ts'

const REASONS = ['storage', 'stalled', 'disk', 'draining'] as const
const isReason = (word: string): word is (typeof REASONS)[number] =>
  (REASONS as readonly string[]).includes(word)

/** Whether all is well, and what is not measured by the second. */
export function ServerState({ sight, words }: { sight: ServerSight; words: FigureWords }) {
  const t = useTranslations()
  const language = useLocale()
  const { facts, rows } = sight
  if (facts === null) return null
  const { notReady, startedAt, backupAt } = facts
  const time = (at: number): string => localTime(new Date(at).toISOString(), language)
  const isWell = notReady.length === 0
  return (
    <section
      aria-label={t('admin.state.heading')}
      className="flex flex-wrap items-start gap-x-8 gap-y-3 rounded-card border border-line bg-raised px-4 py-3"
    >
      <div role="status" className="min-w-0">
        <p className="flex items-center gap-2 font-medium">
          {isWell ? (
            <CircleCheck aria-hidden className="size-4 text-success" />
          ) : (
            <CircleAlert aria-hidden className="size-4 text-danger" />
          )}
          {isWell ? t('admin.state.ready') : t('admin.state.notReady')}
        </p>
        {notReady.filter(isReason).map((reason) => (
          <p key={reason} className="text-danger text-[13px]">
            {t(`admin.state.${reason}`)}
          </p>
        ))}
        <p className="text-[13px] text-ink-soft">{t('admin.state.since', { time: time(startedAt) })}</p>
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact name={t('admin.state.diskFree')}>{words.octets(figureOf(rows.at(-1), 'diskFree') ?? 0)}</Fact>
        <Fact name={t('admin.state.backup')}>
          {backupAt === null ? t('admin.state.noBackup') : time(backupAt)}
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[13px] text-ink-soft">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  )
}
