'use client'

import { useTranslations } from 'use-intl'
import { Button } from '../../ui/button.tsx'

/** The server has the document but cannot read it: said in words, since an empty page would say it is empty. */
export function LoadFailed({ documentId, onTryNow }: { documentId: string; onTryNow: () => void }) {
  const t = useTranslations()
  return (
    <div role="alert" data-testid="load-failed" className="document-column pt-16">
      <h2 className="font-semibold text-xl tracking-tight">{t('page.loadFailed.title')}</h2>
      <p className="mt-3 text-[15px] text-ink-soft leading-relaxed">{t('page.loadFailed.words')}</p>
      <Button look="primary" className="mt-6" onClick={onTryNow}>
        {t('status.tryNow')}
      </Button>
      <p className="mt-8 font-mono text-ink-faint text-xs">{`1011 · ${documentId}`}</p>
    </div>
  )
}
