'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { SharedRole } from '../../../../lib/api-schema.ts'
import { isolated } from '../../../../lib/isolated.ts'
import { Button } from '../../../ui/button.tsx'
import { INPUT } from '../../../ui/field.tsx'
import { roleOptions } from '../../../ui/role-words.ts'
import { Select } from '../../../ui/select.tsx'
import { grantRole } from './sharing-api.ts'
import type { Sharing } from './use-sharing.ts'

/** Lets somebody in by address, whether or not there is an account with it. The address stays when it is refused. */
export function InviteForm({ id, onInvite }: { id: string; onInvite: Sharing['act'] }) {
  const t = useTranslations()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<SharedRole>('editor')
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const address = email.trim()
    setBusy(true)
    setDone('')
    let invited = false
    const made = await onInvite(async () => {
      const result = await grantRole(id, { email: address }, role)
      if (result.ok) invited = result.data.invited
      return result
    })
    setBusy(false)
    if (!made) return
    setEmail('')
    const given = { email: isolated(address), role }
    setDone(invited ? t('share.invite.invited', given) : t('share.invite.added', given))
  }
  return (
    <form onSubmit={submit}>
      <label htmlFor="invite-email" className="font-medium">
        {t('share.invite.email')}
      </label>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <input
          id="invite-email"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          placeholder={t('share.invite.example')}
          autoComplete="off"
          required
          className={`${INPUT} h-9 min-w-0 flex-1 basis-56 max-sm:basis-full`}
        />
        <Select
          aria-label={t('share.invite.role')}
          value={role}
          options={roleOptions(t)}
          onChoose={setRole}
          className="w-40 max-sm:flex-1"
        />
        <Button look="primary" type="submit" disabled={busy} className="h-9">
          {busy ? t('share.invite.adding') : t('share.invite.add')}
        </Button>
      </div>
      <p role="status" className={done === '' ? 'sr-only' : 'mt-2 text-[13px] text-ink-soft'}>
        {done}
      </p>
    </form>
  )
}
