import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { openTalkDatabase } from './talk-schema.ts'

/** The database of what is said, with its statements prepared once. For one thread. */
export class TalkDatabase {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string) {
    this.#db = openTalkDatabase(path)
  }

  /** All of `work` is on the disk when this returns, or nothing of it when it throws. */
  transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
  }

  run(sql: string, ...values: (string | number | null)[]) {
    return this.#statement(sql).run(...values)
  }

  all<T>(sql: string, ...values: (string | number | null)[]): T[] {
    return this.#statement(sql).all(...values) as T[]
  }

  close(): void {
    this.#db.close()
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
