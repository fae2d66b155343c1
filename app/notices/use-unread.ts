import { useEffect, useRef, useState } from 'react'
import type { TalkEvent } from '../../lib/talk.ts'
import { noticesOf } from '../../lib/talk.ts'
import { liveLine } from '../live/live-line.ts'

const NONE: ReadonlySet<number> = new Set()

/** What is unread after something has happened in an inbox. */
export function unreadAfter(unread: ReadonlySet<number>, events: readonly TalkEvent[]): ReadonlySet<number> {
  const next = new Set(unread)
  for (const { seq, action } of events) {
    if (action.kind === 'notice') next.add(seq)
    else if (action.kind === 'read-notice') next.delete(action.notice)
    else if (action.kind === 'read-notices') for (const id of unread) if (id <= action.upTo) next.delete(id)
  }
  return next
}

export interface Unread {
  readonly ids: ReadonlySet<number>
  /** Grows with every notice that arrives. */
  readonly arrived: number
  /** Takes notices for read before the server has said so. */
  readonly read: (which: (id: number) => boolean) => void
}

/** What this person has not read, live. `onArrived` hears of each notice that comes while the page is open. */
export function useUnread(userId: string, onArrived: (count: number) => void): Unread {
  const [ids, setIds] = useState(NONE)
  const [arrived, setArrived] = useState(0)
  const tell = useRef(onArrived)
  useEffect(() => {
    tell.current = onArrived
  }, [onArrived])
  useEffect(
    () =>
      liveLine().subscribe(noticesOf(userId), null, {
        subscribed: (_role, _on, _read, unread) => setIds(new Set(unread.map(({ seq }) => seq))),
        events: (events) => {
          setIds((before) => unreadAfter(before, events))
          const count = events.filter(({ action }) => action.kind === 'notice').length
          if (count === 0) return
          setArrived((before) => before + count)
          tell.current(count)
        },
        // what was missed is in what is unread, which came with the line
        reset: () => setArrived((before) => before + 1),
      }),
    [userId],
  )
  const read = (which: (id: number) => boolean) =>
    setIds((before) => new Set([...before].filter((id) => !which(id))))
  return { ids, arrived, read }
}
