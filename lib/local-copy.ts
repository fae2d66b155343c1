import { IndexeddbPersistence } from 'y-indexeddb'
import type { Doc } from 'yjs'
import { within } from './within.ts'

/** A browser's storage may never answer, as after a page that was cut off in the middle of writing. */
const LOAD_TIMEOUT_MS = 3_000
const PROBE_DATABASE = 'scriptorium-probe'
const STORE = 'custom'
/** y-indexeddb's own store. */
const UPDATES = 'updates'
const COMPLETE = 'complete'
const UNSAVED = 'unsaved'
const AUTHORS = 'authors'
const UNSEEN = 'unseen'
/** What a copy knows about itself, as it is read. */
const KNOWN = [COMPLETE, UNSAVED, AUTHORS, UNSEEN] as const
/** How many pages that have written into a copy are remembered, the latest. */
const MOST_AUTHORS = 100

/** Unsaved edits per page that made them; several tabs of one browser share the copy. */
type UnsavedMarks = Readonly<Record<string, number>>

export const localCopyName = (userId: string, documentId: string): string =>
  `scriptorium:${userId}:${documentId}`

/** Names of the copies that a person has on this device. None where the browser does not tell. */
export async function copiesOf(userId: string): Promise<readonly string[]> {
  if (typeof indexedDB === 'undefined' || !('databases' in indexedDB)) return []
  const databases = await indexedDB.databases().catch(() => [])
  return databases.flatMap(({ name }) => (name?.startsWith(localCopyName(userId, '')) ? [name] : []))
}

/** Whether a copy holds edits that no server has acknowledged. One that cannot be read counts as if it did. */
export function hasUnsavedEdits(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name)
    request.onerror = () => resolve(true)
    request.onblocked = () => resolve(true)
    request.onsuccess = async () => {
      const { result: database } = request
      const isCopy = database.objectStoreNames.contains(STORE)
      const marks = isCopy ? marksOf(await readCustom(database, UNSAVED)) : {}
      database.close()
      resolve(Object.values(marks).some((count) => count > 0))
    }
  })
}

const marksOf = (value: unknown): UnsavedMarks =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, count]) => typeof count === 'number'))
    : {}

const authorsOf = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((one) => Number.isSafeInteger(one)) : []

/** Private windows and full disks refuse IndexedDB, which y-indexeddb would only tell as an unhandled rejection. */
function isAvailable(): Promise<boolean> {
  const opened = new Promise<boolean>((resolve) => {
    try {
      const request = indexedDB.open(PROBE_DATABASE)
      request.onerror = () => resolve(false)
      request.onblocked = () => resolve(false)
      request.onsuccess = () => {
        request.result.close()
        resolve(true)
      }
    } catch {
      resolve(false)
    }
  })
  return within(LOAD_TIMEOUT_MS, opened, false)
}

function readCustom(database: IDBDatabase, key: string): Promise<unknown> {
  return new Promise((resolve) => {
    const request = database.transaction(STORE, 'readonly').objectStore(STORE).get(key)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => resolve(undefined)
  })
}

/** The copy of one document on this device, and what it knows about itself. */
export class LocalCopy {
  /** A full sync has happened once: the copy can stand for the document. */
  readonly complete: boolean
  /** Edits of earlier visits that no server has acknowledged. */
  readonly inherited: number
  /** The client ids of the pages of this browser that have written into the document. */
  readonly authors: readonly number[]
  /** What `Healing` kept of earlier visits. */
  readonly unseen: Uint8Array | null
  readonly #persistence: IndexeddbPersistence
  readonly #database: IDBDatabase
  readonly #page: string
  readonly #found: UnsavedMarks
  readonly #changed: () => void
  #count = 0
  /** Edits of this page told to the copy, and how many of the first of them the browser has written down. */
  #told = 0
  #kept = 0
  #writing = false
  #alone = true
  #closed = false

  private constructor(
    persistence: IndexeddbPersistence,
    database: IDBDatabase,
    page: string,
    complete: boolean,
    found: UnsavedMarks,
    authors: readonly number[],
    unseen: Uint8Array | null,
    changed: () => void,
  ) {
    this.#persistence = persistence
    this.#database = database
    this.#page = page
    this.#found = found
    this.#changed = changed
    this.complete = complete
    this.inherited = Object.values(found).reduce((sum, count) => sum + count, 0)
    this.authors = authors
    this.unseen = unseen
  }

