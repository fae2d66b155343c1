'use client'

import { LocateFixed, Megaphone, Navigation } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { Person } from '../../../lib/presence.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx'
import { PersonAvatar } from './person-avatar.tsx'
import type { Together } from './use-together.ts'

const SHOWN = 4
const SHOWN_ON_PHONE = 2

export interface PeopleProps {
  readonly people: readonly Person[]
  readonly selfId: string
  readonly together: Together
}

/** Who is here: a few discs, and everybody behind a number. A click goes to the caret, holding follows it. */
export function People({ people, selfId, together }: PeopleProps) {
  const shown = people.length > SHOWN + 1 ? people.slice(0, SHOWN) : people
  const more = people.length - shown.length
  const moreOnPhone = Math.max(0, people.length - SHOWN_ON_PHONE)
  return (
    <ul aria-label="People here" className="flex items-center -space-x-0.5">
      {shown.map((person) => (
        <li key={person.id} className="max-sm:nth-[n+3]:hidden">
          <PersonAvatar person={person} isSelf={person.id === selfId} together={together} />
        </li>
      ))}
      {moreOnPhone === 0 ? null : (
        <li className={more === 0 ? 'sm:hidden' : ''}>
          <Menu
            trigger={
              <button
                type="button"
                aria-label="Everybody here"
                className="flex size-7 items-center justify-center rounded-full bg-panel font-semibold text-[11px] text-ink-soft ring-2 ring-paper"
              >
                <span className="sm:hidden">+{moreOnPhone}</span>
                <span className="max-sm:hidden">+{more}</span>
              </button>
            }
          >
            <div className="max-h-80 overflow-y-auto">
              <MenuLabel>{people.length} people here</MenuLabel>
              {people.map((person) => (
                <EverybodyItem
                  key={person.id}
                  person={person}
                  isSelf={person.id === selfId}
                  together={together}
                />
              ))}
            </div>
            {together.bringEveryone === null ? null : (
              <>
                <MenuLine />
                <MenuItem onSelect={together.bringEveryone}>
                  <Megaphone aria-hidden />
                  Bring everyone here
                </MenuItem>
              </>
            )}
          </Menu>
        </li>
      )}
    </ul>
  )
}

const ROW =
  'flex h-9 select-none items-center gap-2.5 rounded-md px-2 text-[13px] outline-none data-[highlighted]:bg-hover data-[state=open]:bg-hover'

/** A person in the list of everybody: goes to the caret, and offers to follow in a menu of its own. */
function EverybodyItem({
  person,
  isSelf,
  together,
}: {
  person: Person
  isSelf: boolean
  together: Together
}) {
  const label = (
    <>
      <Avatar name={person.name} color={person.color} className="size-6" />
      <span className="max-w-52 truncate">{isSelf ? `${person.name} (you)` : person.name}</span>
    </>
  )
  if (isSelf) return <Radix.Item className={`${ROW} text-ink-soft`}>{label}</Radix.Item>
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={ROW}>{label}</Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent
          collisionPadding={8}
          className="z-50 min-w-44 animate-float rounded-card border border-line bg-raised p-1 text-ink shadow-float"
        >
          <PersonItems person={person} together={together} />
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  )
}

/** What can be done with somebody else who is here. */
export function PersonItems({ person, together }: { person: Person; together: Together }) {
  return (
    <>
      <MenuItem onSelect={() => together.jump(person)}>
        <LocateFixed aria-hidden />
        Go to {person.name}
      </MenuItem>
      <MenuItem onSelect={() => together.follow(person)}>
        <Navigation aria-hidden />
        Follow {person.name}
      </MenuItem>
    </>
  )
}
