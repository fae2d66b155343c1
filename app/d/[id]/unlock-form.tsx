'use client'

import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { unlockLink } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Problem } from '../../ui/problem.tsx'

/** Asks for the password of the link. `onDone` is called when the document may be open now. */
export function UnlockForm({ documentId, onDone }: { documentId: string; onDone: () => void }) {
  const t = useTranslations()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    const result = await unlockLink(documentId, password)
    if (result.ok) {
      onDone()
      return
    }
    setBusy(false)
    setError(result.message)
  }
  return (
    <form method="post" onSubmit={submit} className="max-w-sm space-y-4">
      <Field
        label={t('entry.locked.password')}
        type="password"
        autoComplete="off"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        required
        maxLength={256}
      />
      <Problem words={error} />
      <Button look="primary" type="submit" disabled={busy}>
        {busy ? t('common.opening') : t('entry.locked.open')}
      </Button>
    </form>
  )
}
