'use client'

import { Check } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { changePassword } from '../../account-api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { NewPasswordField } from '../new-password-field.tsx'

type State = { readonly kind: 'idle' | 'busy' | 'saved' } | { readonly kind: 'refused'; words: string }

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const values = new FormData(form)
    setState({ kind: 'busy' })
    const result = await changePassword(String(values.get('current') ?? ''), String(values.get('new') ?? ''))
    if (result.ok) form.reset()
    setState(result.ok ? { kind: 'saved' } : { kind: 'refused', words: result.message })
  }
  return (
    <form method="post" onSubmit={submit} className="max-w-sm space-y-5">
      {/* Password managers want to know whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={t('account.currentPassword')}
        name="current"
        type="password"
        autoComplete="current-password"
        required
      />
      <NewPasswordField label={t('account.newPassword')} name="new" />
      <Problem words={state.kind === 'refused' ? state.words : null} />
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={state.kind === 'busy'}>
          {state.kind === 'busy' ? t('account.change.busy') : t('account.change.action')}
        </Button>
        <span role="status" className="flex items-center gap-1.5 text-[13px] text-ink-soft">
          {state.kind === 'saved' ? (
            <>
              <Check aria-hidden className="size-4 text-success" />
              {t('account.change.done')}
            </>
          ) : null}
        </span>
      </div>
    </form>
  )
}
