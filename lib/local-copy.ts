import { IndexeddbPersistence } from 'y-indexeddb'
import type { Doc } from 'yjs'

const LOAD_TIMEOUT_MS = 3_000
const MARK_INTERVAL_MS = 500
const PROBE_DATABASE = 'scriptorium-probe'
const STORE = 'custom'
const COMPLETE = 'complete'
const UNSAVED = 'unsaved'

/** Unsaved edits per page that made them; several tabs of one browser share the copy. */
type UnsavedMarks = Readonly<Record<string, number>>

export const localCopyName = (userId: string, documentId: string): string =>
  `scriptorium:${userId}:${documentId}`

const marksOf = (value: unknown): UnsavedMarks =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, count]) => typeof count === 'number'))
    : {}

/** Private windows and full disks refuse IndexedDB, which y-indexeddb would only tell as an unhandled rejection. */
function isAvailable(): Promise<boolean> {
  return new Promise((resolve) => {
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
}

const loaded = (persistence: IndexeddbPersistence): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), LOAD_TIMEOUT_MS)
    persistence.whenSynced.then(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })

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
  readonly origin: unknown
  readonly #persistence: IndexeddbPersistence
  readonly #database: IDBDatabase
  readonly #page: string
  readonly #found: UnsavedMarks
  #count = 0
  #timer: ReturnType<typeof setTimeout> | null = null

  private constructor(
    persistence: IndexeddbPersistence,
    database: IDBDatabase,
    page: string,
    complete: boolean,
    found: UnsavedMarks,
  ) {
    this.origin = persistence
    this.#persistence = persistence
    this.#database = database
    this.#page = page
    this.#found = found
    this.complete = complete
    this.inherited = Object.values(found).reduce((sum, count) => sum + count, 0)
  }

  /**
   * Loads the copy into `doc` and keeps it up to date. Null when this browser keeps none, or not in time: the
   * document then lives on the server alone. `page` tells this page from other tabs. `lost` is called when the
   * browser stops keeping the copy.
   */
  static async open(name: string, doc: Doc, page: string, lost: () => void): Promise<LocalCopy | null> {
    if (typeof indexedDB === 'undefined' || !(await isAvailable())) return null
    const persistence = new IndexeddbPersistence(name, doc)
    const inTime = await loaded(persistence)
    const database = persistence.db
    if (!inTime || database === null) {
      persistence.destroy().catch(lost)
      return null
    }
    database.addEventListener('abort', lost)
    database.addEventListener('close', lost)
    const complete = (await readCustom(database, COMPLETE)) === true
    const found = marksOf(await readCustom(database, UNSAVED))
    return new LocalCopy(persistence, database, page, complete, found)
  }

  markComplete(): void {
    this.#change((store) => store.put(true, COMPLETE))
  }

  /** Notes how many edits of this page are not acknowledged: the first at once, the next ones now and then. */
  markUnsaved(count: number): void {
    const first = this.#count === 0
    this.#count = count
    if (first) this.#writeCount()
    else if (this.#timer === null) this.#timer = setTimeout(() => this.#writeCount(), MARK_INTERVAL_MS)
  }

  /** Everything in this page's document is on the server: its mark goes, and those that it found and took over. */
  markSettled(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
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

  close(): void {
    if (this.#timer !== null) this.#writeCount()
  }

  #writeCount(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#changeMarks((marks) => ({ ...marks, [this.#page]: this.#count }))
  }

  /** Read and write in one transaction, so that tabs do not overwrite each other's marks. */
  #changeMarks(change: (marks: UnsavedMarks) => UnsavedMarks): void {
    this.#change((store) => {
      const request = store.get(UNSAVED)
      request.onsuccess = () => store.put(change(marksOf(request.result)), UNSAVED)
    })
  }

  #change(write: (store: IDBObjectStore) => void): void {
    try {
      write(this.#database.transaction(STORE, 'readwrite').objectStore(STORE))
    } catch (error) {
      // The database was closed under us, as browsers do when site data is cleared; `lost` has told already.
      if (!(error instanceof DOMException)) throw error
    }
  }
}
