'use client'

import { useCallback, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Visitor } from '../../../lib/api-schema.ts'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { isolated } from '../../../lib/isolated.ts'
import { getVisitor } from '../../account-api.ts'
import type { JoinKind } from '../../account-items.tsx'
import type { Reidentify } from './join-dialog.tsx'

export interface Joining {
  /** Who it is now. */
  readonly visitor: Visitor
  /** Somebody else than who opened the page has signed in, and its text is not on the server. */
  readonly signedInAgain: boolean
  /** The dialog that is open. */
  readonly kind: JoinKind | null
  readonly setKind: (kind: JoinKind | null) => void
  readonly reidentify: Reidentify
  readonly joined: (visitor: Visitor) => void
  /** Signs in again after the connection has ended. */
  readonly signIn: () => void
}

/**
 * Signing up and in on the page of a document. While it is connected, the connection goes on as the new person; one
 * that has ended is opened anew by `onOpenAgain`, unless somebody else's words would go with it.
 */
export function useJoining(
  opener: Visitor,
  connection: DocumentConnection | null,
  onOpenAgain: (visitor: Visitor) => void,
  onNews: (words: string) => void,
): Joining {
  const t = useTranslations()
  const [visitor, setVisitor] = useState(opener)
  const [signedInAgain, setSignedInAgain] = useState(false)
  const [kind, setKind] = useState<JoinKind | null>(null)

  useEffect(() => {
    if (connection === null) return
    const { awareness } = connection
    // the server takes one's own state away when name or colour has changed, elsewhere as well (`RoomPresence.introduce`)
    const onUpdate = ({ removed }: { readonly removed: readonly number[] }, origin: unknown) => {
      if (origin === 'local' || !removed.includes(awareness.clientID)) return
      void getVisitor().then((me) => {
        if (!me.ok || me.data.user === null) return
        const { user } = me.data
        connection.rename({ id: user.id, name: user.name, color: user.color })
        setVisitor((before) => (before.id === user.id ? user : before))
      })
    }
    awareness.on('update', onUpdate)
    return () => awareness.off('update', onUpdate)
  }, [connection])

  const hasEnded = useCallback(() => connection?.getSnapshot().status.kind === 'stopped', [connection])
  const reidentify = useCallback<Reidentify>(
    async (change) =>
      connection === null || hasEnded() ? (await change()) !== null : connection.reidentify(change),
    [connection, hasEnded],
  )
  const joined = useCallback(
    (who: Visitor) => {
      setKind(null)
      setVisitor(who)
      if (!hasEnded()) {
        onNews(t('page.youAre', { name: isolated(who.name) }))
        return
      }
      const kept = who.id === opener.id || connection?.getSnapshot().unsaved === 0
      if (kept) onOpenAgain(who)
      else setSignedInAgain(true)
    },
    [connection, hasEnded, onNews, onOpenAgain, opener.id, t],
  )
  const signIn = useCallback(async () => {
    // Another tab may have done it already.
    const me = await getVisitor()
    if (me.ok && me.data.user !== null) joined(me.data.user)
    else setKind('sign-in')
  }, [joined])

  return { visitor, signedInAgain, kind, setKind, reidentify, joined, signIn }
}