  /**
   * Loads the copy into `doc` and keeps it up to date. Null when this browser keeps none, or not in time: the
   * document then lives on the server alone. `page` tells this page from other tabs. `changed` is called when
   * `keepsAll` may have changed, `lost` when the browser stops keeping the copy.
   */
  static async open(
    name: string,
    doc: Doc,
    page: string,
    { changed, lost }: { changed: () => void; lost: () => void },
  ): Promise<LocalCopy | null> {
    if (typeof indexedDB === 'undefined' || !(await isAvailable())) return null
    const persistence = new IndexeddbPersistence(name, doc)
    const inTime = await within(LOAD_TIMEOUT_MS, persistence.whenSynced, null)
    const database = persistence.db
    const read = (key: string): Promise<unknown> =>
      database === null ? Promise.resolve() : readCustom(database, key)
    const known = inTime === null ? null : await within(LOAD_TIMEOUT_MS, Promise.all(KNOWN.map(read)), null)
    if (known === null || database === null) {
      persistence.destroy().catch(lost)
      return null
    }
    database.addEventListener('abort', lost)
    database.addEventListener('close', lost)
    const [complete, found, authors, kept] = known
    const unseen = kept instanceof Uint8Array ? kept : null
    const [marks, pages] = [marksOf(found), authorsOf(authors)]
    return new LocalCopy(persistence, database, page, complete === true, marks, pages, unseen, changed)
  }

  /** Whether a change of a document came out of a copy, whichever. */
  static isOrigin(origin: unknown): boolean {
    return origin instanceof IndexeddbPersistence
  }

  keepUnseen(octets: Uint8Array): void {
    this.#change((store) => store.put(octets, UNSEEN))
  }

  markComplete(): void {
    this.#change((store) => store.put(true, COMPLETE))
  }

  /** Every edit that this page made is written down: closing the page loses none. */
  get keepsAll(): boolean {
    return this.#kept === this.#told
  }

  /** The page is about to make its first edit: the next visit looks after what it wrote. */
  #markAuthor(): void {
    this.#change((store) => {
      const request = store.get(AUTHORS)
      request.onsuccess = () => {
        const others = authorsOf(request.result).filter((one) => String(one) !== this.#page)
        store.put([...others, Number(this.#page)].slice(-MOST_AUTHORS), AUTHORS)
      }
    })
  }

  /** The page made an edit; `count` of its edits are not acknowledged. */
  markUnsaved(count: number): void {
    this.#count = count
    if (this.#told === 0) this.#markAuthor()
    this.#told += 1
    if (!this.#writing) this.#writeCount()
  }

  /** While the server is away the copy is all there is: it then goes to the disk, not just to the system. */
  standAlone(alone: boolean): void {
    const now = alone && !this.#alone
    this.#alone = alone
    if (now && this.#count > 0) this.markUnsaved(this.#count)
  }

  /** Everything in this page's document is on the server: its mark goes, and those that it found and took over. */
  markSettled(): void {
    this.#count = 0
    this.#changeMarks((marks) =>
      Object.fromEntries(
        Object.entries(marks).filter(([page, count]) => page !== this.#page && this.#found[page] !== count),
      ),
    )
  }

  /** Forgets the copy: the next visit starts from the server's document. */
  async discard(): Promise<void> {
    await this.#persistence.clearData()
  }

  /** What is under way is still written. */
  close(): void {
    this.#closed = true
  }

  /**
   * Writes the count in a transaction that also covers y-indexeddb's store: it begins after those that hold the
   * edits told so far, so its end is their end. One at a time; edits made meanwhile are in the next.
   */
  #writeCount(): void {
    const upTo = this.#told
    const mark = (marks: UnsavedMarks) => ({ ...marks, [this.#page]: this.#count })
    const transaction = this.#changeMarks(mark, [STORE, UPDATES])
    if (transaction === null) return
    this.#writing = true
    transaction.oncomplete = () => {
      this.#writing = false
      this.#kept = upTo
      if (this.#told > upTo && !this.#closed) this.#writeCount()
      else this.#changed()
    }
  }

  /** Read and write in one transaction, so that tabs do not overwrite each other's marks. */
  #changeMarks(
    change: (marks: UnsavedMarks) => UnsavedMarks,
    scope: readonly string[] = [STORE],
  ): IDBTransaction | null {
    return this.#change((store) => {
      const request = store.get(UNSAVED)
      request.onsuccess = () => store.put(change(marksOf(request.result)), UNSAVED)
    }, scope)
  }

  /** Null when the browser has taken the copy away; `lost` has told already. */
  #change(write: (store: IDBObjectStore) => void, scope: readonly string[] = [STORE]): IDBTransaction | null {
    try {
      const transaction = this.#database.transaction(scope, 'readwrite', {
        durability: this.#alone ? 'strict' : 'relaxed',
      })
      write(transaction.objectStore(STORE))
      return transaction
    } catch (error) {
      // The database was closed under us, as browsers do when site data is cleared.
      if (!(error instanceof DOMException)) throw error
      return null
    }
  }
}
