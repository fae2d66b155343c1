'use client'

import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Person } from '../../../lib/presence.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { part, usePart } from '../../ui/part.ts'
import { tooltip } from '../../ui/tooltip.tsx'
import type { Together } from './use-together.ts'

const personMenu = part(() => import('./people-menu.tsx').then((module) => module.PersonMenu))

const HOLD_MS = 500

export interface PersonAvatarProps {
  readonly person: Person
  readonly isSelf: boolean
  readonly together: Together
}

/**
 * One person as a disc. A click goes to the caret, holding it or a double click follows; from the keyboard, and for
 * who has it read out, it opens a menu with both.
 */
export function PersonAvatar({ person, isSelf, together }: PersonAvatarProps) {
  const t = useTranslations()
  const [open, setOpen] = useState(false)
  const { part: PersonMenu, place } = usePart(personMenu, open)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const held = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  const hasMenu = !isSelf || together.bringEveryone !== null

  const release = () => clearTimeout(timer.current)
  const press = (event: PointerEvent) => {
    // the menu would open with the press
    event.preventDefault()
    held.current = false
    release()
    if (isSelf || event.button !== 0) return
    timer.current = setTimeout(() => {
      held.current = true
      together.follow(person)
    }, HOLD_MS)
  }
  const click = (event: MouseEvent) => {
    release()
    // 0 is a click that no pointer made
    if (event.detail === 0 || isSelf) setOpen(hasMenu)
    else if (event.detail === 1 && !held.current) together.jump(person)
  }
  const button = (
    <button
      type="button"
      {...tooltip(person.name, isSelf ? t('together.you') : t('together.pressHint'))}
      data-testid="avatar"
      aria-label={person.name}
      onPointerDown={press}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onClick={click}
      onDoubleClick={() => (isSelf ? undefined : together.follow(person))}
      className="block touch-manipulation select-none rounded-full ring-2 ring-paper"
    >
      <Avatar name={person.name} color={person.color} />
    </button>
  )
  return (
    <span ref={place} className="contents">
      {PersonMenu === null ? (
        button
      ) : (
        <PersonMenu
          person={person}
          isSelf={isSelf}
          together={together}
          open={open}
          onOpenChange={setOpen}
          trigger={button}
        />
      )}
    </span>
  )
}
