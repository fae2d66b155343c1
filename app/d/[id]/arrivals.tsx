'use client'

import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Attendance } from '../../../lib/attendance.ts'
import type { Person } from '../../../lib/presence.ts'

export interface ArrivalsProps {
  readonly people: readonly Person[]
  readonly selfId: string
  /** The line to the server is open and both sides are in step: who is here can be believed. */
  readonly connected: boolean
}

/** Reads out who comes and goes, in few words and rarely. Eyes have the discs for it. */
export function Arrivals({ people, selfId, connected }: ArrivalsProps) {
  const t = useTranslations()
  const attendance = useRef<Attendance | null>(null)
  const [words, setWords] = useState('')
  useEffect(() => {
    attendance.current ??= new Attendance(selfId)
    const known = attendance.current
    const due = known.see(people, connected, performance.now())
    if (due === null) return
    const timer = setTimeout(
      () => setWords((before) => known.announce(t, performance.now()) ?? before),
      Math.max(0, due - performance.now()) + 1,
    )
    return () => clearTimeout(timer)
  }, [people, selfId, connected, t])
  return (
    <p role="status" data-testid="arrivals" className="sr-only">
      {words}
    </p>
  )
}
