import type { Logger } from 'pino'
import type { DocumentId } from '../../lib/ids.ts'
import type { RoomPerson } from '../../lib/operate-schema.ts'
import type { Actor, Audit } from '../audit.ts'
import type { Connection } from '../connection.ts'
import type { Room } from '../room.ts'

export interface OperationsContext {
  readonly room: (document: DocumentId) => Room | null
  readonly connections: () => Iterable<Connection>
  readonly audit: Audit
  readonly logger: Logger
}

/** What operators do to the running server. Each is written down. */
export class Operations {
  readonly #context: OperationsContext

  constructor(context: OperationsContext) {
    this.#context = context
  }

  /** Who has a document open, each once; null when nobody has. */
  people(document: DocumentId): readonly RoomPerson[] | null {
    const room = this.#context.room(document)
    if (room === null) return null
    const people = new Map<string, RoomPerson>()
    for (const { principal, role } of room.connections) {
      const { userId: id, name } = principal
      people.set(id, { id, name, role, connections: (people.get(id)?.connections ?? 0) + 1 })
    }
    return [...people.values()]
  }

  /**
   * Closes a room: what was written is committed or still with its authors, who come back to the document as it is on
   * disk. False when there is no such room.
   */
  async closeRoom(document: DocumentId, by: Actor): Promise<boolean> {
    const { room, audit } = this.#context
    if (room(document) === null) return false
    await audit.change(
      { document, actor: { id: by.id, name: by.name }, action: 'closed' },
      async () => undefined,
    )
    room(document)?.restart()
    return true
  }

  /** Tells all who have a document open. Returns how many connections that were. */
  notifyAll(text: string, by: Actor): number {
    let told = 0
    for (const connection of this.#context.connections()) {
      if (connection.closed) continue
      connection.notify(() => text)
      told++
    }
    this.#context.logger.info({ by: by.id, told }, 'an operator told everybody something')
    return told
  }
}
