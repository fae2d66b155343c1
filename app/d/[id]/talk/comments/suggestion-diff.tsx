import { useTranslations } from 'use-intl'

/** What goes and what comes, for the eye and for the ear. */
export function SuggestionDiff({ before, after }: { before: string; after: string }) {
  const t = useTranslations()
  return (
    <p dir="auto" className="suggestion-diff">
      <span className="sr-only">{t('comments.suggestion.removes')}</span> <del>{before}</del>{' '}
      {after === '' ? (
        <span className="text-ink-soft">{t('comments.suggestion.nothing')}</span>
      ) : (
        <>
          <span className="sr-only">{t('comments.suggestion.puts')}</span> <ins>{after}</ins>
        </>
      )}
    </p>
  )
}
