import { safeNext } from '../../../lib/safe-targets.ts'
import { getMe } from '../../server-api.ts'
import { AccountForm } from '../account-form.tsx'
import { AccountPage } from '../account-page.tsx'

export const metadata = { title: 'Create an account' }

export default async function SignUpPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  const { provider } = await getMe()
  return (
    <AccountPage
      title="Create an account"
      words="Keep your documents, those you wrote here as a guest too, and reach them from anywhere."
    >
      <AccountForm
        kind="sign-up"
        next={safeNext(typeof next === 'string' ? next : null)}
        provider={provider}
      />
    </AccountPage>
  )
}
