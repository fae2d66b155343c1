'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

export interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  /** One line below the title. */
  readonly words?: string
  readonly children: ReactNode
  /** Stays in view below what scrolls. */
  readonly footer?: ReactNode
  readonly className?: string
  /** What opens it and gets the focus back. */
  readonly trigger?: ReactNode
  /** Where the focus goes when it closes; without it, or with null, back to where it was. */
  readonly focusAfter?: () => HTMLElement | null
}

/** What is to be filled in comes first; on a phone it would bring up the keyboard over what is to be read. */
function focusFirstField(event: Event): void {
  const field =
    event.target instanceof Element
      ? event.target.querySelector<HTMLElement>('[data-body] :is(input, select, textarea)')
      : null
  if (field === null || !window.matchMedia('(pointer: fine)').matches) return
  event.preventDefault()
  field.focus()
}

/** A dialog in the middle of a wide screen; a sheet from the lower edge of a phone. */
export function Dialog({
  open,
  onOpenChange,
  title,
  words,
  children,
  footer,
  className = 'sm:w-[27rem]',
  trigger,
  focusAfter,
}: DialogProps) {
  const t = useTranslations()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger === undefined ? null : <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_265/0.4)]" />
        <Radix.Content
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={(event) => {
            const element = focusAfter?.() ?? null
            if (element === null) return
            event.preventDefault()
            element.focus()
          }}
          {...(words === undefined ? { 'aria-describedby': undefined } : {})}
          className={classNames(
            'fixed z-40 flex animate-float flex-col border-line bg-raised text-ink shadow-float outline-none',
            'max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:rounded-t-2xl max-sm:border-t',
            'sm:top-1/2 sm:left-1/2 sm:max-h-[min(46rem,calc(100dvh-64px))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl sm:border',
            className,
          )}
        >
          <div className="flex items-start gap-3 px-5 pt-4 pb-3 sm:px-6 sm:pt-5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="truncate font-semibold text-base leading-8">{title}</Radix.Title>
              {words === undefined ? null : (
                <Radix.Description className="text-[13px] text-ink-soft">{words}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button look="quiet" size="icon" aria-label={t('common.close')}>
                <X aria-hidden className="size-4" />
              </Button>
            </Radix.Close>
          </div>
          <div
            data-body
            className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5 sm:px-6 sm:pb-6"
          >
            {children}
          </div>
          {footer === undefined ? null : (
            <div className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-5 py-3 max-sm:pb-[calc(0.75rem+env(safe-area-inset-bottom))] sm:px-6">
              {footer}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
