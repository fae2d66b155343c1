'use client'

import { AlertDialog } from 'radix-ui'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import type { ConfirmProps } from './confirm.tsx'
import { Problem } from './problem.tsx'

/** Asks before something that takes a thing away. The action keeps the dialog open until its owner closes it. */
export function ConfirmDialog({
  open,
  title,
  words,
  action,
  cancel,
  look = 'danger',
  busy = false,
  error,
  onConfirm,
  onClose,
}: ConfirmProps) {
  const t = useTranslations()
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-[oklch(0.15_0.02_265/0.4)]" />
        <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 w-[min(27rem,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-xl border border-line bg-raised p-6 shadow-float outline-none">
          <AlertDialog.Title className="font-semibold text-base">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-soft text-sm">{words}</AlertDialog.Description>
          <Problem words={error ?? null} className="mt-3" />
          <div className="mt-6 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>{cancel ?? t('common.cancel')}</Button>
            </AlertDialog.Cancel>
            <Button look={look} disabled={busy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
