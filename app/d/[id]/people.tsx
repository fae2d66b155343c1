'use client'

import type { Person } from '../../../lib/presence.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'

const SHOWN = 4

/** Who is here: a few discs, and the rest behind a number. */
export function People({ people, selfId }: { people: readonly Person[]; selfId: string }) {
  const shown = people.length > SHOWN + 1 ? people.slice(0, SHOWN) : people
  const more = people.slice(shown.length)
  return (
    <ul aria-label="People here" className="flex items-center -space-x-0.5">
      {shown.map((person) => (
        <li key={person.id} className="max-sm:nth-[n+3]:hidden">
          <Tooltip words={person.id === selfId ? `${person.name} (you)` : person.name}>
            <button
              type="button"
              data-testid="avatar"
              aria-label={person.name}
              className="block cursor-default rounded-full ring-2 ring-paper"
            >
              <Avatar name={person.name} color={person.color} />
            </button>
          </Tooltip>
        </li>
      ))}
      {more.length === 0 ? null : (
        <li>
          <Popover
            label="More people here"
            className="max-h-80 w-56 overflow-y-auto p-2"
            trigger={
              <button
                type="button"
                aria-label={`${more.length} more people`}
                className="flex size-7 items-center justify-center rounded-full bg-panel font-semibold text-[11px] text-ink-soft ring-2 ring-paper"
              >
                +{more.length}
              </button>
            }
          >
            <ul>
              {more.map((person) => (
                <li key={person.id} className="flex items-center gap-2.5 px-1.5 py-1">
                  <Avatar name={person.name} color={person.color} className="size-6" />
                  <span className="truncate">{person.name}</span>
                </li>
              ))}
            </ul>
          </Popover>
        </li>
      )}
    </ul>
  )
}
