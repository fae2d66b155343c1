'use client'

import { LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { isolated } from '../../../../lib/isolated.ts'
import { Button } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/confirm.tsx'
import { removeMember } from './sharing-api.ts'

export interface LeaveDocumentProps {
  readonly id: string
  readonly title: string
  readonly visitorId: string
  readonly unsaved: number
}

/** Gives up one's own access, then leads home. */
export function LeaveDocument({ id, title, visitorId, unsaved }: LeaveDocumentProps) {
  const t = useTranslations()
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const leave = async () => {
    setBusy(true)
    setError(null)
    const result = await removeMember(id, { userId: visitorId })
    if (result.ok) {
      router.push('/')
      return
    }
    setBusy(false)
    setError(result.message)
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <LogOut aria-hidden className="size-4" />
        {t('share.leave.action')}
      </Button>
      <Confirm
        open={asking}
        title={t('share.leave.title', { title: isolated(title || t('common.untitled')) })}
        words={t('share.leave.words', { unsaved })}
        action={t('share.leave.action')}
        busy={busy}
        error={error}
        onConfirm={leave}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
