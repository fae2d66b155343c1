'use client'

import { Bell, BellOff, BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { WATCH_LEVELS, type WatchLevel } from '../../lib/notice-values.ts'
import { MenuChoice, MenuLabel } from '../ui/menu.tsx'
import { getWatching, setWatching } from './notice-api.ts'

const ICONS: Readonly<Record<WatchLevel, React.ReactNode>> = {
  watch: <BellRing />,
  default: <Bell />,
  mute: <BellOff />,
}

export interface WatchingChoiceProps {
  readonly documentId: string
  readonly onProblem: (words: string) => void
}

/** The part of a menu that says of how much of a document one is told. */
export function WatchingChoice({ documentId, onProblem }: WatchingChoiceProps) {
  const t = useTranslations()
  const [level, setLevel] = useState<WatchLevel | ''>('')
  useEffect(() => {
    let isWanted = true
    void getWatching(documentId).then((result) => {
      if (isWanted && result.ok) setLevel(result.data.level)
    })
    return () => {
      isWanted = false
    }
  }, [documentId])
  const choose = async (next: WatchLevel | '') => {
    if (next === '') return
    const before = level
    setLevel(next)
    const result = await setWatching(documentId, next)
    if (result.ok) return
    setLevel(before)
    onProblem(result.message)
  }
  const options = WATCH_LEVELS.map((one) => [one, t(`inbox.watching.${one}`), ICONS[one]] as const)
  return (
    <>
      <MenuLabel>{t('inbox.watching.title')}</MenuLabel>
      <MenuChoice value={level} options={options} onChoose={choose} />
    </>
  )
}
