'use client'

import { AtSign } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { NoticeItem } from '../../lib/notice-list.ts'
import { type NoticePlace, noticeSaying } from '../../lib/notice-sentence.ts'
import { relativeTime } from '../relative-time.ts'
import { Avatar } from '../ui/avatar.tsx'
import { classNames } from '../ui/class-names.ts'

export interface NoticeRowProps {
  readonly notice: NoticeItem
  /** Milliseconds since 1970. */
  readonly now: number
  readonly isUnread: boolean
  readonly onGo: () => void
}

/** Who did what where, and when. Leads to the place. */
export function NoticeRow({ notice, now, isUnread, onGo }: NoticeRowProps) {
  const t = useTranslations()
  const language = useLocale()
  const { by, quote, time, address } = notice
  return (
    <li>
      <a
        href={address}
        onClick={onGo}
        className="flex gap-3 px-4 py-2.5 outline-offset-[-2px] transition-colors duration-150 hover:bg-hover"
      >
        {by === null ? (
          <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-panel text-ink-faint">
            <AtSign aria-hidden className="size-4" />
          </span>
        ) : (
          <Avatar name={by.name} color={by.color} className="shrink-0" />
        )}
        <span className="min-w-0 flex-1">
          <span
            className={classNames('block break-words leading-snug', isUnread ? 'text-ink' : 'text-ink-soft')}
          >
            <Sentence notice={notice} />
          </span>
          {quote === null || quote === '' ? null : (
            <span
              dir="auto"
              className="mt-1 line-clamp-2 break-words border-line-strong border-s-2 ps-2 text-ink-soft"
            >
              {quote}
            </span>
          )}
          <time dateTime={time} className="mt-1 block text-ink-faint text-xs">
            {relativeTime(time, now, language) ?? t('inbox.justNow')}
          </time>
        </span>
        <span className="flex w-2 shrink-0 pt-1.5">
          {isUnread ? (
            <span className="size-2 rounded-full bg-accent">
              <span className="sr-only">{t('inbox.unread')}</span>
            </span>
          ) : null}
        </span>
      </a>
    </li>
  )
}

function Sentence({ notice }: { notice: NoticeItem }) {
  const t = useTranslations()
  const { place, values } = noticeSaying(t, notice)
  // the union of all these messages with their values is more than the compiler follows
  const say = t.rich as (place: NoticePlace, values: object) => ReactNode
  return say(place, { ...values, who: strong, doc: notice.title === null ? quiet : strong })
}

const strong = (words: ReactNode) => (
  <strong className="font-semibold">
    <bdi>{words}</bdi>
  </strong>
)
const quiet = (words: ReactNode) => <span className="text-ink-faint italic">{words}</span>
