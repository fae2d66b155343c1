'use client'

import { useTranslations } from 'use-intl'
import type { TalkProps } from '../talk-side.tsx'

export function ChatTab(_: TalkProps) {
  const t = useTranslations()
  return <p className="p-6 text-center text-[13px] text-ink-soft">{t('chat.empty.words')}</p>
}
