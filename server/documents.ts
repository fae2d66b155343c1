import type { Selectable } from 'kysely'
import type { DocumentId } from '../lib/ids.ts'
import type { Role } from '../lib/roles.ts'
import type { AppDatabase, Tables } from './app-database.ts'
import type { Actor, Audit } from './audit.ts'
import { type Entry, entryOf, type LinkAccess, roleOf } from './effective-role.ts'
import { type PreparedQuery, preparedQuery } from './prepared-query.ts'
import type { Description } from './upkeep.ts'

/** A document as lists and permission checks see it. Times are milliseconds since 1970. */
export interface DocumentInfo {
  readonly id: DocumentId
  readonly title: string
  /** Octets of encoded state. */
  readonly size: number
  readonly createdAt: number
  readonly updatedAt: number
  readonly link: LinkAccess
  readonly trashed: boolean
}

/** What a person may do with a document, and how it is described. */
export interface Access {
  readonly document: DocumentInfo
  readonly entry: Entry
}

/** Documents and who may open them, in the database of accounts. The text itself is in the log. */
export class Documents {
  readonly #db: AppDatabase
  readonly #audit: Audit
  readonly #now: () => number
  /** Each handshake asks it twice. */
  readonly #standing: PreparedQuery<DocumentRow & StandingRow, 'id' | 'userId'>

  /** `now` in milliseconds since 1970. */
  constructor(db: AppDatabase, audit: Audit, now: () => number) {
    this.#db = db
    this.#audit = audit
    this.#now = now
    this.#standing = preparedQuery(db, ['id', 'userId'], ({ id, userId }) =>
      this.#standings(userId).where('documents.id', '=', id),
    )
  }

  /** Adds a document with its owner, in one step. */
  async create(id: DocumentId, title: string, size: number, owner: Actor): Promise<void> {
    await this.#audit.change({ document: id, actor: owner, action: 'created' }, async (tx, now) => {
      await tx
        .insertInto('documents')
        .values({
          id,
          title,
          size,
          created_at: now,
          updated_at: now,
          link_role: null,
          link_expires_at: null,
          link_password: null,
          trashed_at: null,
          described_seq: 1,
        })
        .execute()
      await tx
        .insertInto('grants')
        .values({ document: id, user: owner.id, role: 'owner', granted_at: now })
        .execute()
    })
  }

  /** Null when there is no such document. One in the trash is found, with `trashed` set. */
  async access(id: DocumentId, userId: string): Promise<Access | null> {
    const [row] = await this.#standing({ id, userId })
    return row === undefined ? null : this.#toAccess(row)
  }

  /** What everybody may do at this moment; null when there is no such document, or it is in the trash. */
  async entries(
    id: DocumentId,
  ): Promise<{ readonly link: LinkAccess; entryOf(userId: string): Entry } | null> {
    const document = await this.#db
      .selectFrom('documents')
      .selectAll()
      .where('id', '=', id)
      .where('trashed_at', 'is', null)
      .executeTakeFirst()
    if (document === undefined) return null
    const [grants, bans, visits] = await Promise.all([
      this.#db.selectFrom('grants').select(['user', 'role']).where('document', '=', id).execute(),
      this.#db.selectFrom('bans').select('user').where('document', '=', id).execute(),
      this.#db.selectFrom('visits').select(['user', 'unlocked_version']).where('document', '=', id).execute(),
    ])
    const granted = new Map(grants.map(({ user, role }) => [user, role]))
    const banned = new Set(bans.map(({ user }) => user))
    const unlocked = new Map(visits.map(({ user, unlocked_version }) => [user, unlocked_version]))
    const link = linkOf(document)
    const now = this.#now()
    return {
      link,
      entryOf: (userId) =>
        entryOf(
          {
            grant: granted.get(userId) ?? null,
            banned: banned.has(userId),
            unlocked: unlocked.get(userId) ?? null,
          },
          link,
          now,
        ),
    }
  }

  /** The documents that a person holds a grant on or has opened by link, last changed first, without the trash. */
  async listOf(userId: string): Promise<readonly { document: DocumentInfo; role: Role }[]> {
    const rows = await this.#standings(userId)
      .where((eb) => eb.or([eb('grants.role', 'is not', null), eb('visits.opened_at', 'is not', null)]))
      .where('documents.trashed_at', 'is', null)
      .orderBy('documents.updated_at', 'desc')
      .execute()
    return rows.flatMap((row) => {
      const { document, entry } = this.#toAccess(row)
      const role = roleOf(entry)
      return role === null ? [] : [{ document, role }]
    })
  }

  /** The titles of those of these documents that there are. */
  async titles(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#db
      .selectFrom('documents')
      .select(['id', 'title'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(({ id, title }) => [id, title]))
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

  #standings(userId: string) {
    return this.#db
      .selectFrom('documents')
      .leftJoin('grants', (join) =>
        join.onRef('grants.document', '=', 'documents.id').on('grants.user', '=', userId),
      )
      .leftJoin('bans', (join) =>
        join.onRef('bans.document', '=', 'documents.id').on('bans.user', '=', userId),
      )
      .leftJoin('visits', (join) =>
        join.onRef('visits.document', '=', 'documents.id').on('visits.user', '=', userId),
      )
      .selectAll('documents')
      .select([
        'grants.role as grant_role',
        'bans.banned_at as banned_at',
        'visits.unlocked_version as unlocked_version',
      ])
  }

  #toAccess(row: DocumentRow & StandingRow): Access {
    const document = toInfo(row)
    const standing = {
      grant: row.grant_role,
      banned: row.banned_at !== null,
      unlocked: row.unlocked_version,
    }
    return { document, entry: entryOf(standing, document.link, this.#now()) }
  }
}

type DocumentRow = Selectable<Tables['documents']>

interface StandingRow {
  readonly grant_role: Role | null
  readonly banned_at: number | null
  readonly unlocked_version: number | null
}

const linkOf = (row: DocumentRow): LinkAccess => ({
  role: row.link_role,
  expiresAt: row.link_expires_at,
  hasPassword: row.link_password !== null,
  version: row.link_version,
})

const toInfo = (row: DocumentRow): DocumentInfo => ({
  id: row.id as DocumentId,
  title: row.title,
  size: row.size,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  link: linkOf(row),
  trashed: row.trashed_at !== null,
})
