import { safeNext } from '../../../lib/safe-targets.ts'
import { getMe } from '../../server-api.ts'
import { Problem } from '../../ui/problem.tsx'
import { AccountForm } from '../account-form.tsx'
import { AccountPage } from '../account-page.tsx'

export const metadata = { title: 'Sign in' }

type Query = Readonly<Record<string, string | string[] | undefined>>

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, refused } = await searchParams
  const { provider } = await getMe()
  return (
    <AccountPage title="Sign in" words="Documents that you wrote here as a guest come with you.">
      {refused === undefined || provider === null ? null : (
        <Problem
          words={`${provider} did not sign you in. Try again, or use your password.`}
          className="mt-6"
        />
      )}
      <AccountForm
        kind="sign-in"
        next={safeNext(typeof next === 'string' ? next : null)}
        provider={provider}
      />
    </AccountPage>
  )
}
