'use client'

import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const ITEM =
  'flex h-8 select-none items-center gap-2.5 rounded-md px-2 text-[13px] outline-none data-[highlighted]:bg-hover [&>svg]:size-4'

const QUIET_ICON = '[&>svg]:text-ink-faint'

const FLOAT =
  'z-40 min-w-56 animate-float rounded-card border border-line bg-raised p-1 text-ink shadow-float'

export interface MenuProps {
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
  readonly open?: boolean
  readonly startsOpen?: boolean
  readonly onOpenChange?: (open: boolean) => void
  /** True when it has given the focus to something else; else it goes back to the trigger. */
  readonly onClosed?: () => boolean
}

export function Menu({
  trigger,
  children,
  align = 'end',
  open,
  startsOpen = false,
  onOpenChange,
  onClosed,
}: MenuProps) {
  return (
    <Radix.Root
      modal={false}
      defaultOpen={startsOpen}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          data-floating
          align={align}
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (onClosed?.() === true) event.preventDefault()
          }}
          className={classNames(
            FLOAT,
            'max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto',
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export function MenuItem({
  danger,
  className,
  ...rest
}: ComponentProps<typeof Radix.Item> & { danger?: boolean }) {
  return (
    <Radix.Item
      {...rest}
      className={classNames(ITEM, danger === true ? 'text-danger' : QUIET_ICON, className)}
    />
  )
}

/** Opens more of the menu to its side. */
export function SubMenu({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={classNames(ITEM, QUIET_ICON, 'data-[state=open]:bg-hover')}>
        {label}
        <ChevronRight aria-hidden className="ms-auto rtl:-scale-x-100" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent
          data-floating
          sideOffset={6}
          alignOffset={-5}
          collisionPadding={8}
          className={classNames(
            FLOAT,
            'max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto',
          )}
        >
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  )
}

/** Keys for the same, at the end of an item. */
export const MenuHint = ({ children }: { children: ReactNode }) => (
  <kbd aria-hidden dir="ltr" className="ms-auto ps-6 font-sans text-ink-faint text-xs">
    {children}
  </kbd>
)

export const MenuLine = () => <Radix.Separator className="my-1 h-px bg-line" />

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 font-medium text-ink-faint text-xs">{children}</Radix.Label>
}

/** One of several. `options` are values and their words. */
export function MenuChoice<T extends string>({
  value,
  options,
  onChoose,
}: {
  value: T
  options: readonly (readonly [T, string, ReactNode])[]
  onChoose: (value: T) => void
}) {
  return (
    <Radix.RadioGroup value={value}>
      {options.map(([option, words, icon]) => (
        <Radix.RadioItem
          key={option}
          value={option}
          onSelect={(event) => {
            event.preventDefault()
            onChoose(option)
          }}
          className={classNames(ITEM, QUIET_ICON)}
        >
          {icon}
          <span className="flex-1">{words}</span>
          <Radix.ItemIndicator className="text-accent">
            <Check aria-hidden className="size-4" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}
