'use client'

import { MonitorSmartphone } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { Session } from '../../../lib/api-schema.ts'
import { endOtherSessions, endSession, getSessions } from '../../account-api.ts'
import { localTime } from '../../local-time.ts'
import type { Outcome } from '../../request.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Problem } from '../../ui/problem.tsx'
import { deviceWords } from './device-words.ts'

/** Where the person is signed in, this device first. */
export function Sessions() {
  const t = useTranslations()
  const [sessions, setSessions] = useState<readonly Session[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const list = useRef<HTMLUListElement>(null)

  const load = useCallback(async () => {
    const result = await getSessions()
    if (result.ok) setSessions(result.data.sessions.toSorted((a, b) => Number(b.current) - Number(a.current)))
    else setProblem(result.message)
  }, [])
  useEffect(() => {
    void load()
  }, [load])

  const end = async (work: () => Promise<Outcome<unknown>>) => {
    setBusy(true)
    setProblem(null)
    const result = await work()
    if (!result.ok) setProblem(result.message)
    await load()
    setBusy(false)
    setAsking(false)
    list.current?.focus()
  }

  if (sessions === null) {
    if (problem !== null) return <Problem words={problem} />
    return (
      <div
        role="status"
        aria-label={t('account.loading')}
        className="h-32 animate-breathe rounded-card bg-panel"
      />
    )
  }
  return (
    <>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={t('account.sessions.title')}
        className="divide-y divide-line rounded-card border border-line outline-none"
      >
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={busy}
            onEnd={() => end(() => endSession(session.id))}
          />
        ))}
      </ul>
      <Problem words={problem} className="mt-3" />
      {sessions.some(({ current }) => !current) ? (
        <Button className="mt-4" disabled={busy} onClick={() => setAsking(true)}>
          {t('account.sessions.endOthers')}
        </Button>
      ) : (
        <p className="mt-3 text-[13px] text-ink-faint">{t('account.sessions.noOthers')}</p>
      )}
      <Confirm
        open={asking}
        title={t('account.sessions.endOthersTitle')}
        words={t('account.sessions.endOthersWords')}
        action={t('account.sessions.endOthers')}
        busy={busy}
        onConfirm={() => end(endOtherSessions)}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

function SessionRow({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const t = useTranslations()
  const language = useLocale()
  const device = deviceWords(t, session.userAgent)
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{device}</p>
        <p className="text-[13px] text-ink-soft">
          {session.current
            ? t('account.sessions.thisDevice')
            : t('account.sessions.lastSeen', { time: localTime(session.lastSeenAt, language) })}
          {session.address ? <span className="text-ink-faint">{` · ${session.address}`}</span> : null}
        </p>
      </div>
      {session.current ? (
        <span className="rounded-full bg-accent-soft px-2.5 py-1 font-medium text-accent text-xs">
          {t('account.sessions.here')}
        </span>
      ) : (
        <Button disabled={busy} onClick={onEnd} aria-label={t('account.sessions.end', { device })}>
          {t('common.signOut')}
        </Button>
      )}
    </li>
  )
}
