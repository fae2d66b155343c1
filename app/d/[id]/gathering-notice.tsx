import { useTranslations } from 'use-intl'
import { isolated } from '../../../lib/isolated.ts'
import { safeName } from '../../../lib/presence.ts'
import { Button } from '../../ui/button.tsx'
import { NoticeBar } from './notice-bar.tsx'

export interface GatheringNoticeProps {
  readonly by: string
  readonly onGo: () => void
  readonly onNotNow: () => void
}

/** Somebody asks everybody to look at a place. Nobody is taken there without a click. */
export function GatheringNotice({ by, onGo, onNotNow }: GatheringNoticeProps) {
  const t = useTranslations()
  return (
    <NoticeBar
      tone="info"
      actions={
        <>
          <Button look="primary" onClick={onGo}>
            {t('together.go')}
          </Button>
          <Button look="quiet" onClick={onNotNow}>
            {t('together.notNow')}
          </Button>
        </>
      }
    >
      {t('together.asksYou', { name: isolated(safeName(t, by)) })}
    </NoticeBar>
  )
}
