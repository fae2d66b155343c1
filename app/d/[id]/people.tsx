'use client'

import { useTranslations } from 'use-intl'
import type { Person } from '../../../lib/presence.ts'
import { LateMenu } from '../../ui/late.tsx'
import { part } from '../../ui/part.ts'
import { PersonAvatar } from './person-avatar.tsx'
import type { Together } from './use-together.ts'

const everybodyMenu = part(() => import('./people-menu.tsx').then((module) => module.EverybodyMenu))

const SHOWN = 4
const SHOWN_ON_PHONE = 2

export interface PeopleProps {
  readonly people: readonly Person[]
  readonly selfId: string
  readonly together: Together
}

/** Who is here: a few discs, and everybody behind a number. A click goes to the caret, holding follows it. */
export function People({ people, selfId, together }: PeopleProps) {
  const t = useTranslations()
  const shown = people.length > SHOWN + 1 ? people.slice(0, SHOWN) : people
  const more = people.length - shown.length
  const moreOnPhone = Math.max(0, people.length - SHOWN_ON_PHONE)
  return (
    <ul aria-label={t('together.here')} className="flex items-center -space-x-0.5">
      {shown.map((person) => (
        <li key={person.id} className="max-sm:nth-[n+3]:hidden">
          <PersonAvatar person={person} isSelf={person.id === selfId} together={together} />
        </li>
      ))}
      {moreOnPhone === 0 ? null : (
        <li className={more === 0 ? 'sm:hidden' : ''}>
          <LateMenu
            part={everybodyMenu}
            trigger={
              <button
                type="button"
                aria-label={t('together.everybody')}
                className="flex size-7 items-center justify-center rounded-full bg-panel font-semibold text-[11px] text-ink-soft ring-2 ring-paper"
              >
                <span className="sm:hidden">{`+${moreOnPhone}`}</span>
                <span className="max-sm:hidden">{`+${more}`}</span>
              </button>
            }
            props={{ people, selfId, together }}
          />
        </li>
      )}
    </ul>
  )
}
