import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { DocumentId } from '../../lib/ids.ts'
import { checksum, snapshotChecksum } from './checksum.ts'
import { openForWriting } from './sqlite-schema.ts'
import { EMPTY_UPDATE, type HistoryPack, type LogRecord, type Snapshot } from './update-log.ts'

const STATEMENTS = {
  findLog: 'SELECT id, last_seq FROM logs WHERE document = ?',
  insertLog: 'INSERT INTO logs (document, last_seq) VALUES (?, 0) RETURNING id',
  updateLog: 'UPDATE logs SET last_seq = ? WHERE id = ?',
  claim: 'INSERT OR IGNORE INTO clients (log, client, author) VALUES (?, ?, ?)',
  handOver: 'UPDATE authors SET heir = ? WHERE id = ?',
  findAuthor: 'SELECT id FROM authors WHERE user = ?',
  insertAuthor: 'INSERT INTO authors (user) VALUES (?) RETURNING id',
  insertRecord: 'INSERT INTO records (log, seq, author, time, checksum, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  storeSnapshot:
    'INSERT OR REPLACE INTO snapshots (log, seq, time, checksum, state_vector, deletions, outline, bytes) ' +
    'VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  snapshotSeq: 'SELECT seq FROM snapshots WHERE log = ?',
  insertHistory:
    'INSERT INTO history (log, first_seq, last_seq, last_time, checksum, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  setAside:
    'INSERT INTO set_aside SELECT log, seq, author, time, bytes FROM records WHERE log = ? AND seq = ? RETURNING time',
  emptyRecord: 'UPDATE records SET bytes = ?, checksum = ? WHERE log = ? AND seq = ?',
  deleteRecords: 'DELETE FROM records WHERE log = ? AND seq <= ?',
  retire: 'DELETE FROM history WHERE last_time < ?',
  probe: 'INSERT OR REPLACE INTO probes (id, time) VALUES (1, ?)',
} as const

type Statements = Record<keyof typeof STATEMENTS, StatementSync>
interface Log {
  readonly id: number
  lastSeq: number
}

/** The only writer of the log's database. Synchronous: it runs in a thread of its own (`sqlite-worker.ts`). */
export class SqliteWriter {
  readonly #path: string
  #connection: { readonly db: DatabaseSync; readonly statements: Statements } | null
  /** Known logs and authors; forgotten on every failure, since a rollback may have undone them. */
  readonly #logs = new Map<string, Log>()
  readonly #authors = new Map<string, number>()

  /** Opens the database at `path`, or makes it. Throws when it cannot be opened or is of a newer version. */
  constructor(path: string) {
    this.#path = path
    this.#connection = connect(path)
  }

