'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SHARED_ROLES, type SharedRole } from '../../../lib/api-schema.ts'
import { isolated } from '../../../lib/isolated.ts'
import { requestAccess } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { INPUT } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Select } from '../../ui/select.tsx'

const MESSAGE_LENGTH = 500

export interface AccessFormProps {
  readonly documentId: string
  /** Name of a guest, whom the owner cannot know by an address; null for others. */
  readonly guestName: string | null
  readonly onAsked: (role: SharedRole) => void
}

/** Asks the owner of a document to be let in. */
export function AccessForm({ documentId, guestName, onAsked }: AccessFormProps) {
  const t = useTranslations()
  const [role, setRole] = useState<SharedRole>('viewer')
  const [message, setMessage] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    const result = await requestAccess(documentId, role, message.trim())
    setBusy(false)
    if (result.ok) onAsked(role)
    else setError(result.message)
  }
  const wishes = SHARED_ROLES.map((wish) => [wish, t(`entry.ask.wishes.${wish}`)] as const)
  return (
    <form onSubmit={submit} className="space-y-4">
      <div>
        <label htmlFor="access-wish" className="block font-medium">
          {t('entry.ask.wish')}
        </label>
        <Select id="access-wish" value={role} options={wishes} onChoose={setRole} className="mt-1.5 w-full" />
      </div>
      <label className="block">
        <span className="flex items-baseline justify-between gap-3">
          <span className="font-medium">{t('entry.ask.message')}</span>
          <span className="text-[13px] text-ink-faint">{t('entry.ask.optional')}</span>
        </span>
        <textarea
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          rows={3}
          maxLength={MESSAGE_LENGTH}
          className={`${INPUT} mt-1.5 block resize-y py-2`}
        />
        {guestName === null ? null : (
          <span className="mt-1.5 block text-[13px] text-ink-soft">
            {t('entry.ask.guest', { name: isolated(guestName) })}
          </span>
        )}
      </label>
      <Problem words={error} />
      <Button look="primary" type="submit" disabled={busy}>
        {busy ? t('entry.ask.asking') : t(`entry.ask.send.${role}`)}
      </Button>
    </form>
  )
}
