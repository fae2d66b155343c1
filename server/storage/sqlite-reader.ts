import type { DatabaseSync } from 'node:sqlite'
import type { DocumentId } from '../../lib/ids.ts'
import { checksum, snapshotChecksum } from './checksum.ts'
import { unpackHistory } from './history-pack.ts'
import { openForReading } from './sqlite-schema.ts'
import {
  CorruptLogError,
  type LogRecord,
  type Snapshot,
  type StoredDocument,
  type StoredDocumentSummary,
} from './update-log.ts'

const RECORDS =
  'SELECT seq, author, time, checksum, bytes FROM records WHERE log = ? AND seq > ? AND seq <= ? ORDER BY seq'
const AUTHOR = 'SELECT user FROM authors WHERE id = ?'

/** Records shown at once. */
const REPLAY_RECORDS = 4096

/** Who is shown a log. Runs of records are never empty. */
export interface Replay {
  snapshot(snapshot: Snapshot): void
  records(records: readonly LogRecord[]): void
}

const OWNERS = `
  SELECT c.client, coalesce(h.user, a.user) AS user FROM clients c
  JOIN authors a ON a.id = c.author LEFT JOIN authors h ON h.id = a.heir WHERE c.log = ?`

/**
 * Reads the log beside its writer: in WAL mode neither waits for the other. Each call sees one state of the
 * database. A checksum that does not fit throws {@link CorruptLogError}.
 */
export class SqliteReader {
  readonly #path: string
  #db: DatabaseSync | null = null

  constructor(path: string) {
    this.#path = path
  }

  read(document: DocumentId): StoredDocument {
    return this.#view((db) => {
      const log = findLog(db, document)
      if (log === null) return { snapshot: null, records: [], owners: new Map() }
      const snapshot = readSnapshot(db, document, log.id)
      const records = readRecords(db, document, log.id, snapshot?.seq ?? 0, log.lastSeq)
      checkRun(document, records, (snapshot?.seq ?? 0) + 1, log.lastSeq)
      return { snapshot, records, owners: readOwners(db, log.id) }
    })
  }

  /**
   * Shows `on` what is behind record `after`, in runs that are let go one after the other: the snapshot when it is
   * newer than that, then the records behind both. Nothing of a document that the log does not have.
   */
  replay(document: DocumentId, after: number, on: Replay): void {
    this.#view((db) => {
      const log = findLog(db, document)
      if (log === null) return
      const snapshot = readSnapshot(db, document, log.id)
      if (snapshot !== null && snapshot.seq > after) on.snapshot(snapshot)
      for (let from = Math.max(after, snapshot?.seq ?? 0); from < log.lastSeq; ) {
        const upTo = Math.min(log.lastSeq, from + REPLAY_RECORDS)
        const records = readRecords(db, document, log.id, from, upTo)
        checkRun(document, records, from + 1, upTo)
        on.records(records)
        from = upTo
      }
    })
  }

  readHistory(document: DocumentId, after: number, upTo: number): readonly LogRecord[] {
    return this.#view((db) => {
      const log = findLog(db, document)
      if (log === null) return []
      const packs = db
        .prepare('SELECT * FROM history WHERE log = ? AND last_seq > ? AND first_seq <= ? ORDER BY first_seq')
        .all(log.id, after, upTo)
      const records = packs.flatMap((row) => {
        const bytes = row.bytes as Uint8Array
        const sum = checksum(log.id, Number(row.first_seq), Number(row.last_seq), bytes)
        if (sum !== Number(row.checksum)) {
          throw new CorruptLogError(document, Number(row.first_seq), 'history checksum')
        }
        return unpackHistory(document, bytes)
      })
      records.push(...readRecords(db, document, log.id, after, upTo))
      return records.filter(({ seq }) => seq > after && seq <= upTo)
    })
  }

  list(): StoredDocumentSummary[] {
    return this.#view((db) =>
      db
        .prepare(
          'SELECT l.document, l.last_seq, s.seq FROM logs l LEFT JOIN snapshots s ON s.log = l.id ORDER BY l.id',
        )
        .all()
        .map((row) => ({
          document: row.document as DocumentId,
          seq: Number(row.last_seq),
          snapshotSeq: Number(row.seq ?? 0),
        })),
    )
  }

  close(): void {
    this.#db?.close()
    this.#db = null
  }

  #view<T>(look: (db: DatabaseSync) => T): T {
    this.#db ??= openForReading(this.#path)
    const db = this.#db
    db.exec('BEGIN')
    try {
      return look(db)
    } finally {
      db.exec('ROLLBACK')
    }
  }
}

function findLog(db: DatabaseSync, document: DocumentId): { id: number; lastSeq: number } | null {
  const row = db.prepare('SELECT id, last_seq FROM logs WHERE document = ?').get(document)
  return row === undefined ? null : { id: Number(row.id), lastSeq: Number(row.last_seq) }
}

function readSnapshot(db: DatabaseSync, document: DocumentId, log: number): Snapshot | null {
  const row = db.prepare('SELECT * FROM snapshots WHERE log = ?').get(log)
  if (row === undefined) return null
  const snapshot = {
    seq: Number(row.seq),
    time: Number(row.time),
    bytes: row.bytes as Uint8Array,
    stateVector: row.state_vector as Uint8Array,
    deletions: row.deletions as Uint8Array,
    outline: row.outline as Uint8Array,
  }
  if (snapshotChecksum(log, snapshot) !== Number(row.checksum)) {
    throw new CorruptLogError(document, snapshot.seq, 'snapshot checksum')
  }
  return snapshot
}

/** The columns of {@link RECORDS}. */
type RecordRow = readonly [seq: number, author: number, time: number, sum: number, bytes: Uint8Array]

function readRecords(
  db: DatabaseSync,
  document: DocumentId,
  log: number,
  after: number,
  upTo: number,
): LogRecord[] {
  const rows = db.prepare(RECORDS)
  // as arrays: an object for each row costs more than the reading
  rows.setReturnArrays(true)
  const author = db.prepare(AUTHOR)
  const authors = new Map<number, string>()
  return (rows.all(log, after, upTo) as unknown as RecordRow[]).map(([seq, by, time, sum, bytes]) => {
    if (checksum(log, seq, time, bytes) !== sum) throw new CorruptLogError(document, seq, 'record checksum')
    let user = authors.get(by)
    if (user === undefined) {
      user = String(author.get(by)?.user)
      authors.set(by, user)
    }
    return { document, seq, author: user, time, bytes }
  })
}

function readOwners(db: DatabaseSync, log: number): Map<number, string> {
  const rows = db.prepare(OWNERS).all(log)
  return new Map(rows.map((row) => [Number(row.client), String(row.user)]))
}

/** A hole in the numbers is a loss: it must never pass for a shorter document. */
function checkRun(document: DocumentId, records: readonly LogRecord[], first: number, last: number): void {
  let next = first
  for (const { seq } of records) {
    if (seq !== next) throw new CorruptLogError(document, next, 'record missing')
    next++
  }
  if (next !== last + 1) throw new CorruptLogError(document, next, 'record missing')
}
