'use client'

import { MonitorSmartphone } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
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
    return <div role="status" aria-label="Loading" className="h-32 animate-breathe rounded-card bg-panel" />
  }
  return (
    <>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="Where you are signed in"
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
          Sign out everywhere else
        </Button>
      ) : (
        <p className="mt-3 text-[13px] text-ink-faint">You are signed in nowhere else.</p>
      )}
      <Confirm
        open={asking}
        title="Sign out everywhere else?"
        words="Your other browsers and devices are signed out at once. What was saved stays saved."
        action="Sign out everywhere else"
        busy={busy}
        onConfirm={() => end(endOtherSessions)}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

function SessionRow({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const device = deviceWords(session.userAgent)
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{device}</p>
        <p className="text-[13px] text-ink-soft">
          {session.current ? 'This device' : `Last seen ${localTime(session.lastSeenAt)}`}
          {session.address ? <span className="text-ink-faint"> · {session.address}</span> : null}
        </p>
      </div>
      {session.current ? (
        <span className="rounded-full bg-accent-soft px-2.5 py-1 font-medium text-accent text-xs">Here</span>
      ) : (
        <Button disabled={busy} onClick={onEnd} aria-label={`Sign out ${device}`}>
          Sign out
        </Button>
      )}
    </li>
  )
}
