'use client'

import type { CSSProperties } from 'react'
import { useTranslations } from 'use-intl'
import { isolated } from '../../../lib/isolated.ts'
import type { Person } from '../../../lib/presence.ts'
import { inkOn } from '../../ui/ink-on.ts'

/** Says that the view goes with somebody's caret: a thin frame, and a line that ends it. */
export function FollowingLine({ person, onStop }: { person: Person | null; onStop: () => void }) {
  const t = useTranslations()
  return (
    <div role="status">
      {person === null ? null : (
        <div
          style={{ '--caret': person.color, '--caret-ink': inkOn(person.color) } as CSSProperties}
          className="following-frame"
        >
          <p className="following-line">
            <span className="truncate">{t('together.following', { name: isolated(person.name) })}</span>
            <span aria-hidden>{'·'}</span>
            <button type="button" onClick={onStop} className="underline underline-offset-2">
              {t('together.stopFollowing')}
            </button>
          </p>
        </div>
      )}
    </div>
  )
}
