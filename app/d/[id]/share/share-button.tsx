'use client'

import { UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { CopyLink } from './copy-link.tsx'
import { ShareDialog, type ShareDialogProps } from './share-dialog.tsx'

/** Opens the sharing dialog. The badge says how many people wait for an answer. */
export function ShareButton(props: ShareDialogProps) {
  const t = useTranslations()
  const [open, setOpen] = useState(false)
  const { document, title } = props
  const waiting = document.requests
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('share.title', { title: title || t('common.untitled') })}
      className="sm:w-[35rem]"
      footer={
        <>
          <CopyLink id={document.id} />
          <Button onClick={() => setOpen(false)}>{t('share.done')}</Button>
        </>
      }
      trigger={
        <Button
          look="primary"
          aria-label={waiting === 0 ? t('share.open') : t('share.openWaiting', { count: waiting })}
          className="relative max-sm:size-8 max-sm:px-0"
        >
          <UserRoundPlus aria-hidden className="size-4 sm:hidden" />
          <span className="max-sm:hidden">{t('share.open')}</span>
          {waiting === 0 ? null : (
            <span
              data-testid="share-badge"
              className="absolute -top-1.5 -right-1.5 flex h-[18px] min-w-[18px] items-center justify-center rounded-full bg-warning px-1 font-semibold text-[11px] text-paper leading-none ring-2 ring-paper"
            >
              {waiting}
            </span>
          )}
        </Button>
      }
    >
      <ShareDialog {...props} />
    </Dialog>
  )
}
