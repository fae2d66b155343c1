import type { Logger } from 'pino'
import type { Close } from '../lib/close-codes.ts'
import type { DocumentId } from '../lib/ids.ts'
import type { Connection, Principal } from './connection.ts'
import type { Access } from './documents.ts'
import type { Entry, LinkAccess } from './effective-role.ts'
import type { TalkAccess } from './live/talk-access.ts'
import type { Room } from './room.ts'
import type { Sentence } from './sentence.ts'

/** How long a change waits for what was written before it to reach the disk. */
const HOLD_MS = 5_000
/** The longest that `setTimeout` can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** A change of who may do what. It says where to look, not what is there: whoever hears of it reads that anew. */
export type AccessEvent =
  /** Grants, link, bans or state of a document. `by` is the name of who did it, null when nobody did (an expiry). */
  | { readonly kind: 'document'; readonly document: DocumentId; readonly by: string | null }
  /** Sessions or profile of a person. */
  | { readonly kind: 'user'; readonly userId: string }

/** The one path by which changes of access reach the people they concern. */
export interface AccessEvents {
  /**
   * Makes the change `commit` and brings everybody connected in line with it before anything more of theirs is
   * taken: what was written before is on disk first, what comes after is judged by the new rules. Rejects with what
   * `commit` rejects with, and with {@link StalledError}; then nothing has changed.
   */
  change<T>(event: AccessEvent, commit: () => Promise<T>): Promise<T>
}

/** The disk does not take what was written before, so a change of access cannot be put behind it. */
export class StalledError extends Error {
  constructor() {
    super('the disk does not answer')
    this.name = 'StalledError'
  }
}

export interface LiveAccessContext {
  readonly connections: () => Iterable<Connection>
  readonly room: (document: DocumentId) => Room | null
  readonly access: (document: DocumentId, userId: string) => Promise<Access | null>
  /** What everybody may do at this moment; null when the document is gone. */
  readonly entries: (
    document: DocumentId,
  ) => Promise<{ readonly link: LinkAccess; entryOf(userId: string): Entry } | null>
  /** The sessions of a person that last, by id, with who it is; null when there is no such person. */
  readonly sessions: (userId: string) => Promise<ReadonlyMap<string, Principal> | null>
  /** Those who listen on `/live`. */
  readonly talk: Pick<TalkAccess, 'hold' | 'release' | 'apply' | 'concerned' | 'endedSessions'>
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Brings connected people in line with what they may do now, on the sockets they have. */
export class LiveAccess implements AccessEvents {
  readonly #context: LiveAccessContext
  readonly #expiries = new Map<DocumentId, NodeJS.Timeout>()

  constructor(context: LiveAccessContext) {
    this.#context = context
  }

