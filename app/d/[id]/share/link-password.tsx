'use client'

import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../ui/button.tsx'
import { INPUT } from '../../../ui/field.tsx'

/** Characters. */
const LEAST = 4

export interface LinkPasswordProps {
  readonly hasPassword: boolean
  readonly busy: boolean
  /** Null takes the password away. */
  readonly onChoose: (password: string | null) => Promise<boolean>
}

/** A word that people by the link have to know as well. It can be set and changed, never read. */
export function LinkPassword({ hasPassword, busy, onChoose }: LinkPasswordProps) {
  const t = useTranslations()
  const [editing, setEditing] = useState(false)
  const [password, setPassword] = useState('')
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setEditing(false)
    setPassword('')
    setTimeout(() => opener.current?.focus())
  }
  return (
    <div className="py-2 pe-3">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3">
        <span>{hasPassword ? t('share.link.needsPassword') : t('share.link.noPassword')}</span>
        {editing ? null : (
          <span className="flex">
            <Button ref={opener} look="quiet" disabled={busy} onClick={() => setEditing(true)}>
              {hasPassword ? t('share.link.changePassword') : t('share.link.setPassword')}
            </Button>
            {hasPassword ? (
              <Button look="quiet" disabled={busy} onClick={() => onChoose(null)}>
                {t.rich('share.link.removePassword', {
                  hidden: (words) => <span className="sr-only">{words}</span>,
                })}
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
              aria-label={t('share.link.password')}
              placeholder={t('share.link.passwordLength', { least: String(LEAST) })}
              autoComplete="off"
              spellCheck={false}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              minLength={LEAST}
              maxLength={256}
              required
              className={`${INPUT} h-9 min-w-0 flex-1 basis-40 max-sm:basis-full`}
            />
            <Button type="submit" className="h-9" disabled={busy}>
              {t('share.link.set')}
            </Button>
            <Button look="quiet" className="h-9" onClick={close}>
              {t('common.cancel')}
            </Button>
          </div>
          <p className="mt-1.5 text-[13px] text-ink-soft">
            {hasPassword ? t('share.link.tellNewPassword') : t('share.link.tellPassword')}
          </p>
        </form>
      ) : null}
    </div>
  )
}
