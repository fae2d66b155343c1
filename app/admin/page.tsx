import { forbidden } from 'next/navigation'
import { HomeHeader } from '../(home)/home-header.tsx'
import { getTranslations } from '../i18n/language.ts'
import { getMe } from '../server-api.ts'
import { ServerView } from './server-view.tsx'

export const generateMetadata = async () => ({ title: (await getTranslations())('admin.title') })

/** Who may see it is judged by the server here, and again for everything that the page then asks of it. */
export default async function AdminPage() {
  const t = await getTranslations()
  const { user } = await getMe()
  if (!user?.isOperator) forbidden()
  return (
    <div className="min-h-dvh">
      <HomeHeader visitor={user} />
      <main className="mx-auto w-full max-w-6xl px-4 pt-4 pb-24 sm:px-6">
        <h1 className="font-semibold text-2xl tracking-tight">{t('admin.title')}</h1>
        <p className="mt-1 text-ink-soft">{t('admin.words')}</p>
        <ServerView />
      </main>
    </div>
  )
}
