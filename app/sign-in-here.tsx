'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Button } from './ui/button.tsx'

/** Leads to the sign-in page and from there back here. */
export function SignInHere() {
  const path = usePathname()
  return (
    <Button asChild look="primary">
      <Link href={`/sign-in?next=${encodeURIComponent(path)}`}>Sign in</Link>
    </Button>
  )
}
