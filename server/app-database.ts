import { DatabaseSync } from 'node:sqlite'
import { NodeSqliteDialect } from '@better-auth/kysely-adapter/node-sqlite-dialect'
import { Kysely } from 'kysely'
import type { LinkRole } from '../lib/api-schema.ts'
import type { Role } from '../lib/roles.ts'
import { migrate } from './app-schema.ts'
import { LOCK_TIMEOUT_MS } from './storage/sqlite-schema.ts'

export interface Tables {
  documents: {
    id: string
    title: string
    size: number
    created_at: number
    updated_at: number
    link_role: LinkRole
    trashed_at: number | null
    /** The record up to which title, size and time of change were last read from the log. */
    described_seq: number
  }
  grants: { document: string; user: string; role: Role; granted_at: number }
  /** better-auth's. */
  user: { id: string; name: string; email: string; isAnonymous: number | null }
}

/**
 * Accounts, documents and grants: everything but the text. One connection for all, so that a transaction of one
 * part never holds statements of another.
 */
export type AppDatabase = Kysely<Tables>

/** Opens the database and brings it up to date. Throws `NewerDatabaseError` for one of a newer version. */
export function openAppDatabase(path: string): AppDatabase {
  const db = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS })
  try {
    db.exec('PRAGMA foreign_keys = ON;')
    migrate(db, path)
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
  } catch (error) {
    db.close()
    throw error
  }
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect({ database: db }) })
}
