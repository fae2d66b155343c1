import { DatabaseSync } from 'node:sqlite'
import { LOCK_TIMEOUT_MS, NewerDatabaseError } from '../storage/sqlite-schema.ts'

const VERSION = 1

const TABLES = `
CREATE TABLE topics (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  last_seq INTEGER NOT NULL DEFAULT 0,
  is_on INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE events (
  topic INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_color TEXT NOT NULL,
  command TEXT NOT NULL,
  time INTEGER NOT NULL,
  action TEXT NOT NULL,
  PRIMARY KEY (topic, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX events_command ON events (topic, author, command);
CREATE TABLE messages (
  topic INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_color TEXT NOT NULL,
  time INTEGER NOT NULL,
  text TEXT,
  folded TEXT,
  edited_at INTEGER,
  PRIMARY KEY (topic, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE reads (
  topic INTEGER NOT NULL,
  person TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (topic, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE reactions (
  topic INTEGER NOT NULL,
  message INTEGER NOT NULL,
  emoji TEXT NOT NULL,
  author TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (topic, message, emoji, author)
) STRICT, WITHOUT ROWID;
CREATE TABLE threads (
  topic INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  passage TEXT NOT NULL,
  quote TEXT NOT NULL,
  replacement TEXT,
  state TEXT NOT NULL,
  state_by TEXT,
  state_name TEXT,
  state_color TEXT,
  state_at INTEGER,
  PRIMARY KEY (topic, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE comments (
  topic INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  thread INTEGER NOT NULL,
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_color TEXT NOT NULL,
  time INTEGER NOT NULL,
  text TEXT,
  edited_at INTEGER,
  is_withdrawn INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX comments_thread ON comments (topic, thread, seq);
CREATE TABLE cheers (
  topic INTEGER NOT NULL,
  comment INTEGER NOT NULL,
  emoji TEXT NOT NULL,
  author TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (topic, comment, emoji, author)
) STRICT, WITHOUT ROWID;
CREATE TABLE notices (
  topic INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  author_color TEXT NOT NULL,
  time INTEGER NOT NULL,
  about TEXT NOT NULL,
  document TEXT NOT NULL,
  source TEXT NOT NULL,
  item INTEGER,
  place TEXT NOT NULL,
  outcome TEXT,
  read_at INTEGER,
  mailed_at INTEGER,
  PRIMARY KEY (topic, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_unread ON notices (topic) WHERE read_at IS NULL;
CREATE INDEX notices_unmailed ON notices (time) WHERE read_at IS NULL AND mailed_at IS NULL;
CREATE TABLE looked_through (
  source TEXT PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE text_mentions (
  document TEXT NOT NULL,
  person TEXT NOT NULL,
  authors TEXT NOT NULL,
  most INTEGER NOT NULL,
  most_at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  PRIMARY KEY (document, person)
) STRICT, WITHOUT ROWID;
`

/** Opens what is said beside the documents, for the thread that alone uses it. A commit is on the disk. */
export function openTalkDatabase(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS })
  try {
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
    if (version > VERSION) throw new NewerDatabaseError(path, version, VERSION)
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    if (version === 0) db.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${VERSION}; COMMIT;`)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
