import type { LinkRole } from '../lib/api-schema.ts'
import type { DocumentId } from '../lib/ids.ts'
import { type Role, strongerRole } from '../lib/roles.ts'
import type { AppDatabase, Tables } from './app-database.ts'
import type { Description } from './upkeep.ts'

/** A document as lists and permission checks see it. Times are milliseconds since 1970. */
export interface DocumentInfo {
  readonly id: DocumentId
  readonly title: string
  /** Octets of encoded state. */
  readonly size: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly link: LinkRole
  readonly trashed: boolean
}

export interface Member {
  readonly userId: string
  readonly name: string
  /** null for guests. */
  readonly email: string | null
  readonly role: Role
}

/** What a person may do with a document, and how it is described; `role` null is no access. */
export interface Access {
  readonly document: DocumentInfo
  readonly role: Role | null
}

/** Documents and grants, in the database of accounts. The text itself is in the log. */
export class Documents {
  readonly #db: AppDatabase

  constructor(db: AppDatabase) {
    this.#db = db
  }

  /** Adds a document with its owner, in one step. */
  async create(id: DocumentId, title: string, size: number, ownerId: string, now: number): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await tx
        .insertInto('documents')
        .values({
          id,
          title,
          size,
          created_at: now,
          updated_at: now,
          link_role: null,
          trashed_at: null,
          described_seq: 1,
        })
        .execute()
      await tx
        .insertInto('grants')
        .values({ document: id, user: ownerId, role: 'owner', granted_at: now })
        .execute()
    })
  }

  /** Null when there is no such document. One in the trash is found, with `trashed` set. */
  async access(id: DocumentId, userId: string | null): Promise<Access | null> {
    const row = await this.#db
      .selectFrom('documents')
      .leftJoin('grants', (join) =>
        join.onRef('grants.document', '=', 'documents.id').on('grants.user', '=', userId ?? ''),
      )
      .selectAll('documents')
      .select('grants.role as role')
      .where('documents.id', '=', id)
      .executeTakeFirst()
    if (row === undefined) return null
    return { document: toInfo(row), role: strongerRole(row.role, userId === null ? null : row.link_role) }
  }

  /** Everybody's role at this moment; null when there is no such document, or it is in the trash. */
  async roles(id: DocumentId): Promise<{ roleOf(userId: string): Role | null } | null> {
    const rows = await this.#db
      .selectFrom('documents')
      .leftJoin('grants', 'grants.document', 'documents.id')
      .select(['documents.link_role as link', 'grants.user as user', 'grants.role as role'])
      .where('documents.id', '=', id)
      .where('documents.trashed_at', 'is', null)
      .execute()
    const [first] = rows
    if (first === undefined) return null
    const granted = new Map(rows.map(({ user, role }) => [user, role]))
    return { roleOf: (userId) => strongerRole(granted.get(userId) ?? null, first.link) }
  }

  /** The documents that a person holds a grant on, last changed first, without the trash. */
  async listOf(userId: string): Promise<readonly { document: DocumentInfo; role: Role }[]> {
    const rows = await this.#db
      .selectFrom('grants')
      .innerJoin('documents', 'documents.id', 'grants.document')
      .selectAll('documents')
      .select('grants.role as role')
      .where('grants.user', '=', userId)
      .where('documents.trashed_at', 'is', null)
      .orderBy('documents.updated_at', 'desc')
      .execute()
    return rows.map((row) => ({ document: toInfo(row), role: row.role }))
  }

  async describe(id: DocumentId, { seq, title, size, time }: Description): Promise<void> {
    await this.#db
      .updateTable('documents')
      .set({ title, size, updated_at: time, described_seq: seq })
      .where('id', '=', id)
      .where('described_seq', '<=', seq)
      .execute()
  }

  /** Of these documents those that have records later than their description. */
  async outdated(stored: readonly { document: DocumentId; seq: number }[]): Promise<readonly DocumentId[]> {
    const rows = await this.#db.selectFrom('documents').select(['id', 'described_seq']).execute()
    const described = new Map(rows.map((row) => [row.id, row.described_seq]))
    return stored
      .filter(({ document, seq }) => (described.get(document) ?? seq) < seq)
      .map((row) => row.document)
  }

  async trash(id: DocumentId, now: number): Promise<void> {
    await this.#db.updateTable('documents').set({ trashed_at: now }).where('id', '=', id).execute()
  }

  async setLink(id: DocumentId, role: LinkRole): Promise<void> {
    await this.#db.updateTable('documents').set({ link_role: role }).where('id', '=', id).execute()
  }

  async members(id: DocumentId): Promise<readonly Member[]> {
    const rows = await this.#db
      .selectFrom('grants')
      .innerJoin('user', 'user.id', 'grants.user')
      .select(['user.id as userId', 'user.name as name', 'user.email as email', 'grants.role as role'])
      .select((eb) => eb.ref('user.isAnonymous').as('isAnonymous'))
      .where('grants.document', '=', id)
      .orderBy('grants.granted_at')
      .execute()
    return rows.map(({ userId, name, email, role, isAnonymous }) => ({
      userId,
      name,
      email: isAnonymous ? null : email,
      role,
    }))
  }

  /** The person with this id or e-mail address; null when there is none. */
  async findUser(by: { userId: string } | { email: string }): Promise<string | null> {
    const query = this.#db.selectFrom('user').select('id')
    const row = await ('userId' in by
      ? query.where('id', '=', by.userId)
      : query.where('email', '=', by.email.toLowerCase())
    ).executeTakeFirst()
    return row?.id ?? null
  }

  async grant(id: DocumentId, userId: string, role: Role, now: number): Promise<void> {
    await this.#db
      .insertInto('grants')
      .values({ document: id, user: userId, role, granted_at: now })
      .onConflict((conflict) => conflict.columns(['document', 'user']).doUpdateSet({ role }))
      .execute()
  }

  async revoke(id: DocumentId, userId: string): Promise<void> {
    await this.#db.deleteFrom('grants').where('document', '=', id).where('user', '=', userId).execute()
  }

  /** Hands all grants of a guest to an account; where both hold one, the stronger stays. */
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
    })
  }
}

function toInfo(row: Tables['documents']): DocumentInfo {
  return {
    id: row.id as DocumentId,
    title: row.title,
    size: row.size,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    link: row.link_role,
    trashed: row.trashed_at !== null,
  }
}
