'use client'

import type { Editor } from '@tiptap/react'
import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { Fragment, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { MenuItem, MenuLine } from '../../../ui/menu.tsx'
import { canRunTableAction, runTableAction, type TableAction } from './table-actions.ts'

export interface TableMenuProps {
  readonly editor: Editor
  readonly groups: readonly (readonly TableAction[])[]
  readonly trigger: ReactNode
  readonly side?: 'top' | 'bottom' | 'right'
  readonly startsOpen?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

/** A menu of what can be done to the selected cells. */
export function TableMenu({
  editor,
  groups,
  trigger,
  side = 'bottom',
  startsOpen = false,
  onOpenChange,
}: TableMenuProps) {
  return (
    <Radix.Root
      modal={false}
      defaultOpen={startsOpen}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          // the caret stays where it was, for the next key
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!editor.view.hasFocus()) editor.view.focus()
          }}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 animate-float overflow-y-auto rounded-card border border-line bg-raised p-1 text-ink shadow-float"
        >
          <Items editor={editor} groups={groups} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Rendered only while the menu is open, so what is possible is asked once each time. */
function Items({ editor, groups }: Pick<TableMenuProps, 'editor' | 'groups'>) {
  return groups.map((group, index) => (
    <Fragment key={group[0]?.name}>
      {index === 0 ? null : <MenuLine />}
      {group.map((action) => (
        <Item key={action.name} editor={editor} action={action} />
      ))}
    </Fragment>
  ))
}

function Item({ editor, action }: { editor: Editor; action: TableAction }) {
  const t = useTranslations()
  const Icon = action.icon
  const isOn = action.isOn?.(editor.state) === true
  return (
    <MenuItem
      {...(action.danger === true ? { danger: true } : {})}
      {...(action.isOn === undefined ? {} : { 'aria-checked': isOn, role: 'menuitemcheckbox' })}
      disabled={!canRunTableAction(editor, action)}
      onSelect={() => runTableAction(editor, action)}
      className="data-[disabled]:pointer-events-none data-[disabled]:opacity-40"
    >
      <Icon aria-hidden />
      <span className="flex-1">{t(`tables.actions.${action.name}`)}</span>
      {isOn ? <Check aria-hidden className="text-accent!" /> : null}
    </MenuItem>
  )
}
