'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const OLD_AFTER_MS = 2_000

/** Whoever comes back to a page that the browser kept sees what is there now, not what was when they left. */
export function FreshOnReturn({ renderedAt }: { renderedAt: number }) {
  const router = useRouter()
  useEffect(() => {
    if (Date.now() - renderedAt > OLD_AFTER_MS) router.refresh()
  }, [router, renderedAt])
  return null
}
