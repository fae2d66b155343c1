'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentDetails } from '../../../lib/api-schema.ts'
import { getDetails } from '../../api.ts'

/**
 * Owner, link and waiting requests as they are now: read anew when `who` changes, or when there is another `notice`.
 * Keeps the last answer while the server gives none.
 */
export function useDetails(
  initial: DocumentDetails,
  who: string,
  notice: object | null,
): [DocumentDetails, () => void] {
  const [details, setDetails] = useState(initial)
  const known = useRef({ who, notice })
  const last = useRef(0)
  const { id } = initial
  const refresh = useCallback(async () => {
    last.current += 1
    const asked = last.current
    const result = await getDetails(id)
    if (result.ok && asked === last.current) setDetails(result.data)
  }, [id])
  useEffect(() => {
    if (known.current.who === who && known.current.notice === notice) return
    known.current = { who, notice }
    void refresh()
  }, [who, notice, refresh])
  return [details, refresh]
}
