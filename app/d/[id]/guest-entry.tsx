'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { signInAsGuest } from '../../account-api.ts'
import type { Refused } from '../../request.ts'
import { SignInHere } from '../../sign-in-here.tsx'
import { Button } from '../../ui/button.tsx'
import { MessagePage } from '../../ui/message-page.tsx'
import { DocumentSkeleton } from './document-skeleton.tsx'

/** Lets a visitor without a session in as a guest, then asks for the page again. */
export function GuestEntry() {
  const t = useTranslations()
  const router = useRouter()
  const started = useRef(false)
  const [refused, setRefused] = useState<Refused | null>(null)

  const enter = useCallback(async () => {
    setRefused(null)
    const result = await signInAsGuest()
    if (result.ok) router.refresh()
    else setRefused(result)
  }, [router])

  useEffect(() => {
    // Effects run twice in development; one visitor must not become two guests.
    if (started.current) return
    started.current = true
    void enter()
  }, [enter])

  if (refused === null) return <DocumentSkeleton />
  return (
    <MessagePage
      title={t('entry.guest.refused')}
      code={`${refused.status} ${refused.word}`}
      actions={
        <>
          <Button look="primary" onClick={enter}>
            {t('common.tryAgain')}
          </Button>
          <SignInHere look="plain" />
        </>
      }
    >
      <p>{refused.message}</p>
    </MessagePage>
  )
}
