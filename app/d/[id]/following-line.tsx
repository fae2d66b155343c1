'use client'

import type { CSSProperties } from 'react'
import type { Person } from '../../../lib/presence.ts'
import { inkOn } from '../../ui/ink-on.ts'

/** Says that the view goes with somebody's caret: a thin frame, and a line that ends it. */
export function FollowingLine({ person, onStop }: { person: Person | null; onStop: () => void }) {
  return (
    <div role="status">
      {person === null ? null : (
        <div
          style={{ '--caret': person.color, '--caret-ink': inkOn(person.color) } as CSSProperties}
          className="following-frame"
        >
          <p className="following-line">
            <span className="truncate">Following {person.name}</span>
            <span aria-hidden>·</span>
            <button type="button" onClick={onStop} className="underline underline-offset-2">
              Stop
            </button>
          </p>
        </div>
      )}
    </div>
  )
}
