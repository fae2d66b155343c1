import Link from 'next/link'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { HomeHeader } from '../../(home)/home-header.tsx'
import { getTranslations } from '../../i18n/language.ts'
import { getMe } from '../../server-api.ts'
import { Button } from '../../ui/button.tsx'
import { Letters } from './letters.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { Sessions } from './sessions.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('account.page.title') })

export default async function AccountSettingsPage() {
  const t = await getTranslations()
  const { user } = await getMe()
  if (user === null) redirect('/sign-in?next=/account')
  return (
    <div className="min-h-dvh">
      <HomeHeader visitor={user} />
      <main className="mx-auto w-full max-w-2xl px-4 pt-8 pb-24 sm:px-6 sm:pt-12">
        <h1 className="font-semibold text-2xl tracking-tight">
          {user.isGuest ? t('account.page.guestTitle') : t('account.page.title')}
        </h1>
        <p className="mt-1 text-ink-soft">{user.isGuest ? t('account.page.guestWords') : user.email}</p>
        {user.isGuest ? <AccountOffer /> : null}
        <Part title={t('account.profile.title')} words={t('account.profile.words')}>
          <ProfileForm name={user.name} color={user.color} />
        </Part>
        {user.isGuest ? null : (
          <>
            <Part title={t('account.change.title')} words={t('account.change.words')}>
              <PasswordForm email={user.email ?? ''} />
            </Part>
            <Part title={t('inbox.account.title')} words={t('inbox.account.words')}>
              <Letters />
            </Part>
            <Part title={t('account.sessions.title')} words={t('account.sessions.words')}>
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

async function AccountOffer() {
  const t = await getTranslations()
  return (
    <section className="mt-6 rounded-xl border border-line bg-panel p-5">
      <h2 className="font-semibold text-base">{t('account.offer.title')}</h2>
      <p className="mt-1 text-ink-soft leading-relaxed">{t('account.offer.words')}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button asChild look="primary">
          <Link href="/sign-up?next=/account">{t('common.createAccount')}</Link>
        </Button>
        <Button asChild>
          <Link href="/sign-in?next=/account">{t('common.signIn')}</Link>
        </Button>
      </div>
    </section>
  )
}
