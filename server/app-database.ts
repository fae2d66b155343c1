import { DatabaseSync } from 'node:sqlite'
import { NodeSqliteDialect } from '@better-auth/kysely-adapter/node-sqlite-dialect'
import { Kysely } from 'kysely'
import type { LinkRole } from '../lib/api-schema.ts'
import type { Role } from '../lib/roles.ts'
import { LOCK_TIMEOUT_MS, NewerDatabaseError } from './storage/sqlite-schema.ts'

const SCHEMA_VERSION = 1
const TABLES = `
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  size INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  link_role TEXT CHECK (link_role IN ('editor', 'commenter', 'viewer')),
  trashed_at INTEGER,
  described_seq INTEGER NOT NULL
) STRICT;
CREATE TABLE grants (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'commenter', 'viewer')),
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (document, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_of_user ON grants (user);
`

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

/** Opens the database, making our tables on first use. Throws `NewerDatabaseError` for one of a newer version. */
export function openAppDatabase(path: string): AppDatabase {
  const db = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS })
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > SCHEMA_VERSION) {
    db.close()
    throw new NewerDatabaseError(path, version, SCHEMA_VERSION)
  }
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;')
  if (version === 0) db.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`)
  return new Kysely<Tables>({ dialect: new NodeSqliteDialect({ database: db }) })
}
