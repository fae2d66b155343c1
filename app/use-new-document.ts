'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { createDocument, signInAsGuest } from './api.ts'

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
    let made = await createDocument('')
    if (!made.ok && made.status === 401) {
      const guest = await signInAsGuest()
      if (!guest.ok && guest.status !== 0 && guest.status !== 429) {
        router.push('/sign-in')
        return
      }
      made = guest.ok ? await createDocument('') : guest
    }
    if (made.ok) {
      router.push(`/d/${made.data.id}`)
      return
    }
    setBusy(false)
    setError(made.message)
  }, [router])

  return { create, busy, error }
}
