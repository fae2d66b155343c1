import type { DocumentId } from '../../lib/ids.ts'
import type { WatchLevel } from '../../lib/notice-values.ts'
import { presenceColor } from '../../lib/presence-color.ts'
import type { Actor } from '../../lib/talk.ts'
import type { AppDatabase } from '../app-database.ts'
import type { Documents } from '../documents.ts'

/** People who watch one document, at most. */
const MAX_LEVELS = 1_000

/** Who may be told of what happens in a document, and how much of it each wants to hear. */
export class Audience {
  readonly #db: AppDatabase
  readonly #documents: Documents

  constructor(db: AppDatabase, documents: Documents) {
    this.#db = db
    this.#documents = documents
  }

  /** The title of a document for a person who may open it at this moment; null for who may not. */
  async titleFor(document: DocumentId, person: string): Promise<string | null> {
    const access = await this.#documents.access(document, person)
    if (access === null || access.document.trashed || !('role' in access.entry)) return null
    return access.document.title
  }

  /**
   * Whether somebody is told of a document: they may open it, and have a role of their own or have come by its link.
   * An open link alone is no reason to write to everybody on the server.
   */
  async includes(document: DocumentId, person: string): Promise<boolean> {
    const access = await this.#documents.access(document, person)
    if (access === null || access.document.trashed || !('role' in access.entry)) return false
    if (access.entry.kind === 'member') return true
    const visit = this.#db.selectFrom('visits').select('user').where('document', '=', document)
    return (await visit.where('user', '=', person).executeTakeFirst()) !== undefined
  }

  /** Those who do not want the usual. */
  async levels(document: DocumentId): Promise<ReadonlyMap<string, WatchLevel>> {
    const rows = await this.#db
      .selectFrom('watching')
      .select(['user', 'level'])
      .where('document', '=', document)
      .limit(MAX_LEVELS)
      .execute()
    return new Map(rows.map(({ user, level }) => [user, level]))
  }

  async levelOf(document: DocumentId, person: string): Promise<WatchLevel> {
    const rows = this.#db.selectFrom('watching').select('level').where('document', '=', document)
    return (await rows.where('user', '=', person).executeTakeFirst())?.level ?? 'default'
  }

  async setLevel(document: DocumentId, user: string, level: WatchLevel): Promise<void> {
    if (level === 'default') {
      const rows = this.#db.deleteFrom('watching').where('document', '=', document)
      await rows.where('user', '=', user).execute()
      return
    }
    await this.#db
      .insertInto('watching')
      .values({ document, user, level })
      .onConflict((conflict) => conflict.columns(['document', 'user']).doUpdateSet({ level }))
      .execute()
  }

  async owners(document: DocumentId): Promise<readonly string[]> {
    const rows = this.#db.selectFrom('grants').select('user').where('document', '=', document)
    return (await rows.where('role', '=', 'owner').execute()).map(({ user }) => user)
  }

  /** Null when there is no such person. */
  async actor(id: string): Promise<Actor | null> {
    const rows = this.#db.selectFrom('user').select(['id', 'name', 'color']).where('id', '=', id)
    const user = await rows.executeTakeFirst()
    return user === undefined ? null : { ...user, color: user.color ?? presenceColor(id) }
  }
}
