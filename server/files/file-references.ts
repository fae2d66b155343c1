import type { Selectable, Transaction } from 'kysely'
import { type DocumentId, type FileId, newFileId, type RandomBytes } from '../../lib/ids.ts'
import type { AppDatabase, Tables } from '../app-database.ts'
import type { ContentType } from './content-type.ts'
import type { ContentHash } from './file-store.ts'

/** Files of one document, however small they are. */
export const MAX_FILES = 2_000

/** A file of a document. */
export interface FileInfo {
  readonly id: FileId
  readonly hash: ContentHash
  /** Octets. */
  readonly size: number
  /** Told by its content. */
  readonly type: ContentType
  /** Pixels of a picture that pages may show; null for everything else. */
  readonly pixels: { readonly width: number; readonly height: number } | null
  readonly name: string
  readonly addedBy: string
  /** Milliseconds since 1970. */
  readonly addedAt: number
}

export type NewFile = Omit<FileInfo, 'id' | 'addedAt'>

/** What the files of a document take, in octets and in number. */
export interface FileUse {
  readonly octets: number
  readonly count: number
}

/** `full`: the files of the document would be more, or larger together, than they may. Then nothing was added. */
export type Added<T> =
  | { readonly kind: 'added'; readonly added: T }
  | { readonly kind: 'full'; readonly use: FileUse }

type Row = Selectable<Tables['files']>

/** Which document has which files: ids, names and the hashes of contents. The contents are in a `FileStore`. */
export class FileReferences {
  readonly #db: AppDatabase
  readonly #mostOctets: number
  readonly #random: RandomBytes
  readonly #now: () => number

  /** `mostOctets` of all files of a document together; `now` in milliseconds since 1970. */
  constructor(db: AppDatabase, mostOctets: number, random: RandomBytes, now: () => number) {
    this.#db = db
    this.#mostOctets = mostOctets
    this.#random = random
    this.#now = now
  }

  async find(document: DocumentId, id: FileId): Promise<FileInfo | null> {
    const row = await this.#db
      .selectFrom('files')
      .selectAll()
      .where('document', '=', document)
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : toInfo(row)
  }

  /** Oldest first. */
  async list(document: DocumentId): Promise<readonly FileInfo[]> {
    const rows = await this.#db
      .selectFrom('files')
      .selectAll()
      .where('document', '=', document)
      .orderBy('added_at')
      .orderBy('id')
      .execute()
    return rows.map(toInfo)
  }

  use(document: DocumentId): Promise<FileUse> {
    return takenIn(this.#db, document)
  }

  /** Octets that a document may add; 0 when it may have no further file. */
  async room(document: DocumentId): Promise<number> {
    const { octets, count } = await this.use(document)
    return count >= MAX_FILES ? 0 : Math.max(0, this.#mostOctets - octets)
  }

  /** Adds a file. The same content under the same name is there once, so that trying again costs nothing. */
  add(document: DocumentId, file: NewFile): Promise<Added<FileInfo>> {
    return this.#db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('files')
        .selectAll()
        .where('document', '=', document)
        .where('hash', '=', file.hash)
        .where('name', '=', file.name)
        .executeTakeFirst()
      if (known !== undefined) return { kind: 'added', added: toInfo(known) }
      const use = await takenIn(tx, document)
      if (!this.#fits(use, file.size, 1)) return { kind: 'full', use }
      const added = { ...file, id: newFileId(this.#random), addedAt: this.#now() }
      await tx.insertInto('files').values(toRow(document, added)).execute()
      return { kind: 'added', added }
    })
  }

  /**
   * Gives `to` the files of `from` under the ids that they have, so that a copied text finds them. `ids` null is all;
   * what is not there, and what `to` has already, is passed over. Returns how many came.
   */
  copy(from: DocumentId, to: DocumentId, ids: readonly FileId[] | null): Promise<Added<number>> {
    return this.#db.transaction().execute(async (tx) => {
      const has = await tx.selectFrom('files').select('id').where('document', '=', to).execute()
      const known = new Set(has.map(({ id }) => id))
      const wanted = ids === null ? null : new Set<string>(ids)
      const all = await tx.selectFrom('files').selectAll().where('document', '=', from).execute()
      const rows = all.filter(({ id }) => !known.has(id) && (wanted?.has(id) ?? true))
      const octets = rows.reduce((sum, { size }) => sum + size, 0)
      const use = await takenIn(tx, to)
      if (!this.#fits(use, octets, rows.length)) return { kind: 'full', use }
      for (const row of rows) {
        await tx
          .insertInto('files')
          .values({ ...row, document: to, added_at: this.#now() })
          .execute()
      }
      return { kind: 'added', added: rows.length }
    })
  }

  /** Returns whether there was such a file. Its content stays as long as another refers to it. */
  async remove(document: DocumentId, id: FileId): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('files')
      .where('document', '=', document)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return numDeletedRows > 0n
  }

  async isReferred(hash: ContentHash): Promise<boolean> {
    const row = await this.#db.selectFrom('files').select('id').where('hash', '=', hash).executeTakeFirst()
    return row !== undefined
  }

  /** What a guest added is the account's that the guest made. */
  async handOver(guestId: string, userId: string): Promise<void> {
    await this.#db.updateTable('files').set({ added_by: userId }).where('added_by', '=', guestId).execute()
  }

  #fits({ octets, count }: FileUse, more: number, moreCount: number): boolean {
    return octets + more <= this.#mostOctets && count + moreCount <= MAX_FILES
  }
}

async function takenIn(db: AppDatabase | Transaction<Tables>, document: DocumentId): Promise<FileUse> {
  const { octets, count } = await db
    .selectFrom('files')
    .select(({ fn }) => [fn.sum<number | null>('size').as('octets'), fn.countAll<number>().as('count')])
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  return { octets: octets ?? 0, count }
}

const toRow = (
  document: DocumentId,
  { id, hash, size, type, pixels, name, addedBy, addedAt }: FileInfo,
): Row => ({
  document,
  id,
  hash,
  size,
  type,
  width: pixels?.width ?? null,
  height: pixels?.height ?? null,
  name,
  added_by: addedBy,
  added_at: addedAt,
})

const toInfo = ({ id, hash, size, type, width, height, name, added_by, added_at }: Row): FileInfo => ({
  id: id as FileId,
  hash: hash as ContentHash,
  size,
  type,
  pixels: width === null || height === null ? null : { width, height },
  name,
  addedBy: added_by,
  addedAt: added_at,
})
