'use client'

import { LocateFixed, Megaphone, Navigation } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactElement } from 'react'
import { useTranslations } from 'use-intl'
import { isolated } from '../../../lib/isolated.ts'
import type { Person } from '../../../lib/presence.ts'
import { Avatar } from '../../ui/avatar.tsx'
import type { LateMenuProps } from '../../ui/late.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx'
import type { PeopleProps } from './people.tsx'
import type { Together } from './use-together.ts'

/** Everybody who is here, behind the number. */
export function EverybodyMenu({
  people,
  selfId,
  together,
  trigger,
  startsOpen,
}: PeopleProps & LateMenuProps) {
  const t = useTranslations()
  return (
    <Menu trigger={trigger} startsOpen={startsOpen}>
      <div className="max-h-80 overflow-y-auto">
        <MenuLabel>{t('together.countHere', { count: people.length })}</MenuLabel>
        {people.map((person) => (
          <EverybodyItem key={person.id} person={person} isSelf={person.id === selfId} together={together} />
        ))}
      </div>
      {together.bringEveryone === null ? null : (
        <>
          <MenuLine />
          <MenuItem onSelect={together.bringEveryone}>
            <Megaphone aria-hidden />
            {t('together.bringEveryone')}
          </MenuItem>
        </>
      )}
    </Menu>
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
  const t = useTranslations()
  const label = (
    <>
      <Avatar name={person.name} color={person.color} className="size-6" />
      <span className="max-w-52 truncate">
        {isSelf ? t('together.nameAndYou', { name: isolated(person.name) }) : person.name}
      </span>
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
function PersonItems({ person, together }: { person: Person; together: Together }) {
  const t = useTranslations()
  return (
    <>
      <MenuItem onSelect={() => together.jump(person)}>
        <LocateFixed aria-hidden />
        {t('together.goTo', { name: isolated(person.name) })}
      </MenuItem>
      <MenuItem onSelect={() => together.follow(person)}>
        <Navigation aria-hidden />
        {t('together.follow', { name: isolated(person.name) })}
      </MenuItem>
    </>
  )
}

export interface PersonMenuProps {
  readonly person: Person
  readonly isSelf: boolean
  readonly together: Together
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly trigger: ReactElement
}

/** The menu of one disc. */
export function PersonMenu({ person, isSelf, together, open, onOpenChange, trigger }: PersonMenuProps) {
  const t = useTranslations()
  return (
    <Radix.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={8}
          collisionPadding={8}
          className="z-40 min-w-48 animate-float rounded-card border border-line bg-raised p-1 text-ink shadow-float"
        >
          {isSelf ? null : <PersonItems person={person} together={together} />}
          {isSelf && together.bringEveryone !== null ? (
            <MenuItem onSelect={together.bringEveryone}>
              <Megaphone aria-hidden />
              {t('together.bringEveryone')}
            </MenuItem>
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
