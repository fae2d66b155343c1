import { safeNext } from '../../../lib/safe-targets.ts'
import { getTranslations } from '../../i18n/language.ts'
import { getMe } from '../../server-api.ts'
import { Problem } from '../../ui/problem.tsx'
import { AccountForm } from '../account-form.tsx'
import { AccountPage } from '../account-page.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('account.signIn.title') })

type Query = Readonly<Record<string, string | string[] | undefined>>

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const t = await getTranslations()
  const { next, refused } = await searchParams
  const { provider } = await getMe()
  return (
    <AccountPage title={t('account.signIn.title')} words={t('account.signIn.words')}>
      {refused === undefined || provider === null ? null : (
        <Problem words={t('account.signIn.refused', { provider })} className="mt-6" />
      )}
      <AccountForm
        kind="sign-in"
        next={safeNext(typeof next === 'string' ? next : null)}
        provider={provider}
      />
    </AccountPage>
  )
}
