'use client'

import { LogOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
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
  const unsafe =
    unsaved > 0 ? 'Your last changes are not saved yet and would be lost: wait for “Saved”. ' : ''
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <LogOut aria-hidden className="size-4" />
        Leave document
      </Button>
      <Confirm
        open={asking}
        title={`Leave “${title || 'Untitled'}”?`}
        words={`${unsafe}It goes from your documents. What you wrote stays in it. You can come back by its link while that is on, or when its owner lets you in again.`}
        action="Leave document"
        busy={busy}
        error={error}
        onConfirm={leave}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
