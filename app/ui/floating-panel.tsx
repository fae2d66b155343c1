'use client'

import { Popover as Radix } from 'radix-ui'
import { classNames } from './class-names.ts'
import type { PopoverProps } from './popover.tsx'

export interface FloatingPanelProps extends PopoverProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** What floats beside its trigger while `open`. */
export function FloatingPanel({
  trigger,
  children,
  label,
  className = 'w-80 p-4',
  align = 'end',
  takesFocus = true,
  ...rest
}: FloatingPanelProps) {
  const { open, onOpenChange, onMouseEnter, onMouseLeave, onClosed } = rest
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
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
