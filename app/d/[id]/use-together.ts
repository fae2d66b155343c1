'use client'

import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { isolated } from '../../../lib/isolated.ts'
import type { Person } from '../../../lib/presence.ts'
import { placeOf, relativePositionOf } from '../../../lib/text-place.ts'
import { followPerson, jumpToPerson } from './editor/follow.ts'
import { scrollToPosition } from './editor/scroll-to.ts'
import { placeAt, positionOf } from './editor/text-places.ts'

/** What can be done with the other people in the document. */
export interface Together {
  readonly following: Person | null
  readonly jump: (person: Person) => void
  readonly follow: (person: Person) => void
  readonly stopFollowing: () => void
  /** Asks the others to look where one's own caret is; null for who may not. */
  readonly bringEveryone: (() => void) | null
  /** Goes where somebody asks everybody to look. */
  readonly go: () => void
}

/** `tell` shows a sentence to this person. `people` are those who are here, oneself first. */
export function useTogether(
  connection: DocumentConnection | null,
  editor: Editor | null,
  people: readonly Person[],
  mayEdit: boolean,
  tell: (words: string) => void,
): Together {
  const t = useTranslations()
  const [followedId, setFollowedId] = useState<string | null>(null)
  const following = people.find(({ id }) => id === followedId) ?? null
  const isHere = following !== null
  const stopFollowing = useCallback(() => setFollowedId(null), [])

  useEffect(() => {
    if (connection === null || editor === null || followedId === null || !isHere) return
    return followPerson(editor, connection.awareness, followedId, stopFollowing)
  }, [connection, editor, followedId, isHere, stopFollowing])

  const jump = useCallback(
    (person: Person) => {
      if (connection === null || editor === null) return
      setFollowedId(null)
      if (!jumpToPerson(editor, connection.awareness, person.id))
        tell(t('together.noCaret', { name: isolated(person.name) }))
    },
    [connection, editor, tell, t],
  )
  const follow = useCallback((person: Person) => setFollowedId(person.id), [])

  const bringEveryone = useCallback(() => {
    if (connection === null || editor === null) return
    const place = placeAt(editor.view, editor.state.selection.head)
    const at = place === null ? null : placeOf(place)
    if (at === null || !connection.gather(at)) tell(t('together.notAsked'))
  }, [connection, editor, tell, t])

  const go = useCallback(() => {
    const at = connection?.getSnapshot().gathering?.at
    connection?.dismissGathering()
    if (editor === null || at === undefined) return
    const position = positionOf(editor.view, relativePositionOf(at))
    if (position === null) tell(t('together.placeGone'))
    else scrollToPosition(editor.view, position)
  }, [connection, editor, tell, t])

  useEffect(() => {
    if (connection === null) return
    let told = connection.getSnapshot().gathered
    return connection.subscribe(() => {
      const { gathered } = connection.getSnapshot()
      if (gathered === null || gathered === told) return
      told = gathered
      tell(t('together.asked', { count: gathered.people }))
    })
  }, [connection, tell, t])

  const bring = mayEdit && editor !== null ? bringEveryone : null
  return useMemo(
    () => ({ following, jump, follow, stopFollowing, bringEveryone: bring, go }),
    [following, jump, follow, stopFollowing, bring, go],
  )
}
