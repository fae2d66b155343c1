import type { SharedRole } from '../lib/api-schema.ts'
import type { DocumentId } from '../lib/ids.ts'
import { presenceColor } from '../lib/presence-color.ts'
import { type Role, strongerRole } from '../lib/roles.ts'
import type { AppDatabase } from './app-database.ts'
import type { Actor, Audit } from './audit.ts'

export interface Member {
  readonly userId: string
  readonly name: string
  /** null for guests. */
  readonly email: string | null
  readonly color: string
  readonly role: Role
}

/** Somebody who has an account or is a guest. */
export interface Person extends Actor {
  /** null for guests. */
  readonly email: string | null
}

/** Grants and bans. Each change is one transaction with its entry in the audit. */
export class Sharing {
  readonly #db: AppDatabase
  readonly #audit: Audit

  constructor(db: AppDatabase, audit: Audit) {
    this.#db = db
    this.#audit = audit
  }

  async members(document: DocumentId): Promise<readonly Member[]> {
    const rows = await this.#db
      .selectFrom('grants')
      .innerJoin('user', 'user.id', 'grants.user')
      .select(['user.id as userId', 'user.name as name', 'user.email as email', 'user.color as color'])
      .select(['user.isAnonymous as isGuest', 'grants.role as role'])
      .where('grants.document', '=', document)
      .orderBy('grants.granted_at')
      .execute()
    return rows.map(({ userId, name, email, color, role, isGuest }) => ({
      userId,
      name,
      email: isGuest ? null : email,
      color: color ?? presenceColor(userId),
      role,
    }))
  }

  async banned(document: DocumentId): Promise<readonly Person[]> {
    const rows = await this.#db
      .selectFrom('bans')
      .innerJoin('user', 'user.id', 'bans.user')
      .select(['user.id as id', 'user.name as name', 'user.email as email', 'user.isAnonymous as isGuest'])
      .where('bans.document', '=', document)
      .orderBy('bans.banned_at')
      .execute()
    return rows.map(({ id, name, email, isGuest }) => ({ id, name, email: isGuest ? null : email }))
  }

  /** The person with this id or e-mail address; null when there is none. Guests have no address. */
  async find(by: { userId: string } | { email: string }): Promise<Person | null> {
    const query = this.#db.selectFrom('user').select(['id', 'name', 'email', 'isAnonymous'])
    const row = await ('userId' in by
      ? query.where('id', '=', by.userId)
      : query.where('email', '=', by.email.toLowerCase())
    ).executeTakeFirst()
    return row === undefined
      ? null
      : { id: row.id, name: row.name, email: row.isAnonymous ? null : row.email }
  }

  async roleOf(document: DocumentId, userId: string): Promise<Role | null> {
    const row = await this.#db
      .selectFrom('grants')
      .select('role')
      .where('document', '=', document)
      .where('user', '=', userId)
      .executeTakeFirst()
    return row?.role ?? null
  }

  /** Gives a role, or changes it. A request for one is answered by that, and a ban lifted. */
  grant(document: DocumentId, actor: Actor, subject: Actor, role: SharedRole): Promise<void> {
    return this.#audit.change(
      { document, actor, action: 'granted', subject, detail: { role } },
      async (tx, now) => {
        await tx
          .insertInto('grants')
          .values({ document, user: subject.id, role, granted_at: now })
          .onConflict((conflict) => conflict.columns(['document', 'user']).doUpdateSet({ role }))
          .execute()
        for (const table of ['requests', 'bans'] as const) {
          await tx.deleteFrom(table).where('document', '=', document).where('user', '=', subject.id).execute()
        }
      },
    )
  }

  /** Takes the grant away, and what opening the link left behind. Whoever removes themselves leaves. */
  remove(document: DocumentId, actor: Actor, subject: Actor): Promise<void> {
    const action = actor.id === subject.id ? 'left' : 'removed'
    return this.#audit.change({ document, actor, action, subject }, async (tx) => {
      for (const table of ['grants', 'visits'] as const) {
        await tx.deleteFrom(table).where('document', '=', document).where('user', '=', subject.id).execute()
      }
    })
  }

  /** Keeps somebody out whatever the link says, until a grant or {@link unban}. */
  ban(document: DocumentId, actor: Actor, subject: Actor): Promise<void> {
    return this.#audit.change({ document, actor, action: 'banned', subject }, async (tx, now) => {
      for (const table of ['grants', 'visits', 'requests'] as const) {
        await tx.deleteFrom(table).where('document', '=', document).where('user', '=', subject.id).execute()
      }
      await tx
        .insertInto('bans')
        .values({ document, user: subject.id, banned_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    })
  }

  unban(document: DocumentId, actor: Actor, subject: Actor): Promise<void> {
    return this.#audit.change({ document, actor, action: 'unbanned', subject }, async (tx) => {
      await tx.deleteFrom('bans').where('document', '=', document).where('user', '=', subject.id).execute()
    })
  }

  /** The owner becomes an editor, the other the owner. */
  transfer(document: DocumentId, actor: Actor, subject: Actor): Promise<void> {
    return this.#audit.change({ document, actor, action: 'transferred', subject }, async (tx, now) => {
      await tx
        .updateTable('grants')
        .set({ role: 'editor' })
        .where('document', '=', document)
        .where('role', '=', 'owner')
        .execute()
      await tx
        .insertInto('grants')
        .values({ document, user: subject.id, role: 'owner', granted_at: now })
        .onConflict((conflict) => conflict.columns(['document', 'user']).doUpdateSet({ role: 'owner' }))
        .execute()
    })
  }

  trash(document: DocumentId, actor: Actor): Promise<void> {
    return this.#audit.change({ document, actor, action: 'trashed' }, async (tx, now) => {
      await tx.updateTable('documents').set({ trashed_at: now }).where('id', '=', document).execute()
    })
  }

  /** Hands all that a guest holds to an account; where both hold a grant, the stronger stays. */
  async handOver(guestId: string, userId: string): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const rows = await tx.selectFrom('grants').selectAll().where('user', 'in', [guestId, userId]).execute()
      const own = new Map(rows.filter(({ user }) => user === userId).map((row) => [row.document, row.role]))
      for (const { document, user, role, granted_at } of rows) {
        if (user !== guestId) continue
        const stronger = strongerRole(role, own.get(document) ?? null) ?? role
        await tx
          .insertInto('grants')
          .values({ document, user: userId, role: stronger, granted_at })
          .onConflict((conflict) => conflict.columns(['document', 'user']).doUpdateSet({ role: stronger }))
          .execute()
      }
      await tx.deleteFrom('grants').where('user', '=', guestId).execute()
      // a ban goes along: an account is no way around it
      for (const table of ['visits', 'bans', 'watching'] as const) {
        const held = await tx.selectFrom(table).select('document').where('user', '=', userId).execute()
        const own = held.map(({ document }) => document)
        if (own.length > 0) {
          await tx.deleteFrom(table).where('user', '=', guestId).where('document', 'in', own).execute()
        }
        await tx.updateTable(table).set({ user: userId }).where('user', '=', guestId).execute()
      }
      await tx.deleteFrom('requests').where('user', '=', guestId).execute()
    })
  }
}
