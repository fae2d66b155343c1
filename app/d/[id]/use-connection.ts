'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DocumentDetails, Visitor } from '../../../lib/api-schema.ts'
import { type ConnectionSnapshot, DocumentConnection } from '../../../lib/document-connection.ts'
import type { Person } from '../../../lib/presence.ts'
import type { Role } from '../../../lib/roles.ts'
import { probeAdmission } from '../../api.ts'

const socketOrigin = (): string => `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`

/** A connection of this page to a document, not started yet. `role` is what is known until the server says. */
export const connectionTo = (documentId: string, user: Person, role: Role): DocumentConnection =>
  new DocumentConnection({
    serverUrl: `${socketOrigin()}/sync`,
    documentId,
    user,
    role,
    world: {
      WebSocket: window.WebSocket,
      probe: () => probeAdmission(documentId),
      isOnline: () => navigator.onLine,
      random: Math.random,
      now: Date.now,
    },
  })

/**
 * Opens the document while the component is mounted. Null during the first render, which the server shares.
 * `visitor` is who opens it: whoever it becomes later (`reidentify`) stays on the same connection.
 */
export function useConnection(document: DocumentDetails, visitor: Visitor): DocumentConnection | null {
  const [connection, setConnection] = useState<DocumentConnection | null>(null)
  const { id, role } = document

  // biome-ignore lint/correctness/useExhaustiveDependencies: a refreshed page must not reopen the same document; the socket brings role and name.
  useEffect(() => {
    const opened = connectionTo(id, { id: visitor.id, name: visitor.name, color: visitor.color }, role)
    const onVisible = () => {
      if (window.document.visibilityState === 'visible') opened.tryNow()
    }
    // Browsers show their own question; what it says is not ours to choose.
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (opened.getSnapshot().unsaved > 0) event.preventDefault()
    }
    window.addEventListener('online', opened.wentOnline)
    window.addEventListener('offline', opened.wentOffline)
    window.addEventListener('beforeunload', onBeforeUnload)
    window.document.addEventListener('visibilitychange', onVisible)
    setConnection(opened)
    void opened.start()
    return () => {
      window.removeEventListener('online', opened.wentOnline)
      window.removeEventListener('offline', opened.wentOffline)
      window.removeEventListener('beforeunload', onBeforeUnload)
      window.document.removeEventListener('visibilitychange', onVisible)
      opened.leave()
    }
  }, [id])

  return connection
}

const neverChanges = () => () => undefined

/** What is known about the connection; null before it is opened. */
export function useSnapshot(connection: DocumentConnection | null): ConnectionSnapshot | null {
  return useSyncExternalStore<ConnectionSnapshot | null>(
    connection?.subscribe ?? neverChanges,
    () => connection?.getSnapshot() ?? null,
    () => null,
  )
}
