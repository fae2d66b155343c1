import { getTranslations } from './i18n/language.ts'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('pages.notFound.tab') })

export default async function NotFound() {
  const t = await getTranslations()
  return (
    <MessagePage
      title={t('pages.notFound.title')}
      code="404"
      actions={
        <Button asChild look="primary">
          <a href="/">{t('common.toDocuments')}</a>
        </Button>
      }
    >
      <p>{t('pages.notFound.words')}</p>
      <p>{t('pages.notFound.next')}</p>
    </MessagePage>
  )
}
