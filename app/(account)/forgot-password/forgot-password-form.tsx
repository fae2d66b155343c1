'use client'

import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { isolated } from '../../../lib/isolated.ts'
import { requestPasswordReset } from '../../account-api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'

type State =
  | { readonly kind: 'asking'; readonly error: string | null }
  | { readonly kind: 'sent'; to: string }

/** Says the same whether or not there is an account with the address: that is nobody's business. */
export function ForgotPasswordForm() {
  const t = useTranslations()
  const [state, setState] = useState<State>({ kind: 'asking', error: null })
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email') ?? '')
    setBusy(true)
    const result = await requestPasswordReset(email)
    setBusy(false)
    setState(result.ok ? { kind: 'sent', to: email } : { kind: 'asking', error: result.message })
  }
  if (state.kind === 'sent') {
    return (
      <div role="status" className="mt-8 rounded-card border border-line bg-panel p-4 leading-relaxed">
        <p className="font-medium">{t('account.forgot.sent', { email: isolated(state.to) })}</p>
        <p className="mt-2 text-ink-soft">{t('account.forgot.sentWords')}</p>
        <Button className="mt-4" onClick={() => setState({ kind: 'asking', error: null })}>
          {t('account.forgot.again')}
        </Button>
      </div>
    )
  }
  return (
    <form method="post" onSubmit={submit} className="mt-8 space-y-5">
      <Field label={t('account.email')} name="email" type="email" autoComplete="email" required />
      <Problem words={state.error} />
      <Button look="primary" size="medium" type="submit" disabled={busy} className="w-full">
        {busy ? t('account.forgot.busy') : t('account.forgot.action')}
      </Button>
      <p className="text-center text-ink-soft">
        <Link href="/sign-in" className="rounded font-medium text-accent underline underline-offset-2">
          {t('account.forgot.back')}
        </Link>
      </p>
    </form>
  )
}
