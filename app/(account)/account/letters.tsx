'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { getLetterSetting, setLetters } from '../../notices/notice-api.ts'
import { Problem } from '../../ui/problem.tsx'

/** Whether unread notices come by e-mail. */
export function Letters() {
  const t = useTranslations()
  const [setting, setSetting] = useState<{ readonly on: boolean; readonly delivers: boolean } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    void getLetterSetting().then((result) => {
      if (result.ok) setSetting(result.data)
      else setProblem(result.message)
    })
  }, [])
  const change = async (on: boolean) => {
    if (setting === null) return
    setProblem(null)
    setSetting({ ...setting, on })
    const result = await setLetters(on)
    if (result.ok) return
    setSetting(setting)
    setProblem(result.message)
  }
  return (
    <>
      <label className="flex items-center gap-3">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={setting?.on ?? false}
          disabled={setting === null}
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        {t('inbox.account.toggle')}
      </label>
      {setting?.delivers === false ? (
        <p className="mt-2 text-[13px] text-ink-faint">{t('inbox.account.noPost')}</p>
      ) : null}
      <Problem words={problem} className="mt-3" />
    </>
  )
}
