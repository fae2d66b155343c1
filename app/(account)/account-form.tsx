'use client'

import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { signIn, signUp } from '../account-api.ts'
import type { JoinKind } from '../account-items.tsx'
import { type Credentials, CredentialsForm } from './credentials-form.tsx'
import { ProviderButton } from './provider-button.tsx'

const LINK = 'rounded font-medium text-accent underline underline-offset-2'

export interface AccountFormProps {
  readonly kind: JoinKind
  /** Where to go after it; the page has made it safe. */
  readonly next: string
  /** Name of the other sign-in; null when there is none. */
  readonly provider: string | null
}

/** Signs in or up and goes to `next`. */
export function AccountForm({ kind, next, provider }: AccountFormProps) {
  const t = useTranslations()
  const other = kind === 'sign-in' ? 'sign-up' : 'sign-in'
  const submit = async ({ name, email, password }: Credentials) => {
    const result = kind === 'sign-in' ? await signIn(email, password) : await signUp(name, email, password)
    if (!result.ok) return result.message
    // A full load: every page part that knew the visitor as a guest is made anew.
    window.location.assign(next)
    return null
  }
  return (
    <div className="mt-8">
      {provider === null ? null : <ProviderButton provider={provider} next={next} />}
      <CredentialsForm kind={kind} onSubmit={submit}>
        {kind === 'sign-in' ? (
          <p className="text-center">
            <Link href="/forgot-password" className={LINK}>
              {t('account.signIn.forgot')}
            </Link>
          </p>
        ) : null}
        <p className="text-center text-ink-soft">
          {t.rich(kind === 'sign-in' ? 'account.signIn.other' : 'account.signUp.other', {
            link: (words) => (
              <Link
                href={next === '/' ? `/${other}` : `/${other}?next=${encodeURIComponent(next)}`}
                className={LINK}
              >
                {words}
              </Link>
            ),
          })}
        </p>
      </CredentialsForm>
    </div>
  )
}
