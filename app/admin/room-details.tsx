'use client'

import Link from 'next/link'
import { useCallback, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { RoomPerson } from '../../lib/operate-schema.ts'
import type { RoomLine } from '../../lib/server-watch.ts'
import type { Outcome } from '../request.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Problem } from '../ui/problem.tsx'
import type { FigureWords } from './figure-words.ts'
import { banFromRoom, closeRoom, getRoomPeople } from './operate-api.ts'

type Asking = { readonly kind: 'close' } | { readonly kind: 'ban'; readonly person: RoomPerson }

/** One room: who is in it, and what an operator can do about it. */
export function RoomDetails({ room, words }: { room: RoomLine; words: FigureWords }) {
  const t = useTranslations()
  const [people, setPeople] = useState<readonly RoomPerson[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const { document, connections } = room
  const title = room.title || t('common.untitled')

  const load = useCallback(async () => {
    const result = await getRoomPeople(document)
    if (result.ok) setPeople(result.data.people)
    else setProblem(result.message)
  }, [document])
  // who is there changes with the number of connections
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked anew when that number changes.
  useEffect(() => {
    void load()
  }, [load, connections])

  const act = async (work: () => Promise<Outcome<unknown>>, words: string) => {
    setBusy(true)
    setProblem(null)
    setDone(null)
    const result = await work()
    if (result.ok) setDone(words)
    else setProblem(result.message)
    setBusy(false)
    setAsking(null)
  }
  const confirm = () => {
    if (asking?.kind === 'close') void act(() => closeRoom(document), t('admin.rooms.closed'))
    else if (asking?.kind === 'ban') {
      const { id, name } = asking.person
      void act(() => banFromRoom(document, id), t('admin.rooms.banned', { name }))
    }
  }
  const isBan = asking?.kind === 'ban'
  return (
    <>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        <div className="flex gap-2">
          <dt className="text-ink-soft">{t('admin.rooms.id')}</dt>
          <dd className="select-all font-mono text-xs leading-5">{document}</dd>
        </div>
        <div className="flex gap-2">
          <dt className="text-ink-soft">{t('admin.rooms.connections')}</dt>
          <dd className="tabular-nums">{words.count(connections)}</dd>
        </div>
      </dl>
      <ul aria-label={t('admin.rooms.here')} className="mt-2 flex max-h-60 flex-col overflow-y-auto">
        {people.map((person) => (
          <li key={person.id} className="flex min-h-9 items-center gap-3">
            <span className="min-w-0 truncate">{person.name}</span>
            <span className="text-ink-soft">{t(`admin.roles.${person.role}`)}</span>
            {person.role === 'owner' ? null : (
              <Button
                look="quiet"
                aria-label={t('admin.rooms.banName', { name: person.name })}
                onClick={() => setAsking({ kind: 'ban', person })}
              >
                {t('admin.rooms.ban')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button asChild>
          <Link href={`/d/${document}`}>{t('admin.rooms.open')}</Link>
        </Button>
        <Button onClick={() => setAsking({ kind: 'close' })}>{t('admin.rooms.close')}</Button>
      </div>
      <p role="status" className={done === null ? 'sr-only' : 'mt-2 text-ink-soft'}>
        {done}
      </p>
      <Problem words={problem} className="mt-2" />
      <Confirm
        open={asking !== null}
        title={
          isBan
            ? t('admin.rooms.banTitle', { name: asking.person.name, title })
            : t('admin.rooms.closeTitle', { title })
        }
        words={isBan ? t('admin.rooms.banWords') : t('admin.rooms.closeWords')}
        action={isBan ? t('admin.rooms.ban') : t('admin.rooms.close')}
        busy={busy}
        onConfirm={confirm}
        onClose={() => setAsking(null)}
      />
    </>
  )
}
