'use client'

import Link from 'next/link'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { resetPassword } from '../../account-api.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { NewPasswordField } from '../new-password-field.tsx'

/** The token of the letter, read once; null when the address has none. Undefined until the browser has it. */
function useToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>()
  const read = useRef(false)
  useEffect(() => {
    // Effects run twice in development, and the second time the address bar is clean.
    if (read.current) return
    read.current = true
    setToken(window.location.hash.slice(1) || null)
    window.history.replaceState(window.history.state, '', window.location.pathname)
  }, [])
  return token
}

export function ResetPasswordForm() {
  const t = useTranslations()
  const token = useToken()
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const [error, setError] = useState<{ readonly words: string; readonly final: boolean } | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password') ?? '')
    setBusy(true)
    setError(null)
    const result = await resetPassword(token ?? '', password)
    setBusy(false)
    if (result.ok) setDone(true)
    else setError({ words: result.message, final: result.word === 'INVALID_TOKEN' })
  }
  if (done) {
    return (
      <div role="status" className="mt-8">
        <p className="font-medium">{t('account.reset.done')}</p>
        <p className="mt-1 text-ink-soft">{t('account.reset.doneWords')}</p>
        <Button asChild look="primary" size="medium" className="mt-5">
          <Link href="/sign-in">{t('common.signIn')}</Link>
        </Button>
      </div>
    )
  }
  if (token === null || error?.final === true) {
    return (
      <div className="mt-8">
        <Problem words={error?.words ?? t('account.reset.noKey')} />
        <p className="mt-3 text-ink-soft">{t('account.reset.oldWorks')}</p>
        <Button asChild look="primary" size="medium" className="mt-5">
          <Link href="/forgot-password">{t('account.reset.askAgain')}</Link>
        </Button>
      </div>
    )
  }
  return (
    <form method="post" onSubmit={submit} className="mt-8 space-y-5">
      <NewPasswordField label={t('account.newPassword')} name="password" />
      <Problem words={error?.words ?? null} />
      <Button
        look="primary"
        size="medium"
        type="submit"
        disabled={busy || token === undefined}
        className="w-full"
      >
        {busy ? t('account.reset.busy') : t('account.reset.action')}
      </Button>
    </form>
  )
}
