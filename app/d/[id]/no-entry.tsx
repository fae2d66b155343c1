'use client'

import Link from 'next/link'
import { useParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { SharedRole, Visitor } from '../../../lib/api-schema.ts'
import { getVisitor } from '../../account-api.ts'
import { getDetails } from '../../api.ts'
import { SignInHere } from '../../sign-in-here.tsx'
import { Button } from '../../ui/button.tsx'
import { MessagePage } from '../../ui/message-page.tsx'
import { ROLE_VERBS } from '../../ui/role-words.ts'
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
        <MessagePage title="This document is not open to you">
          <div role="status" aria-label="Loading" className="h-24 animate-breathe rounded-card bg-panel" />
        </MessagePage>
      )
    case 'banned':
      return (
        <MessagePage
          title="This document is closed to you"
          code={`403 banned · ${id}`}
          actions={<Home primary />}
        >
          <p>
            Its owner has decided not to let you in. What you wrote in it stays in it, and all your other
            documents are as they were.
          </p>
          <p>If you think that it is a mistake, talk to the owner: only they can change it.</p>
        </MessagePage>
      )
    case 'locked':
      return (
        <MessagePage title="This document opens with a password" code={`403 locked · ${id}`}>
          <p>Whoever sent you the link can tell you the password. You give it once in this browser.</p>
          <div className="pt-4 text-ink text-sm">
            <UnlockForm documentId={id} onDone={loadAgain} />
          </div>
          <Otherwise guest={guestName !== null} />
        </MessagePage>
      )
    case 'no-access':
      return (
        <MessagePage title="You do not have access to this document" code={`403 no-access · ${id}`}>
          <p>It has not been shared with you, or no longer is. You can ask its owner to let you in.</p>
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
          title="The owner was asked"
          code={`403 no-access · ${id}`}
          actions={
            <>
              <Button ref={lookAgain} look="primary" onClick={look}>
                Look for the answer
              </Button>
              <Home />
            </>
          }
        >
          <div role="status">
            <p>
              You asked to {ROLE_VERBS[refusal.role]} this document. When the answer is yes, it opens here by
              itself.
            </p>
          </div>
        </MessagePage>
      )
  }
}

const Home = ({ primary = false }: { primary?: boolean }) => (
  <Button asChild look={primary ? 'primary' : 'plain'}>
    <Link href="/">Go to your documents</Link>
  </Button>
)

/** A guest may be somebody with whom it was shared by address. */
const Otherwise = ({ guest }: { guest: boolean }) => (
  <div className="mt-8 flex flex-wrap items-center gap-2 border-line border-t pt-5">
    {guest ? (
      <>
        <p className="w-full text-sm">If it was shared with your account, sign in.</p>
        <SignInHere look="plain" />
      </>
    ) : null}
    <Home />
  </div>
)
