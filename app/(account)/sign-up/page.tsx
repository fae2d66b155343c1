import { safeNext } from '../../../lib/safe-targets.ts'
import { getTranslations } from '../../i18n/language.ts'
import { getMe } from '../../server-api.ts'
import { AccountForm } from '../account-form.tsx'
import { AccountPage } from '../account-page.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('account.signUp.title') })

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const t = await getTranslations()
  const { next } = await searchParams
  const { provider } = await getMe()
  return (
    <AccountPage title={t('account.signUp.title')} words={t('account.signUp.words')}>
      <AccountForm
        kind="sign-up"
        next={safeNext(typeof next === 'string' ? next : null)}
        provider={provider}
      />
    </AccountPage>
  )
}
