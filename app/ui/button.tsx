import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'

const LOOKS: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line-strong bg-raised text-ink hover:bg-panel',
  quiet: 'text-ink-soft hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-on-danger hover:opacity-90',
}

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look
  readonly size?: 'small' | 'medium' | 'icon'
  /** Puts the looks of a button on the one child, a link for instance. */
  readonly asChild?: boolean
}

const SIZES = { small: 'h-8 px-3 text-[13px]', medium: 'h-10 px-4 text-sm', icon: 'size-8' } as const

export function Button({ look = 'plain', size = 'small', asChild = false, className, ...rest }: ButtonProps) {
  const Tag = asChild ? Slot.Root : 'button'
  return (
    <Tag
      {...(asChild ? {} : { type: 'button' as const })}
      {...rest}
      className={classNames(
        'inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-card font-medium',
        'transition-colors duration-150 disabled:opacity-50 aria-disabled:opacity-50',
        LOOKS[look],
        SIZES[size],
        className,
      )}
    />
  )
}
