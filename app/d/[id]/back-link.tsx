'use client'

import { ChevronLeft } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type MouseEvent, startTransition, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'

/** In a new tab or window, or downloaded. */
const opensElsewhere = ({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  metaKey || ctrlKey || shiftKey || altKey

/** Leads home. Asks first when changes would stay behind on this device. */
export function BackLink({ mustAsk }: { mustAsk: () => boolean }) {
  const t = useTranslations()
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const prefetch = () => router.prefetch('/')
  return (
    <>
      <Tooltip words={t('home.title')}>
        <Button asChild look="quiet" size="icon">
          {/* the link of Next.js would be a part of every document page */}
          <a
            href="/"
            aria-label={t('page.back')}
            onPointerEnter={prefetch}
            onFocus={prefetch}
            onClick={(event) => {
              if (opensElsewhere(event)) return
              event.preventDefault()
              if (mustAsk()) setAsking(true)
              else startTransition(() => router.push('/'))
            }}
          >
            <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          </a>
        </Button>
      </Tooltip>
      <Confirm
        open={asking}
        title={t('page.leave.title')}
        words={t('page.leave.words')}
        action={t('page.leave.action')}
        look="primary"
        cancel={t('page.leave.stay')}
        onConfirm={() => router.push('/')}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
