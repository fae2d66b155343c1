'use client'

import { BellOff, CheckCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { NoticeItem, NoticePage } from '../../lib/notice-list.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/problem.tsx'
import { BrowserOffer } from './browser-offer.tsx'
import { getNotices, markRead } from './notice-api.ts'
import { daysOf } from './notice-days.ts'
import { NoticeRow } from './notice-row.tsx'
import type { Unread } from './use-unread.ts'

export interface InboxProps {
  readonly unread: Unread
  /** Somebody goes to where a notice leads. */
  readonly onGo: () => void
}

/** What this person was told, by day. Fetched when it is opened, and when something arrives while it is. */
export function Inbox({ unread, onGo }: InboxProps) {
  const t = useTranslations()
  const [page, setPage] = useState<NoticePage | null>(null)
  const [problem, setProblem] = useState(false)
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these asks anew
  useEffect(() => {
    let isWanted = true
    void getNotices(null).then((result) => {
      if (!isWanted) return
      setProblem(!result.ok)
      if (result.ok) setPage((before) => joined(result.data, before))
    })
    return () => {
      isWanted = false
    }
  }, [unread.arrived, tries])

  const readAll = () => {
    if (page === null) return
    markRead({ upTo: page.seq })
    unread.read((id) => id <= page.seq)
  }
  const older = async () => {
    const result = await getNotices(page?.notices.at(-1)?.id ?? null)
    setProblem(!result.ok)
    if (result.ok && page !== null) {
      setPage({ ...page, notices: [...page.notices, ...result.data.notices], more: result.data.more })
    }
  }
  return (
    <>
      <header className="flex h-12 shrink-0 items-center justify-between gap-2 border-line border-b ps-4 pe-2">
        <h2 className="font-semibold text-sm">{t('inbox.title')}</h2>
        {unread.ids.size === 0 ? null : (
          <Button look="quiet" onClick={readAll} disabled={page === null}>
            <CheckCheck aria-hidden className="size-4" />
            {t('inbox.readAll')}
          </Button>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {problem ? (
          <div className="p-4">
            <Problem words={t('inbox.failed')} />
            <Button className="mt-3" onClick={() => setTries(tries + 1)}>
              {t('inbox.again')}
            </Button>
          </div>
        ) : null}
        {page === null ? (
          problem ? null : (
            <Skeleton />
          )
        ) : page.notices.length === 0 ? (
          <Empty />
        ) : (
          <Days notices={page.notices} unread={unread} onGo={onGo} />
        )}
        {page?.more === true ? (
          <div className="p-3 text-center">
            <Button look="quiet" onClick={older}>
              {t('inbox.more')}
            </Button>
          </div>
        ) : null}
      </div>
      <BrowserOffer />
    </>
  )
}

/** The newest page, and what was shown behind it. */
function joined(newest: NoticePage, before: NoticePage | null): NoticePage {
  const oldest = newest.notices.at(-1)?.id ?? 0
  const behind = before?.notices.filter(({ id }) => id < oldest) ?? []
  return behind.length === 0
    ? newest
    : { ...newest, notices: [...newest.notices, ...behind], more: before?.more ?? false }
}

function Days({ notices, unread, onGo }: InboxProps & { notices: readonly NoticeItem[] }) {
  const t = useTranslations()
  const language = useLocale()
  const [now] = useState(() => Date.now())
  return daysOf(t, language, notices, now).map(({ day, words, notices: those }) => (
    <section key={day} aria-label={words}>
      <h3 className="sticky top-0 z-10 bg-raised px-4 pt-3 pb-1 font-medium text-ink-faint text-xs">
        {words}
      </h3>
      <ul>
        {those.map((notice) => (
          <NoticeRow
            key={notice.id}
            notice={notice}
            now={now}
            isUnread={unread.ids.has(notice.id)}
            onGo={() => {
              if (unread.ids.has(notice.id)) markRead({ id: notice.id })
              unread.read((id) => id === notice.id)
              onGo()
            }}
          />
        ))}
      </ul>
    </section>
  ))
}

function Empty() {
  const t = useTranslations()
  return (
    <div className="px-8 py-12 text-center">
      <BellOff aria-hidden className="mx-auto size-6 text-ink-faint" />
      <p className="mt-3 font-medium text-sm">{t('inbox.empty')}</p>
      <p className="mt-1 text-ink-soft leading-relaxed">{t('inbox.emptyWords')}</p>
    </div>
  )
}

const WIDTHS = [78, 62, 70]

function Skeleton() {
  const t = useTranslations()
  return (
    <div role="status" aria-label={t('inbox.title')} className="animate-breathe space-y-5 p-4">
      {WIDTHS.map((width) => (
        <div key={width} className="flex gap-3">
          <div className="size-7 shrink-0 rounded-full bg-line" />
          <div className="flex-1 space-y-2 pt-1">
            <div className="h-3.5 rounded bg-line" style={{ width: `${width}%` }} />
            <div className="h-3 w-20 rounded bg-panel" />
          </div>
        </div>
      ))}
    </div>
  )
}
