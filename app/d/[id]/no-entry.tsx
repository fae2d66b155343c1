'use client'

import Link from 'next/link'
import { useParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { SharedRole, Visitor } from '../../../lib/api-schema.ts'
import { getVisitor } from '../../account-api.ts'
import { getDetails } from '../../api.ts'
import { SignInHere } from '../../sign-in-here.tsx'
import { Button } from '../../ui/button.tsx'
import { MessagePage } from '../../ui/message-page.tsx'
import { AccessForm } from './access-form.tsx'
import { UnlockForm } from './unlock-form.tsx'

/** How often somebody who asked looks for the answer, in milliseconds. */
const LOOK_AGAIN_MS = 10_000

type Refusal =
  | { readonly kind: 'unknown' | 'banned' | 'locked' | 'no-access' }
  | { readonly kind: 'asked'; readonly role: SharedRole }

const loadAgain = () => window.location.reload()

/** The page of who may not open the document. Which of the reasons it is, the page's own answer cannot say. */
export function NoEntry() {
  const t = useTranslations()
  const params = useParams<{ id: string }>()
  const id = params.id
  const [refusal, setRefusal] = useState<Refusal>({ kind: 'unknown' })
  const lookAgain = useRef<HTMLButtonElement>(null)
  const [visitor, setVisitor] = useState<Visitor | null>(null)

  const look = useCallback(async () => {
    const [details, me] = await Promise.all([getDetails(id), getVisitor()])
    // Let in meanwhile, or nobody any more: the page as a whole knows what to show.
    if (details.ok || details.status === 401 || details.status === 404) loadAgain()
    if (details.ok) return
    if (me.ok) setVisitor(me.data.user)
    const { word } = details
    setRefusal((before) => {
      if (word === 'banned' || word === 'locked') return { kind: word }
      return before.kind === 'asked' ? before : { kind: 'no-access' }
    })
  }, [id])
  useEffect(() => {
    void look()
  }, [look])
  useEffect(() => {
    if (refusal.kind !== 'asked') return
    // The form that had the focus is gone.
    lookAgain.current?.focus()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void look()
    }, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [refusal.kind, look])

  const guestName = visitor?.isGuest === true ? visitor.name : null
  switch (refusal.kind) {
    case 'unknown':
      return (
        <MessagePage title={t('entry.unknown')}>
          <div
            role="status"
            aria-label={t('entry.loading')}
            className="h-24 animate-breathe rounded-card bg-panel"
          />
        </MessagePage>
      )
    case 'banned':
      return (
        <MessagePage title={t('entry.banned.title')} code={`403 banned · ${id}`} actions={<Home primary />}>
          <p>{t('entry.banned.words')}</p>
          <p>{t('entry.banned.next')}</p>
        </MessagePage>
      )
    case 'locked':
      return (
        <MessagePage title={t('entry.locked.title')} code={`403 locked · ${id}`}>
          <p>{t('entry.locked.words')}</p>
          <div className="pt-4 text-ink text-sm">
            <UnlockForm documentId={id} onDone={loadAgain} />
          </div>
          <Otherwise guest={guestName !== null} />
        </MessagePage>
      )
    case 'no-access':
      return (
        <MessagePage title={t('entry.noAccess.title')} code={`403 no-access · ${id}`}>
          <p>{t('entry.noAccess.words')}</p>
          <div className="max-w-sm pt-4 text-ink text-sm">
            <AccessForm
              documentId={id}
              guestName={guestName}
              onAsked={(role) => setRefusal({ kind: 'asked', role })}
            />
          </div>
          <Otherwise guest={guestName !== null} />
        </MessagePage>
      )
    case 'asked':
      return (
        <MessagePage
          title={t('entry.asked.title')}
          code={`403 no-access · ${id}`}
          actions={
            <>
              <Button ref={lookAgain} look="primary" onClick={look}>
                {t('entry.asked.look')}
              </Button>
              <Home />
            </>
          }
        >
          <div role="status">
            <p>{t(`entry.asked.${refusal.role}`)}</p>
          </div>
        </MessagePage>
      )
  }
}

function Home({ primary = false }: { primary?: boolean }) {
  const t = useTranslations()
  return (
    <Button asChild look={primary ? 'primary' : 'plain'}>
      <Link href="/">{t('common.toDocuments')}</Link>
    </Button>
  )
}

/** A guest may be somebody with whom it was shared by address. */
function Otherwise({ guest }: { guest: boolean }) {
  const t = useTranslations()
  return (
    <div className="mt-8 flex flex-wrap items-center gap-2 border-line border-t pt-5">
      {guest ? (
        <>
          <p className="w-full text-sm">{t('entry.noAccess.signIn')}</p>
          <SignInHere look="plain" />
        </>
      ) : null}
      <Home />
    </div>
  )
}
