import { useTranslations } from 'use-intl'

const LINES = [96, 88, 93, 41, 0, 91, 97, 85, 62]

/** The shape of the text while it is on its way. */
export function TextSkeleton() {
  const t = useTranslations()
  return (
    <div
      role="status"
      aria-label={t('page.loading')}
      className="document-column animate-breathe pt-8 sm:pt-25"
    >
      <div className="h-9 w-3/5 rounded-card bg-line" />
      <div className="mt-9 space-y-3.5">
        {LINES.map((width) => (
          <div key={width} className="h-3.5 rounded bg-panel" style={{ width: `${width}%` }} />
        ))}
      </div>
    </div>
  )
}

/** The shape of the whole page. */
export function DocumentSkeleton() {
  return (
    <div className="min-h-dvh">
      <div className="h-12 border-line border-b" />
      <TextSkeleton />
    </div>
  )
}
