import { DatabaseSync, type StatementSync } from 'node:sqlite'

/** Statements that are kept. A query builder makes one text per shape of a query: some dozens in all. */
const MAX_STATEMENTS = 200
const IS_QUERY = /^\s*(?:select|insert|update|delete|with|begin|commit|rollback)\b/i

/**
 * A database whose statements are prepared once per text, for a query builder that has them prepared at each call;
 * that is most of what a small query costs. Statements must be run to their end in one call (`all`, `get`, `run`).
 */
export class StatementCachingDatabase extends DatabaseSync {
  readonly #statements = new Map<string, StatementSync>()

  override prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = super.prepare(sql)
    if (!IS_QUERY.test(sql)) {
      // the schema may change: columns of what was prepared before it could be others
      this.#statements.clear()
      return statement
    }
    const [oldest] = this.#statements.keys()
    if (this.#statements.size >= MAX_STATEMENTS && oldest !== undefined) this.#statements.delete(oldest)
    this.#statements.set(sql, statement)
    return statement
  }
}
