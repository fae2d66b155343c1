'use client'

import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Visitor } from '../../../lib/api-schema.ts'
import type { Person } from '../../../lib/presence.ts'
import { type Credentials, CredentialsForm } from '../../(account)/credentials-form.tsx'
import { ProviderButton } from '../../(account)/provider-button.tsx'
import { getVisitor, signIn, signUp } from '../../account-api.ts'
import type { JoinKind } from '../../account-items.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** How often we ask who it is now before we say that we do not know. */
const TRIES = 3

/** Signs in as it is told to while the document's line is down; resolves to whether somebody was signed in. */
export type Reidentify = (change: () => Promise<Person | null>) => Promise<boolean>

export interface JoinDialogProps {
  readonly documentId: string
  /** Name of the other sign-in; null when there is none. */
  readonly provider: string | null
  /** Null while the dialog is closed. */
  readonly kind: JoinKind | null
  readonly onKind: (kind: JoinKind | null) => void
  /** The page is no longer connected: nothing but the text on it is left. */
  readonly hasEnded: boolean
  readonly reidentify: Reidentify
  readonly onJoined: (visitor: Visitor) => void
}

/** Signs a guest up or in without leaving the page: document, caret and undo history stay. */
export function JoinDialog(props: JoinDialogProps) {
  const t = useTranslations()
  const { documentId, provider, kind, onKind, hasEnded, reidentify, onJoined } = props
  // The words stay while the dialog goes.
  const [last, setLast] = useState<JoinKind>('sign-up')
  if (kind !== null && kind !== last) setLast(kind)
  // Whoever has signed in goes on writing where they were.
  const joined = useRef(false)
  const shown = kind ?? last
  const signsIn = shown === 'sign-in'
  const words = signsIn ? t('entry.join.signInWords') : t('entry.join.signUpWords')

  const submit = async (credentials: Credentials) => {
    const came: { refused: string; visitor: Visitor | null } = {
      refused: t('entry.join.refused'),
      visitor: null,
    }
    await reidentify(async () => {
      const { name, email, password } = credentials
      const result = signsIn ? await signIn(email, password) : await signUp(name, email, password)
      if (!result.ok) came.refused = result.message
      else {
        came.visitor = await whoIsIt()
        if (came.visitor === null) came.refused = t('entry.join.loadAgain')
      }
      if (came.visitor === null) return null
      const { id, name: called, color } = came.visitor
      return { id, name: called, color }
    })
    if (came.visitor === null) return came.refused
    joined.current = true
    onJoined(came.visitor)
    return null
  }

  return (
    <Dialog
      open={kind !== null}
      onOpenChange={(open) => (open ? undefined : onKind(null))}
      title={signsIn ? t('common.signIn') : t('common.createAccount')}
      words={hasEnded ? t('entry.join.textStays') : words}
      focusAfter={() => (joined.current ? document.querySelector<HTMLElement>('.document-text') : null)}
    >
      {provider === null ? null : <ProviderButton provider={provider} next={`/d/${documentId}`} />}
      <CredentialsForm kind={shown} onSubmit={submit}>
        <p className="text-center">
          <button
            type="button"
            onClick={() => onKind(signsIn ? 'sign-up' : 'sign-in')}
            className="rounded font-medium text-accent underline underline-offset-2"
          >
            {signsIn ? t('entry.join.signUpInstead') : t('entry.join.signInInstead')}
          </button>
        </p>
      </CredentialsForm>
    </Dialog>
  )
}

async function whoIsIt(): Promise<Visitor | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const me = await getVisitor()
    if (me.ok) return me.data.user
  }
  return null
}
