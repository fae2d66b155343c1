'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const ITEM =
  'flex h-8 select-none items-center gap-2.5 rounded-md px-2 text-[13px] outline-none data-[highlighted]:bg-hover [&>svg]:size-4'

const QUIET_ICON = '[&>svg]:text-ink-faint'

export function Menu({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={8}
          collisionPadding={8}
          className="z-40 min-w-56 animate-float rounded-card border border-line bg-raised p-1 text-ink shadow-float"
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
