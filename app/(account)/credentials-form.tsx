'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { JoinKind } from '../account-items.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Problem } from '../ui/problem.tsx'
import { NewPasswordField } from './new-password-field.tsx'

export interface Credentials {
  /** Empty when signing in. */
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface CredentialsFormProps {
  readonly kind: JoinKind
  /** Resolves to what went wrong; null when the form has done its work and stays as it is. */
  readonly onSubmit: (credentials: Credentials) => Promise<string | null>
  /** Below the button. */
  readonly children?: ReactNode
}

/** Asks who somebody is. What was typed stays when the server refuses. */
export function CredentialsForm({ kind, onSubmit, children }: CredentialsFormProps) {
  const t = useTranslations()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const step = kind === 'sign-in' ? 'signIn' : 'signUp'

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const field = (name: string) => String(form.get(name) ?? '')
    setBusy(true)
    setError(null)
    const refused = await onSubmit({
      name: field('name').trim(),
      email: field('email'),
      password: field('password'),
    })
    if (refused === null) return
    setBusy(false)
    setError(refused)
  }

  // With `get` a form that is sent before its script is there would put the password into the address.
  return (
    <form method="post" onSubmit={submit} className="space-y-5">
      {kind === 'sign-up' ? (
        <Field
          label={t('account.name')}
          hint={t('account.nameHint')}
          name="name"
          autoComplete="name"
          required
          maxLength={80}
        />
      ) : null}
      <Field label={t('account.email')} name="email" type="email" autoComplete="email" required />
      {kind === 'sign-up' ? (
        <NewPasswordField label={t('account.password')} name="password" />
      ) : (
        <Field
          label={t('account.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      )}
      <Problem words={error} />
      <Button look="primary" size="medium" type="submit" disabled={busy} className="w-full">
        {busy ? t(`account.${step}.busy`) : t(`account.${step}.action`)}
      </Button>
      {children}
    </form>
  )
}
