import type { Metadata } from 'next'
import { getTranslations } from '../../i18n/language.ts'
import { AccountPage } from '../account-page.tsx'
import { StopLetters } from './stop-letters.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations()
  return { title: t('inbox.stop.title'), referrer: 'no-referrer' }
}

export default async function LettersPage() {
  const t = await getTranslations()
  return (
    <AccountPage title={t('inbox.stop.title')} words={t('inbox.stop.words')}>
      <StopLetters />
    </AccountPage>
  )
}
