'use client'

import { ArrowDown, ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ROOM_KEYS, type RoomKey } from '../../lib/live-messages.ts'
import type { RoomLine } from '../../lib/server-watch.ts'
import type { FigureWords } from './figure-words.ts'
import { RoomDetails } from './room-details.tsx'
import type { RoomsShown } from './server-feed.ts'

export interface RoomRowsProps {
  readonly shown: RoomsShown | null
  readonly by: RoomKey
  readonly words: FigureWords
  readonly onSort: (by: RoomKey) => void
}

/** The rooms, largest first by the column chosen; each opens to its details. */
export function RoomRows({ shown, by, words, onSort }: RoomRowsProps) {
  const t = useTranslations()
  const [opened, setOpened] = useState<string | null>(null)
  if (shown !== null && shown.rooms.length === 0) {
    return <p className="text-ink-soft">{t('admin.rooms.none')}</p>
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard.
    <section aria-label={t('admin.rooms.heading')} tabIndex={0} className="overflow-x-auto rounded-card">
      <table className="w-full min-w-[36rem] text-[13px]">
        <thead>
          <tr className="border-line border-b text-ink-soft">
            <th className="py-1.5 text-start font-medium">{t('admin.rooms.document')}</th>
            {ROOM_KEYS.map((key) => (
              <th
                key={key}
                aria-sort={key === by ? 'descending' : 'none'}
                className="w-28 py-1 ps-2 text-end"
              >
                <button
                  type="button"
                  title={key === 'lag' ? t('admin.rooms.lagWords') : undefined}
                  onClick={() => onSort(key)}
                  className="inline-flex min-h-6 items-center gap-1 rounded px-1.5 font-medium hover:bg-hover"
                >
                  {t(`admin.rooms.${key}`)}
                  {key === by ? <ArrowDown aria-hidden className="size-3.5" /> : null}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown?.rooms.map((room) => (
            <Fragment key={room.document}>
              <RoomRow
                room={room}
                words={words}
                isOpen={opened === room.document}
                onToggle={() => setOpened(opened === room.document ? null : room.document)}
              />
              {opened === room.document ? (
                <tr className="border-line border-b bg-panel">
                  <td colSpan={ROOM_KEYS.length + 1} className="px-7 py-3">
                    <RoomDetails room={room} words={words} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function RoomRow({
  room,
  words,
  isOpen,
  onToggle,
}: {
  room: RoomLine
  words: FigureWords
  isOpen: boolean
  onToggle: () => void
}) {
  const t = useTranslations()
  const title = room.title || t('common.untitled')
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <tr className="border-line border-b">
      <th scope="row" className="max-w-0 py-1 text-start font-normal">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={t('admin.rooms.details', { title })}
          onClick={onToggle}
          className="flex min-h-7 w-full min-w-0 items-center gap-1.5 rounded px-1 text-start hover:bg-hover"
        >
          <Chevron aria-hidden className="size-4 shrink-0 text-ink-faint rtl:-scale-x-100" />
          <span className="truncate">{title}</span>
        </button>
      </th>
      <td className="py-1 ps-2 pe-1.5 text-end tabular-nums">{words.count(room.people)}</td>
      <td className="py-1 ps-2 pe-1.5 text-end tabular-nums">{words.rate(room.rate)}</td>
      <td className="py-1 ps-2 pe-1.5 text-end tabular-nums">{words.octets(room.size)}</td>
      <td className="py-1 ps-2 pe-1.5 text-end tabular-nums">{words.count(room.lag)}</td>
    </tr>
  )
}
