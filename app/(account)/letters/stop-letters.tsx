'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { stopLetters } from '../../notices/notice-api.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'

/** Stops the letters of whoever has one: programs that look at the addresses in letters press no button. */
export function StopLetters() {
  const t = useTranslations()
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const stop = async () => {
    setBusy(true)
    const result = await stopLetters(window.location.hash.slice(1))
    setBusy(false)
    if (result.ok) setDone(true)
    else setProblem(result.word === 'token' ? t('inbox.stop.wrong') : result.message)
  }
  return (
    <div className="mt-8">
      {done ? (
        <p role="status" className="font-medium">
          {t('inbox.stop.done')}
        </p>
      ) : (
        <Button look="primary" size="medium" className="w-full" disabled={busy} onClick={() => void stop()}>
          {t('inbox.stop.action')}
        </Button>
      )}
      <Problem words={problem} className="mt-4" />
      <Button asChild look="quiet" className="mt-4 -ms-3">
        <Link href="/account">{t('inbox.stop.account')}</Link>
      </Button>
    </div>
  )
}
