'use client'

import { UserRoundPlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SHARE_PLACE } from '../../../../lib/notice-values.ts'
import { Button } from '../../../ui/button.tsx'
import { Late } from '../../../ui/late.tsx'
import { part } from '../../../ui/part.ts'
import type { SharingProps } from './share-dialog.tsx'

const shareDialog = part(() => import('./share-dialog.tsx').then((module) => module.ShareDialog))

/** Opens the sharing dialog. The badge says how many people wait for an answer. */
export function ShareButton(props: SharingProps) {
  const t = useTranslations()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { document } = props
  useEffect(() => {
    const open = () => {
      if (window.location.hash === `#${SHARE_PLACE}`) setOpen(true)
    }
    open()
    window.addEventListener('hashchange', open)
    return () => window.removeEventListener('hashchange', open)
  }, [])
  const waiting = document.requests
  return (
    <>
      <Button
        ref={button}
        look="primary"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        aria-label={waiting === 0 ? t('share.open') : t('share.openWaiting', { count: waiting })}
        className="relative max-sm:size-8 max-sm:px-0"
      >
        <UserRoundPlus aria-hidden className="size-4 sm:hidden" />
        <span className="max-sm:hidden">{t('share.open')}</span>
        {waiting === 0 ? null : (
          <span
            data-testid="share-badge"
            className="absolute -top-1.5 -end-1.5 flex h-[18px] min-w-[18px] items-center justify-center rounded-full bg-warning px-1 font-semibold text-[11px] text-paper leading-none ring-2 ring-paper"
          >
            {waiting}
          </span>
        )}
      </Button>
      <Late
        part={shareDialog}
        wanted={open}
        props={{ ...props, open, onOpenChange: setOpen, focusAfter: () => button.current }}
      />
    </>
  )
}
