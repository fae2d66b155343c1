'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { DocumentConnection } from '../../../lib/document-connection.ts'
import { type Person, peopleHere } from '../../../lib/presence.ts'

const samePeople = (a: readonly Person[], b: readonly Person[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** Who has the document open now, oneself included. Stays the same array while nobody comes, goes or is renamed. */
export function usePeople(connection: DocumentConnection | null, selfId: string): readonly Person[] {
  const t = useTranslations()
  const [people, setPeople] = useState<readonly Person[]>([])
  useEffect(() => {
    if (connection === null) return
    const { awareness } = connection
    const read = () => {
      const now = peopleHere(t, awareness.getStates(), selfId)
      setPeople((before) => (samePeople(before, now) ? before : now))
    }
    read()
    awareness.on('change', read)
    return () => awareness.off('change', read)
  }, [connection, selfId, t])
  return people
}
