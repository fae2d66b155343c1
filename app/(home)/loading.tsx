import { getTranslations } from '../i18n/language.ts'
import { Wordmark } from '../ui/wordmark.tsx'

const ROWS = [68, 44, 57, 36, 51]

/** The shape of the home page while its documents are on their way. */
export default async function HomeLoading() {
  const t = await getTranslations()
  return (
    <div className="min-h-dvh" role="status" aria-label={t('home.loading')}>
      <header className="flex h-14 items-center px-4 sm:px-6">
        <Wordmark />
      </header>
      <div className="mx-auto w-full max-w-3xl animate-breathe px-4 pt-8 sm:px-6 sm:pt-12">
        <div className="h-8 w-44 rounded-card bg-line" />
        <div className="mt-6 h-10 rounded-card bg-panel" />
        <div className="mt-6 space-y-6">
          {ROWS.map((width) => (
            <div key={width} className="space-y-2">
              <div className="h-4 rounded bg-line" style={{ width: `${width}%` }} />
              <div className="h-3 w-32 rounded bg-panel" />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
