import type { AccessRequest, SharedRole } from '../lib/api-schema.ts'
import type { DocumentId } from '../lib/ids.ts'
import type { AppDatabase } from './app-database.ts'
import type { Actor, Audit } from './audit.ts'

/** Requests of people without access, until an owner answers them. */
export class AccessRequests {
  readonly #db: AppDatabase
  readonly #audit: Audit

  constructor(db: AppDatabase, audit: Audit) {
    this.#db = db
    this.#audit = audit
  }

  async list(document: DocumentId): Promise<readonly AccessRequest[]> {
    const rows = await this.#db
      .selectFrom('requests')
      .innerJoin('user', 'user.id', 'requests.user')
      .select([
        'user.id as userId',
        'user.name as name',
        'user.email as email',
        'user.isAnonymous as isGuest',
      ])
      .select(['requests.role as role', 'requests.message as message', 'requests.requested_at as at'])
      .where('requests.document', '=', document)
      .orderBy('requests.requested_at')
      .execute()
    return rows.map(({ userId, name, email, isGuest, role, message, at }) => ({
      userId,
      name,
      email: isGuest ? null : email,
      role,
      message,
      requestedAt: new Date(at).toISOString(),
    }))
  }

  add(document: DocumentId, actor: Actor, role: SharedRole, message: string): Promise<void> {
    return this.#audit.change({ document, actor, action: 'requested', detail: { role } }, async (tx, now) => {
      await tx
        .insertInto('requests')
        .values({ document, user: actor.id, role, message, requested_at: now })
        .onConflict((conflict) =>
          conflict.columns(['document', 'user']).doUpdateSet({ role, message, requested_at: now }),
        )
        .execute()
    })
  }

  /** Answers a request with no; {@link grant} is the yes. */
  refuse(document: DocumentId, actor: Actor, subject: Actor): Promise<void> {
    return this.#audit.change({ document, actor, action: 'refused', subject }, async (tx) => {
      await tx
        .deleteFrom('requests')
        .where('document', '=', document)
        .where('user', '=', subject.id)
        .execute()
    })
  }
}
