'use client'

import { Bell } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { MAX_UNREAD } from '../../lib/talk.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { tooltip } from '../ui/tooltip.tsx'
import { becomeTeller, tellBrowser } from './browser-notices.ts'
import { Inbox } from './inbox.tsx'
import { useUnread } from './use-unread.ts'

export interface InboxBellProps {
  readonly userId: string
  readonly startsOpen: boolean
}

/** The bell with the number of unread notices, which opens them. */
export function InboxBell({ userId, startsOpen }: InboxBellProps) {
  const t = useTranslations()
  const [open, setOpen] = useState(startsOpen)
  const [news, setNews] = useState(0)
  const onArrived = useCallback((count: number) => {
    setNews(count)
    void tellBrowser(count)
  }, [])
  const unread = useUnread(userId, onArrived)
  useEffect(becomeTeller, [])
  const count = unread.ids.size
  const label = count === 0 ? t('inbox.open') : t('inbox.openUnread', { count })
  return (
    <>
      <Popover
        label={t('inbox.title')}
        open={open}
        onOpenChange={setOpen}
        className="flex max-h-[min(36rem,var(--radix-popover-content-available-height))] w-[26rem] flex-col"
        trigger={
          <Button
            look="quiet"
            size="icon"
            aria-label={label}
            className="relative"
            {...(open ? {} : tooltip(t('inbox.open')))}
          >
            <Bell aria-hidden className="size-[18px]" />
            {count === 0 ? null : (
              <span
                data-testid="notices-unread"
                className="absolute -top-1 -end-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-semibold text-[10px] text-on-accent leading-none ring-2 ring-paper"
              >
                {count >= MAX_UNREAD ? `${MAX_UNREAD - 1}+` : count}
              </span>
            )}
          </Button>
        }
      >
        <Inbox unread={unread} onGo={() => setOpen(false)} />
      </Popover>
      <span role="status" className="sr-only">
        {news === 0 || open ? null : t('inbox.arrived', { count: news })}
      </span>
    </>
  )
}