  async change<T>(event: AccessEvent, commit: () => Promise<T>): Promise<T> {
    const held = [...this.#rooms(event), this.#context.talk]
    const flushed = Promise.all(held.map((each) => each.hold()))
    try {
      if ((await within(flushed, HOLD_MS)) === 'late') throw new StalledError()
      const result = await commit()
      await this.#apply(event)
      return result
    } finally {
      for (const each of held) each.release()
    }
  }

  /** Settles what a connection may do once its document is there: it may have changed since the handshake. */
  async settle(connection: Connection): Promise<void> {
    const { document, principal } = connection
    const access = await this.#context.access(document, principal.userId)
    if (connection.closed) return
    if (access === null || access.document.trashed) connection.close({ code: 1008, word: 'deleted' })
    else if (!('role' in access.entry)) connection.close(closeOf(access.entry))
    else {
      connection.role = access.entry.role
      connection.accessEndsAt = endOfAccess(connection.principal, access.document.link, this.#context.now())
      if (!this.#expiries.has(document)) this.#watchExpiry(document, access.document.link)
    }
  }

  /** Sends away whose session has ended by time. Call it every second or so. */
  async endSessions(): Promise<void> {
    const now = this.#context.now()
    const ended = new Set<string>()
    for (const { principal, closed } of this.#context.connections()) {
      if (!closed && principal.sessionEndsAt <= now) ended.add(principal.userId)
    }
    for (const userId of this.#context.talk.endedSessions()) ended.add(userId)
    for (const userId of ended) await this.change({ kind: 'user', userId }, async () => undefined)
  }

  close(): void {
    for (const timer of this.#expiries.values()) clearTimeout(timer)
    this.#expiries.clear()
  }

  #concerned(event: AccessEvent): Connection[] {
    return [...this.#context.connections()].filter(({ document, principal }) =>
      event.kind === 'document' ? document === event.document : principal.userId === event.userId,
    )
  }

  #rooms(event: AccessEvent): Room[] {
    const documents = new Set(this.#concerned(event).map(({ document }) => document))
    return [...documents].flatMap((document) => this.#context.room(document) ?? [])
  }

  /** The change is made: if it cannot be read, nobody it concerns goes on under the old rules. */
  async #apply(event: AccessEvent): Promise<void> {
    const connections = this.#concerned(event)
    try {
      if (event.kind === 'document') await this.#applyToDocument(event.document, event.by, connections)
      else await this.#applyToUser(event.userId, connections)
      await this.#context.talk.apply(event)
    } catch (error) {
      this.#context.logger.error({ err: error, event }, 'a change of access could not be read')
      for (const connection of [...connections, ...this.#context.talk.concerned(event)]) {
        connection.close({ code: 1011, word: 'storage' })
      }
    }
  }

  async #applyToDocument(
    document: DocumentId,
    by: string | null,
    connections: readonly Connection[],
  ): Promise<void> {
    const current = await this.#context.entries(document)
    for (const connection of connections) {
      if (current === null) sendAway(connection, { code: 1008, word: 'deleted' }, by)
      else {
        const entry = current.entryOf(connection.principal.userId)
        if ('role' in entry) {
          connection.changeRole(entry.role, by)
          connection.accessEndsAt = endOfAccess(connection.principal, current.link, this.#context.now())
        } else sendAway(connection, closeOf(entry), by)
      }
    }
    this.#watchExpiry(document, connections.length > 0 ? (current?.link ?? null) : null)
  }

  async #applyToUser(userId: string, connections: readonly Connection[]): Promise<void> {
    const sessions = await this.#context.sessions(userId)
    for (const connection of connections) {
      const now = sessions?.get(connection.principal.sessionId)
      if (now === undefined) {
        connection.close({ code: 1008, word: 'session' })
        continue
      }
      const before = connection.principal
      connection.principal = now
      const bySession = connection.accessEndsAt === before.sessionEndsAt
      const { accessEndsAt } = connection
      connection.accessEndsAt = bySession ? now.sessionEndsAt : Math.min(accessEndsAt, now.sessionEndsAt)
      if (before.name !== now.name || before.color !== now.color) {
        this.#context.room(connection.document)?.introduce(connection)
      }
    }
  }

  /** A link that ends while people are connected by it ends for them at that moment. */
  #watchExpiry(document: DocumentId, link: LinkAccess | null): void {
    clearTimeout(this.#expiries.get(document))
    this.#expiries.delete(document)
    if (link === null || link.role === null || link.expiresAt === null) return
    const wait = link.expiresAt - this.#context.now()
    if (wait <= 0) return
    const timer = setTimeout(() => this.#expire(document), Math.min(wait, MAX_TIMER_MS))
    this.#expiries.set(document, timer.unref())
  }

  #expire(document: DocumentId): void {
    this.change({ kind: 'document', document, by: null }, async () => undefined).catch((error: unknown) => {
      this.#context.logger.error({ err: error, document }, 'the end of a link could not be put through')
    })
  }
}

const closeOf = ({ kind }: Entry): Close => ({ code: 1008, word: kind === 'banned' ? 'banned' : 'revoked' })

/** What is said before a close that somebody else has caused. */
const BY_WHOM: Readonly<Partial<Record<Close['word'], (name: string) => Sentence>>> = {
  revoked: (name) => (t) => t('notices.revoked', { name }),
  banned: (name) => (t) => t('notices.banned', { name }),
  deleted: (name) => (t) => t('notices.deleted', { name }),
}

function sendAway(connection: Connection, close: Close, by: string | null): void {
  const sentence = by === null || by === connection.principal.name ? undefined : BY_WHOM[close.word]?.(by)
  if (sentence !== undefined) connection.notify(sentence)
  connection.close(close)
}

/** When access by this session, or through this link, is to be looked at anew. */
export function endOfAccess(
  { sessionEndsAt }: Principal,
  { role, expiresAt }: LinkAccess,
  now: number,
): number {
  const linkEnds =
    role === null || expiresAt === null || expiresAt <= now ? Number.POSITIVE_INFINITY : expiresAt
  return Math.min(sessionEndsAt, linkEnds)
}

function within<T>(work: Promise<T>, ms: number): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('late'), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
