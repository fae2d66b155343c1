import { useTranslations } from 'use-intl'
import { Button } from '../../ui/button.tsx'
import type { Fullness } from './size-words.ts'

/** How full the document is, from 80 % on. */
export function SizeMeter({ fullness, onWhatIsLarge }: { fullness: Fullness; onWhatIsLarge: () => void }) {
  const t = useTranslations()
  return (
    <div className="mt-3 space-y-2">
      <meter aria-label={t('size.about')} min={0} max={100} value={fullness.percent} className="sr-only" />
      <span aria-hidden data-level={fullness.level} className="size-meter">
        <span style={{ width: `${fullness.percent}%` }} />
      </span>
      <p className="text-warning leading-relaxed">{fullness.words}</p>
      <Button onClick={onWhatIsLarge}>{t('size.whatIsLarge')}</Button>
    </div>
  )
}
