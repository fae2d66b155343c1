'use client'

import { useRef, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { INPUT } from '../../../ui/field.tsx'

export interface LinkPasswordProps {
  readonly hasPassword: boolean
  readonly busy: boolean
  /** Null takes the password away. */
  readonly onChoose: (password: string | null) => Promise<boolean>
}

/** A word that people by the link have to know as well. It can be set and changed, never read. */
export function LinkPassword({ hasPassword, busy, onChoose }: LinkPasswordProps) {
  const [editing, setEditing] = useState(false)
  const [password, setPassword] = useState('')
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setEditing(false)
    setPassword('')
    setTimeout(() => opener.current?.focus())
  }
  return (
    <div className="py-2 pr-3">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3">
        <span>{hasPassword ? 'Needs a password' : 'No password'}</span>
        {editing ? null : (
          <span className="flex">
            <Button ref={opener} look="quiet" disabled={busy} onClick={() => setEditing(true)}>
              {hasPassword ? 'Change' : 'Set a password'}
            </Button>
            {hasPassword ? (
              <Button look="quiet" disabled={busy} onClick={() => onChoose(null)}>
                Remove<span className="sr-only"> the password</span>
              </Button>
            ) : null}
          </span>
        )}
      </div>
      {editing ? (
        <form
          className="pb-1"
          onSubmit={async (event) => {
            event.preventDefault()
            if (await onChoose(password)) close()
          }}
        >
          <div className="flex flex-wrap gap-2">
            <input
              // biome-ignore lint/a11y/noAutofocus: the field appears because the person asked for it.
              autoFocus
              type="text"
              aria-label="Password of the link"
              placeholder="At least 4 characters"
              autoComplete="off"
              spellCheck={false}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              minLength={4}
              maxLength={256}
              required
              className={`${INPUT} h-9 min-w-0 flex-1 basis-40 max-sm:basis-full`}
            />
            <Button type="submit" className="h-9" disabled={busy}>
              Set
            </Button>
            <Button look="quiet" className="h-9" onClick={close}>
              Cancel
            </Button>
          </div>
          <p className="mt-1.5 text-[13px] text-ink-soft">
            Tell it to people yourself: it cannot be read here later.
            {hasPassword
              ? ' Who gave the old one is asked again.'
              : ' Who is here by the link is asked for it.'}
          </p>
        </form>
      ) : null}
    </div>
  )
}
