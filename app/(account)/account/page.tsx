import Link from 'next/link'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { HomeHeader } from '../../(home)/home-header.tsx'
import { getMe } from '../../server-api.ts'
import { Button } from '../../ui/button.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { Sessions } from './sessions.tsx'

export const metadata = { title: 'Your account' }

export default async function AccountSettingsPage() {
  const { user } = await getMe()
  if (user === null) redirect('/sign-in?next=/account')
  return (
    <div className="min-h-dvh">
      <HomeHeader visitor={user} />
      <main className="mx-auto w-full max-w-2xl px-4 pt-8 pb-24 sm:px-6 sm:pt-12">
        <h1 className="font-semibold text-2xl tracking-tight">
          {user.isGuest ? 'You are a guest' : 'Your account'}
        </h1>
        <p className="mt-1 text-ink-soft">
          {user.isGuest ? 'Your documents belong to this browser, for as long as it keeps you.' : user.email}
        </p>
        {user.isGuest ? <AccountOffer /> : null}
        <Part title="Profile" words="How the people you write with see you, at once and everywhere.">
          <ProfileForm name={user.name} color={user.color} />
        </Part>
        {user.isGuest ? null : (
          <>
            <Part title="Password" words="Changing it signs you out everywhere else.">
              <PasswordForm email={user.email ?? ''} />
            </Part>
            <Part title="Where you are signed in" words="Sign out what you do not know or no longer use.">
              <Sessions />
            </Part>
          </>
        )}
      </main>
    </div>
  )
}

function Part({ title, words, children }: { title: string; words: string; children: ReactNode }) {
  return (
    <section className="mt-10 border-line border-t pt-8">
      <h2 className="font-semibold text-base">{title}</h2>
      <p className="mt-1 text-ink-soft">{words}</p>
      <div className="mt-5">{children}</div>
    </section>
  )
}

const AccountOffer = () => (
  <section className="mt-6 rounded-xl border border-line bg-panel p-5">
    <h2 className="font-semibold text-base">Make this an account</h2>
    <p className="mt-1 text-ink-soft leading-relaxed">
      Your documents come with you, and you reach them from any device. Others can share with your address.
    </p>
    <div className="mt-4 flex flex-wrap gap-2">
      <Button asChild look="primary">
        <Link href="/sign-up?next=/account">Create an account</Link>
      </Button>
      <Button asChild>
        <Link href="/sign-in?next=/account">Sign in</Link>
      </Button>
    </div>
  </section>
)
