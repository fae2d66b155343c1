'use client'

import { Ban } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { MemberList } from '../../../../lib/api-schema.ts'
import { isolated } from '../../../../lib/isolated.ts'
import { Button } from '../../../ui/button.tsx'
import { unbanPerson } from './sharing-api.ts'
import type { Sharing } from './use-sharing.ts'

export interface BannedPeopleProps {
  readonly id: string
  readonly banned: MemberList['banned']
  readonly busy: boolean
  readonly act: Sharing['act']
}

/** Who was sent out for good, and the way back. */
export function BannedPeople({ id, banned, busy, act }: BannedPeopleProps) {
  const t = useTranslations()
  if (banned.length === 0) return null
  return (
    <section aria-labelledby="banned">
      <h3 id="banned" className="font-semibold">
        {t('share.banned.title')}
      </h3>
      <ul className="mt-1">
        {banned.map((person) => (
          <li key={person.id} className="flex min-h-12 items-center gap-3 py-1.5">
            <span
              aria-hidden
              className="flex size-7 shrink-0 items-center justify-center rounded-full bg-panel"
            >
              <Ban className="size-4 text-ink-faint" />
            </span>
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                <bdi>{person.name}</bdi>
              </p>
              <p className="truncate text-[13px] text-ink-soft">{person.email ?? t('share.guest')}</p>
            </div>
            <Button
              look="quiet"
              disabled={busy}
              onClick={() => act(() => unbanPerson(id, person.id))}
              aria-label={t('share.banned.letInWhom', { name: isolated(person.name) })}
            >
              {t('share.banned.letIn')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
