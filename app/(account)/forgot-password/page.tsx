import { getTranslations } from '../../i18n/language.ts'
import { AccountPage } from '../account-page.tsx'
import { ForgotPasswordForm } from './forgot-password-form.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('account.forgot.title') })

export default async function ForgotPasswordPage() {
  const t = await getTranslations()
  return (
    <AccountPage title={t('account.forgot.title')} words={t('account.forgot.words')}>
      <ForgotPasswordForm />
    </AccountPage>
  )
}
