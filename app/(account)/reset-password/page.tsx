import type { Metadata } from 'next'
import { getTranslations } from '../../i18n/language.ts'
import { AccountPage } from '../account-page.tsx'
import { ResetPasswordForm } from './reset-password-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations()
  return { title: t('account.reset.tab'), referrer: 'no-referrer' }
}

export default async function ResetPasswordPage() {
  const t = await getTranslations()
  return (
    <AccountPage title={t('account.reset.title')} words={t('account.reset.words')}>
      <ResetPasswordForm />
    </AccountPage>
  )
}
