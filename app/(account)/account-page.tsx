import Link from 'next/link'
import type { ReactNode } from 'react'
import { getTranslations } from '../i18n/language.ts'
import { Wordmark } from '../ui/wordmark.tsx'

export async function AccountPage({
  title,
  words,
  children,
}: {
  title: string
  words: string
  children: ReactNode
}) {
  const t = await getTranslations()
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 items-center px-4 sm:px-6">
        <Link href="/" aria-label={t('common.homeLink')} className="rounded-md">
          <Wordmark />
        </Link>
      </header>
      <main className="mx-auto w-full max-w-sm flex-1 px-6 pt-[9vh] pb-16">
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <p className="mt-2 text-ink-soft">{words}</p>
        {children}
      </main>
    </div>
  )
}
