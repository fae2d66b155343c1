'use client'

import { BellRing } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/button.tsx'
import { allowBrowserNotices, browserNotices, endBrowserNotices } from './browser-notices.ts'

/** Offers that the browser tells what arrives while no page of this server can be seen. */
export function BrowserOffer() {
  const t = useTranslations()
  const [state, setState] = useState(browserNotices)
  if (state === 'unable') return null
  return (
    <footer className="flex shrink-0 items-center gap-2 border-line border-t px-4 py-2 text-ink-soft text-xs">
      {state === 'off' ? (
        <Button
          look="quiet"
          className="-mx-3 h-auto min-h-8 max-w-[calc(100%+1.5rem)] whitespace-normal py-1 text-start text-xs"
          onClick={() => void allowBrowserNotices().then(() => setState(browserNotices()))}
        >
          <BellRing aria-hidden className="size-4 shrink-0" />
          {t('inbox.browser.offer')}
        </Button>
      ) : (
        <p className="flex-1 leading-snug">{t(`inbox.browser.${state}`)}</p>
      )}
      {state === 'on' ? (
        <Button
          look="quiet"
          className="-me-3 text-xs"
          onClick={() => {
            endBrowserNotices()
            setState(browserNotices())
          }}
        >
          {t('inbox.browser.off')}
        </Button>
      ) : null}
    </footer>
  )
}
