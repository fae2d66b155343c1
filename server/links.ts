import type { LinkRole } from '../lib/api-schema.ts'
import type { DocumentId } from '../lib/ids.ts'
import type { Role } from '../lib/roles.ts'
import type { AppDatabase } from './app-database.ts'
import type { Actor, Audit } from './audit.ts'

/** What a link is set to. `password` undefined keeps the one it has. Times are milliseconds since 1970. */
export interface LinkChange {
  readonly role: LinkRole
  readonly expiresAt: number | null
  /** Hash. */
  readonly password?: string | null
}

/** The links of documents, and who came by them. */
export class Links {
  readonly #db: AppDatabase
  readonly #audit: Audit

  constructor(db: AppDatabase, audit: Audit) {
    this.#db = db
    this.#audit = audit
  }

  set(document: DocumentId, actor: Actor, { role, expiresAt, password }: LinkChange): Promise<void> {
    const detail = {
      role,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      ...(password === undefined ? {} : { password: password === null ? 'removed' : 'set' }),
    }
    return this.#audit.change({ document, actor, action: 'link', detail }, async (tx) => {
      await tx
        .updateTable('documents')
        .set({ link_role: role, link_expires_at: expiresAt })
        .where('id', '=', document)
        .execute()
      if (password !== undefined) {
        await tx
          .updateTable('documents')
          .set((eb) => ({ link_password: password, link_version: eb('link_version', '+', 1) }))
          .where('id', '=', document)
          .execute()
      }
    })
  }

  /** The hash of the link's password and its version; null when the link needs none. */
  async password(document: DocumentId): Promise<{ readonly hash: string; readonly version: number } | null> {
    const row = await this.#db
      .selectFrom('documents')
      .select(['link_password as hash', 'link_version as version'])
      .where('id', '=', document)
      .executeTakeFirst()
    return row === undefined || row.hash === null ? null : { hash: row.hash, version: row.version }
  }

  /** Notes that this person gave the link's password. */
  async unlock(document: DocumentId, userId: string, version: number): Promise<void> {
    await this.#db
      .insertInto('visits')
      .values({ document, user: userId, opened_at: null, unlocked_version: version })
      .onConflict((conflict) =>
        conflict.columns(['document', 'user']).doUpdateSet({ unlocked_version: version }),
      )
      .execute()
  }

  /** Notes that somebody opened the document by its link. The first time is in the audit. */
  async opened(document: DocumentId, actor: Actor, role: Role): Promise<void> {
    const known = await this.#db
      .selectFrom('visits')
      .select('opened_at')
      .where('document', '=', document)
      .where('user', '=', actor.id)
      .executeTakeFirst()
    if (known !== undefined && known.opened_at !== null) return
    await this.#audit.change({ document, actor, action: 'opened', detail: { role } }, async (tx, now) => {
      await tx
        .insertInto('visits')
        .values({ document, user: actor.id, opened_at: now, unlocked_version: null })
        .onConflict((conflict) => conflict.columns(['document', 'user']).doUpdateSet({ opened_at: now }))
        .execute()
    })
  }
}
