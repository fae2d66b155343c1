'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { getVisitor, signInAsGuest } from './account-api.ts'
import { createDocument } from './api.ts'

export interface NewDocument {
  readonly create: () => Promise<void>
  readonly busy: boolean
  readonly error: string | null
}

/** Makes an empty document and opens it. Who has no session becomes a guest first: nobody has to sign in. */
export function useNewDocument(): NewDocument {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const create = useCallback(async () => {
    setBusy(true)
    setError(null)
    const visitor = await getVisitor()
    const entered = visitor.ok && visitor.data.user === null ? await signInAsGuest() : visitor
    if (!entered.ok && entered.status !== 0 && entered.status !== 429) {
      router.push('/sign-in')
      return
    }
    const made = entered.ok ? await createDocument('') : entered
    if (made.ok) {
      router.push(`/d/${made.data.id}`)
      return
    }
    setBusy(false)
    setError(made.message)
  }, [router])

  return { create, busy, error }
}
