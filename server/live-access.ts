import type { DocumentId } from '../lib/ids.ts'
import type { Documents } from './documents.ts'
import type { Rooms } from './rooms.ts'

/** Called after every committed change of a document's grants, link or state. `by` is the name of who did it. */
export type AccessChanged = (document: DocumentId, by: string | null) => Promise<void>

/** Brings the people connected to a document in line with what they may do now, on the sockets they have. */
export function liveAccess(rooms: Rooms, documents: Documents): AccessChanged {
  return async (document, by) => {
    const room = rooms.get(document)
    if (room === null) return
    const current = await documents.roles(document)
    for (const connection of room.connections) {
      if (current === null) connection.close({ code: 1008, word: 'deleted' })
      else {
        const role = current.roleOf(connection.principal.userId)
        if (role === null) connection.close({ code: 1008, word: 'revoked' })
        else room.changeRole(connection, role, by)
      }
    }
  }
}
