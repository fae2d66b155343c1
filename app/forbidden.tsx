import { getTranslations } from './i18n/language.ts'
import { SignInHere } from './sign-in-here.tsx'
import { Button } from './ui/button.tsx'
import { MessagePage } from './ui/message-page.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('pages.forbidden.tab') })

export default async function Forbidden() {
  const t = await getTranslations()
  return (
    <MessagePage
      title={t('pages.forbidden.title')}
      code="403"
      actions={
        <>
          <SignInHere />
          <Button asChild>
            <a href="/">{t('common.toDocuments')}</a>
          </Button>
        </>
      }
    >
      <p>{t('pages.forbidden.words')}</p>
    </MessagePage>
  )
}
