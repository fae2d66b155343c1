import { safeNext } from '../../../lib/safe-targets.ts'
import { AccountForm } from '../account-form.tsx'
import { AccountPage } from '../account-page.tsx'

export const metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  return (
    <AccountPage title="Sign in" words="Documents that you wrote here as a guest come with you.">
      <AccountForm kind="sign-in" next={safeNext(typeof next === 'string' ? next : null)} />
    </AccountPage>
  )
}