  get #db(): DatabaseSync {
    this.#connection ??= connect(this.#path)
    return this.#connection.db
  }

  get #statements(): Statements {
    this.#connection ??= connect(this.#path)
    return this.#connection.statements
  }

  append(batch: readonly LogRecord[]): void {
    this.#transaction(() => {
      const touched = new Set<Log>()
      for (const { document, seq, author, time, bytes, claims = [] } of batch) {
        const log = this.#log(document)
        if (seq !== log.lastSeq + 1) throw new Error(`${document}: seq ${seq} does not follow ${log.lastSeq}`)
        const sum = checksum(log.id, seq, time, bytes)
        const authorId = this.#author(author)
        this.#statements.insertRecord.run(log.id, seq, authorId, time, sum, bytes)
        for (const client of claims) this.#statements.claim.run(log.id, client, authorId)
        log.lastSeq = seq
        touched.add(log)
      }
      for (const { id, lastSeq } of touched) this.#statements.updateLog.run(lastSeq, id)
    })
  }

  storeSnapshot(document: DocumentId, snapshot: Snapshot, history: HistoryPack | null): void {
    const { seq, time, bytes, stateVector, deletions, outline } = snapshot
    this.#transaction(() => {
      const log = this.#log(document)
      if (seq > log.lastSeq)
        throw new Error(`${document}: snapshot ${seq} is ahead of the log ${log.lastSeq}`)
      const stored = Number(this.#statements.snapshotSeq.get(log.id)?.seq ?? 0)
      if (seq <= stored) throw new Error(`${document}: snapshot ${seq} is older than ${stored}`)
      if (history !== null) {
        if (history.firstSeq !== stored + 1 || history.lastSeq !== seq) {
          throw new Error(
            `${document}: history ${history.firstSeq}-${history.lastSeq} is not ${stored + 1}-${seq}`,
          )
        }
        const sum = checksum(log.id, history.firstSeq, history.lastSeq, history.bytes)
        this.#statements.insertHistory.run(
          log.id,
          history.firstSeq,
          history.lastSeq,
          history.lastTime,
          sum,
          history.bytes,
        )
      }
      const sum = snapshotChecksum(log.id, snapshot)
      this.#statements.storeSnapshot.run(log.id, seq, time, sum, stateVector, deletions, outline, bytes)
      this.#statements.deleteRecords.run(log.id, seq)
    })
  }

  setAside(document: DocumentId, seqs: readonly number[]): void {
    this.#transaction(() => {
      const { id } = this.#log(document)
      const bytes = new Uint8Array(EMPTY_UPDATE)
      for (const seq of seqs) {
        const row = this.#statements.setAside.get(id, seq)
        if (row === undefined) throw new Error(`${document}: no record ${seq} to set aside`)
        this.#statements.emptyRecord.run(bytes, checksum(id, seq, Number(row.time), bytes), id, seq)
      }
    })
  }

  handOver(guestId: string, userId: string): void {
    this.#transaction(() => this.#statements.handOver.run(this.#author(userId), this.#author(guestId)))
  }

  retire(before: number): number {
    return this.#transaction(() => Number(this.#statements.retire.run(before).changes))
  }

  delete(document: DocumentId): void {
    this.#transaction(() => {
      const { id } = this.#log(document)
      for (const table of ['records', 'snapshots', 'history', 'clients', 'set_aside']) {
        this.#db.prepare(`DELETE FROM ${table} WHERE log = ?`).run(id)
      }
      this.#db.prepare('DELETE FROM logs WHERE id = ?').run(id)
    })
    this.#logs.delete(document)
  }

  probe(): void {
    this.#transaction(() => this.#statements.probe.run(Date.now()))
  }

  close(): void {
    this.#connection?.db.close()
    this.#connection = null
  }

  #log(document: DocumentId): Log {
    let log = this.#logs.get(document)
    if (log === undefined) {
      const row = this.#statements.findLog.get(document)
      log =
        row === undefined
          ? { id: Number(this.#statements.insertLog.get(document)?.id), lastSeq: 0 }
          : { id: Number(row.id), lastSeq: Number(row.last_seq) }
      this.#logs.set(document, log)
    }
    return log
  }

  #author(user: string): number {
    let id = this.#authors.get(user)
    if (id === undefined) {
      id = Number((this.#statements.findAuthor.get(user) ?? this.#statements.insertAuthor.get(user))?.id)
      this.#authors.set(user, id)
    }
    return id
  }

  #transaction<T>(work: () => T): T {
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      this.#forget(error)
      throw error
    }
  }

  /**
   * After a failure nothing that the connection holds is believed. It is closed, which rolls back what is open;
   * the next call makes a new one and reads the file from scratch.
   */
  #forget(cause: unknown): void {
    this.#logs.clear()
    this.#authors.clear()
    const connection = this.#connection
    this.#connection = null
    try {
      connection?.db.close()
    } catch (error) {
      throw new AggregateError([cause, error], 'the log could neither be written nor closed')
    }
  }
}

function connect(path: string): { db: DatabaseSync; statements: Statements } {
  const db = openForWriting(path)
  const entries = Object.entries(STATEMENTS).map(([name, sql]) => [name, db.prepare(sql)])
  return { db, statements: Object.fromEntries(entries) as Statements }
}
