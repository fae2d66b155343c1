'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentDetails } from '../../../lib/api-schema.ts'
import { getDetails } from '../../api.ts'

/**
 * Owner, link and waiting requests as they are now: read anew when `signal` changes. Keeps the last answer while
 * the server gives none.
 */
export function useDetails(initial: DocumentDetails, signal: string): [DocumentDetails, () => void] {
  const [details, setDetails] = useState(initial)
  const known = useRef(signal)
  const last = useRef(0)
  const { id } = initial
  const refresh = useCallback(async () => {
    last.current += 1
    const asked = last.current
    const result = await getDetails(id)
    if (result.ok && asked === last.current) setDetails(result.data)
  }, [id])
  useEffect(() => {
    if (known.current === signal) return
    known.current = signal
    void refresh()
  }, [signal, refresh])
  return [details, refresh]
}
