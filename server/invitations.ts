import type { Invitation, SharedRole } from '../lib/api-schema.ts'
import type { DocumentId } from '../lib/ids.ts'
import { strongerRole } from '../lib/roles.ts'
import type { AppDatabase } from './app-database.ts'
import type { Actor, Audit } from './audit.ts'

/** Roles for people who have no account yet, by e-mail address (in lower case). */
export class Invitations {
  readonly #db: AppDatabase
  readonly #audit: Audit

  constructor(db: AppDatabase, audit: Audit) {
    this.#db = db
    this.#audit = audit
  }

  list(document: DocumentId): Promise<readonly Invitation[]> {
    return this.#db
      .selectFrom('invitations')
      .select(['email', 'role'])
      .where('document', '=', document)
      .orderBy('invited_at')
      .execute()
  }

  /** Gives the role to whoever signs up with this address. */
  add(document: DocumentId, actor: Actor, email: string, role: SharedRole): Promise<void> {
    const subject = { id: email, name: email }
    return this.#audit.change(
      { document, actor, action: 'invited', subject, detail: { role } },
      async (tx, now) => {
        await tx
          .insertInto('invitations')
          .values({ document, email, role, invited_by: actor.id, invited_at: now })
          .onConflict((conflict) => conflict.columns(['document', 'email']).doUpdateSet({ role }))
          .execute()
      },
    )
  }

  remove(document: DocumentId, actor: Actor, email: string): Promise<void> {
    const subject = { id: email, name: email }
    return this.#audit.change({ document, actor, action: 'uninvited', subject }, async (tx) => {
      await tx.deleteFrom('invitations').where('document', '=', document).where('email', '=', email).execute()
    })
  }

  /** Turns the invitations of an address into grants. Returns the documents. */
  async accept(person: Actor, email: string): Promise<readonly DocumentId[]> {
    const events = await this.#audit.changes(async (tx, now) => {
      const rows = await tx.selectFrom('invitations').selectAll().where('email', '=', email).execute()
      for (const { document, role } of rows) {
        const held = await tx
          .selectFrom('grants')
          .select('role')
          .where('document', '=', document)
          .where('user', '=', person.id)
          .executeTakeFirst()
        const stronger = strongerRole(role, held?.role ?? null) ?? role
        await tx
          .insertInto('grants')
          .values({ document, user: person.id, role: stronger, granted_at: now })
          .onConflict((conflict) => conflict.columns(['document', 'user']).doUpdateSet({ role: stronger }))
          .execute()
      }
      await tx.deleteFrom('invitations').where('email', '=', email).execute()
      return rows.map(({ document, role }) => ({
        document: document as DocumentId,
        actor: person,
        action: 'joined' as const,
        detail: { role },
      }))
    })
    return events.map(({ document }) => document)
  }
}
