'use client'

import { useTranslations } from 'use-intl'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string }
  readonly retry: () => void
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations()
  return (
    <MessagePage
      title={t('pages.error.title')}
      {...(error.digest === undefined ? {} : { code: t('common.reportId', { id: error.digest }) })}
      actions={
        <>
          <Button look="primary" onClick={retry}>
            {t('common.tryAgain')}
          </Button>
          <Button asChild>
            <a href="/">{t('common.toDocuments')}</a>
          </Button>
        </>
      }
    >
      <p>{t('pages.error.words')}</p>
    </MessagePage>
  )
}
