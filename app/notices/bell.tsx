'use client'

import { Bell as BellIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Visitor } from '../../lib/api-schema.ts'
import { Button } from '../ui/button.tsx'
import { part, usePart } from '../ui/part.ts'

const inbox = part(() => import('./inbox-bell.tsx').then((module) => module.InboxBell))

/** Opens what this person is told. How much of it is new it says once its part is here. */
export function Bell({ visitor }: { visitor: Visitor }) {
  const t = useTranslations()
  const [pressed, setPressed] = useState(false)
  const { part: Inbox, place } = usePart(inbox, pressed)
  return (
    <span ref={place} className="contents">
      {Inbox === null ? (
        <Button
          look="quiet"
          size="icon"
          aria-haspopup="dialog"
          aria-expanded={pressed}
          aria-label={t('inbox.open')}
          onClick={() => setPressed(true)}
        >
          <BellIcon aria-hidden className="size-[18px]" />
        </Button>
      ) : (
        <Inbox key={visitor.id} userId={visitor.id} startsOpen={pressed} />
      )}
    </span>
  )
}
