import type { DocumentId } from '../../lib/ids.ts'
import type { Principal } from '../connection.ts'
import type { Entry, LinkAccess } from '../effective-role.ts'
import { type AccessEvent, endOfAccess } from '../live-access.ts'
import type { LiveConnection } from './live-connection.ts'
import type { LiveTopics, Standing } from './live-topics.ts'

export interface TalkAccessContext {
  readonly connections: () => Iterable<LiveConnection>
  readonly topics: LiveTopics
  /** What everybody may do at this moment; null when the document is gone. */
  readonly entries: (
    document: DocumentId,
  ) => Promise<{ readonly link: LinkAccess; entryOf(userId: string): Entry } | null>
  /** The sessions of a person that last, by id, with who it is; null when there is no such person. */
  readonly sessions: (userId: string) => Promise<ReadonlyMap<string, Principal> | null>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Brings those who listen on `/live` in line with what they may do now. */
export class TalkAccess {
  readonly #context: TalkAccessContext

  constructor(context: TalkAccessContext) {
    this.#context = context
  }

  /** See {@link LiveTopics.hold}. */
  hold(): Promise<void> {
    return this.#context.topics.hold()
  }

  release(): void {
    this.#context.topics.release()
  }

  /** What somebody may do in a document at this moment. */
  async standing(document: DocumentId, principal: Principal): Promise<Standing | null> {
    const current = await this.#context.entries(document)
    return current === null ? null : this.#standingIn(current, principal)
  }

  /** A change of access is made: whoever it concerns goes on under the new rules. Rejects when it cannot be read. */
  apply(event: AccessEvent): Promise<void> {
    return event.kind === 'document'
      ? this.#applyToDocument(event.document, event.by)
      : this.#applyToUser(event.userId)
  }

  /** Settles a connection that was opened a moment ago: its session may have ended since. */
  async settle(connection: LiveConnection): Promise<void> {
    this.#settleIn(connection, await this.#context.sessions(connection.principal.userId))
  }

  /** Whom an event concerns. */
  concerned(event: AccessEvent): LiveConnection[] {
    return [...this.#context.connections()].filter(({ principal, subscriptions }) =>
      event.kind === 'document'
        ? [...subscriptions.values()].some(({ document }) => document === event.document)
        : principal.userId === event.userId,
    )
  }

  /** People whose session has ended by time. */
  endedSessions(): Set<string> {
    const now = this.#context.now()
    const ended = new Set<string>()
    for (const { principal, closed } of this.#context.connections()) {
      if (!closed && principal.sessionEndsAt <= now) ended.add(principal.userId)
    }
    return ended
  }

  async #applyToDocument(document: DocumentId, by: string | null): Promise<void> {
    const concerned = this.concerned({ kind: 'document', document, by })
    if (concerned.length === 0) return
    const current = await this.#context.entries(document)
    for (const connection of concerned) {
      const { principal } = connection
      const standing = current === null ? null : this.#standingIn(current, principal)
      const entry = current?.entryOf(principal.userId)
      const why = entry === undefined ? 'deleted' : entry.kind === 'banned' ? 'banned' : 'revoked'
      this.#context.topics.changeRole(connection, document, standing, why, by)
    }
  }

  async #applyToUser(userId: string): Promise<void> {
    const concerned = this.concerned({ kind: 'user', userId })
    if (concerned.length === 0) return
    const sessions = await this.#context.sessions(userId)
    for (const connection of concerned) this.#settleIn(connection, sessions)
  }

  #settleIn(connection: LiveConnection, sessions: ReadonlyMap<string, Principal> | null): void {
    const now = sessions?.get(connection.principal.sessionId)
    if (now === undefined) connection.close({ code: 1008, word: 'session' })
    else connection.principal = now
  }

  #standingIn(
    { link, entryOf }: { readonly link: LinkAccess; entryOf(userId: string): Entry },
    principal: Principal,
  ): Standing | null {
    const entry = entryOf(principal.userId)
    if (!('role' in entry)) return null
    return { role: entry.role, accessEndsAt: endOfAccess(principal, link, this.#context.now()) }
  }
}
