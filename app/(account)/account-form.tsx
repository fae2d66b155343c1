'use client'

import Link from 'next/link'
import { type ComponentProps, type FormEvent, useState } from 'react'
import { signIn, signUp } from '../api.ts'
import { Button } from '../ui/button.tsx'

const PASSWORD_LENGTH = 8

const WORDS = {
  'sign-in': {
    action: 'Sign in',
    busy: 'Signing in…',
    other: 'No account yet?',
    otherAction: 'Create one',
    otherPath: '/sign-up',
  },
  'sign-up': {
    action: 'Create account',
    busy: 'Creating…',
    other: 'Have an account?',
    otherAction: 'Sign in',
    otherPath: '/sign-in',
  },
} as const

/** Signs in or up and goes to `next`, which the page has made safe. What was typed stays when the server refuses. */
export function AccountForm({ kind, next }: { kind: keyof typeof WORDS; next: string }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const words = WORDS[kind]

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const field = (name: string) => String(form.get(name) ?? '')
    setBusy(true)
    setError(null)
    const result =
      kind === 'sign-in'
        ? await signIn(field('email'), field('password'))
        : await signUp(field('name').trim(), field('email'), field('password'))
    // A full load: every page part that knew the visitor as a guest is made anew.
    if (result.ok) window.location.assign(next)
    else {
      setBusy(false)
      setError(result.message)
    }
  }

  return (
    <form onSubmit={submit} className="mt-8 space-y-5">
      {kind === 'sign-up' ? (
        <Field
          label="Name"
          hint="Shown to the people you write with"
          name="name"
          autoComplete="name"
          required
          maxLength={80}
        />
      ) : null}
      <Field label="Email" name="email" type="email" autoComplete="email" required />
      <Field
        label="Password"
        {...(kind === 'sign-up'
          ? { hint: `At least ${PASSWORD_LENGTH} characters`, minLength: PASSWORD_LENGTH }
          : {})}
        name="password"
        type="password"
        autoComplete={kind === 'sign-up' ? 'new-password' : 'current-password'}
        required
      />
      {error === null ? null : (
        <p role="alert" className="rounded-card bg-danger-soft px-3 py-2 text-danger">
          {error}
        </p>
      )}
      <Button look="primary" size="medium" type="submit" disabled={busy} className="w-full">
        {busy ? words.busy : words.action}
      </Button>
      <p className="text-center text-ink-soft">
        {words.other}{' '}
        <Link
          href={next === '/' ? words.otherPath : `${words.otherPath}?next=${encodeURIComponent(next)}`}
          className="font-medium text-accent underline underline-offset-2"
        >
          {words.otherAction}
        </Link>
      </p>
    </form>
  )
}

function Field({
  label,
  hint,
  ...input
}: ComponentProps<'input'> & { label: string; hint?: string; name: string }) {
  return (
    <label className="block">
      <span className="flex items-baseline justify-between">
        <span className="font-medium">{label}</span>
        {hint === undefined ? null : <span className="text-[13px] text-ink-faint">{hint}</span>}
      </span>
      <input
        {...input}
        className="mt-1.5 h-10 w-full rounded-card border border-line-strong bg-raised px-3 text-base outline-none focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/25 sm:text-sm"
      />
    </label>
  )
}
