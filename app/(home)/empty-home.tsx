import { getTranslations } from '../i18n/language.ts'
import { NewDocumentButton } from './new-document-button.tsx'

const PROMISES = ['saved', 'together', 'offline'] as const

/** The home of somebody who has no documents yet: one thing to do, and what to expect of it. */
export async function EmptyHome() {
  const t = await getTranslations()
  return (
    <div className="pt-[8vh]">
      <h1 className="max-w-lg text-balance font-semibold text-4xl leading-[1.12] tracking-tight sm:text-5xl">
        {t('home.empty.title')}
      </h1>
      <p className="mt-5 max-w-md text-[17px] text-ink-soft leading-relaxed">{t('home.empty.words')}</p>
      <div className="mt-8">
        <NewDocumentButton size="medium" />
      </div>
      <dl className="mt-16 grid gap-8 border-line border-t pt-8 sm:grid-cols-3">
        {PROMISES.map((promise) => (
          <div key={promise}>
            <dt className="font-semibold">{t(`home.empty.${promise}`)}</dt>
            <dd className="mt-1 text-ink-soft">{t(`home.empty.${promise}Words`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
