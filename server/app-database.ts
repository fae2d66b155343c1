import { NodeSqliteDialect } from '@better-auth/kysely-adapter/node-sqlite-dialect'
import { type Generated, Kysely } from 'kysely'
import type { AuditAction, LinkRole, SharedRole } from '../lib/api-schema.ts'
import type { WatchLevel } from '../lib/notice-values.ts'
import type { Role } from '../lib/roles.ts'
import { migrate } from './app-schema.ts'
import type { ContentType } from './files/content-type.ts'
import { StatementCachingDatabase } from './statement-cache.ts'
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
    link_expires_at: number | null
    /** Hash of the link's password. */
    link_password: string | null
    link_version: Generated<number>
  }
  grants: { document: string; user: string; role: Role; granted_at: number }
  /** Who came by link: when first, and for which version of its password. */
  visits: { document: string; user: string; opened_at: number | null; unlocked_version: number | null }
  invitations: { document: string; email: string; role: SharedRole; invited_by: string; invited_at: number }
  bans: { document: string; user: string; banned_at: number }
  requests: { document: string; user: string; role: SharedRole; message: string; requested_at: number }
  audit: {
    id: Generated<number>
    document: string
    time: number
    actor: string | null
    actor_name: string
    action: AuditAction
    subject: string | null
    subject_name: string | null
    /** JSON. */
    detail: string | null
  }
  /** `width` and `height` in pixels, of what pages show as a picture. */
  files: {
    document: string
    id: string
    /** SHA-256 in hex. */
    hash: string
    size: number
    type: ContentType
    width: number | null
    height: number | null
    name: string
    added_by: string
    added_at: number
  }
  watching: { document: string; user: string; level: WatchLevel }
  letter_settings: { user: string; is_off: Generated<number>; language: string | null }
  /** better-auth's. */
  user: {
    id: string
    name: string
    email: string
    emailVerified: Generated<number>
    color: string | null
    isAnonymous: number | null
    /** ISO 8601. */
    createdAt: Generated<string>
  }
  /** How somebody signs in. */
  account: { id: string; userId: string; providerId: string }
  session: {
    id: string
    token: string
    userId: string
    /** ISO 8601, as the other two. */
    expiresAt: string
    createdAt: string
    updatedAt: string
    userAgent: string | null
    ipAddress: string | null
  }
}

/**
 * Accounts, documents and grants: everything but the text. One connection for all, so that a transaction of one
 * part never holds statements of another.
 */
export type AppDatabase = Kysely<Tables>

/** Opens the database and brings it up to date. Throws `NewerDatabaseError` for one of a newer version. */
export function openAppDatabase(path: string): AppDatabase {
  const db = new StatementCachingDatabase(path, { timeout: LOCK_TIMEOUT_MS })
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
