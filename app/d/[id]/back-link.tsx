'use client'

import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'

/** Leads home. Asks first when changes would stay behind on this device. */
export function BackLink({ mustAsk }: { mustAsk: () => boolean }) {
  const t = useTranslations()
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Tooltip words={t('home.title')}>
        <Button asChild look="quiet" size="icon">
          <Link
            href="/"
            aria-label={t('page.back')}
            onNavigate={(event) => {
              if (!mustAsk()) return
              event.preventDefault()
              setAsking(true)
            }}
          >
            <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
          </Link>
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
