'use client'

import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface PopoverProps {
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly label: string
  readonly className?: string
  readonly align?: 'start' | 'center' | 'end'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly onMouseEnter?: () => void
  readonly onMouseLeave?: () => void
  /** False leaves the focus where it is, for what opens on hover. */
  readonly takesFocus?: boolean
  /** Where the focus goes afterwards; without it back to the trigger. */
  readonly onClosed?: () => void
}

export function Popover({
  trigger,
  children,
  label,
  className = 'w-80 p-4',
  align = 'end',
  takesFocus = true,
  ...rest
}: PopoverProps) {
  const { open, onOpenChange, onMouseEnter, onMouseLeave, onClosed } = rest
  return (
    <Radix.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          onMouseEnter={onMouseEnter}
          onMouseLeave={onMouseLeave}
          onOpenAutoFocus={(event) => {
            if (!takesFocus) event.preventDefault()
          }}
          onCloseAutoFocus={(event) => {
            if (onClosed === undefined) return
            event.preventDefault()
            onClosed()
          }}
          className={classNames(
            'z-40 max-w-[calc(100vw-16px)] animate-float rounded-card border border-line bg-raised text-[13px] text-ink shadow-float outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
