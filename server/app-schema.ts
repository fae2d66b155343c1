import type { DatabaseSync } from 'node:sqlite'
import { NewerDatabaseError } from './storage/sqlite-schema.ts'

/**
 * The steps that bring an older database up to date, oldest first; `PRAGMA user_version` counts those that are done.
 * A step that has been released is never changed. Times are milliseconds since 1970.
 */
const STEPS: readonly string[] = [
  `
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  size INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  link_role TEXT CHECK (link_role IN ('editor', 'commenter', 'viewer')),
  trashed_at INTEGER
) STRICT;
CREATE TABLE grants (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'editor', 'commenter', 'viewer')),
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (document, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX grants_of_user ON grants (user);
`,
  // The record up to which title, size and time of change were last read from the log.
  `
ALTER TABLE documents ADD COLUMN described_seq INTEGER NOT NULL DEFAULT 0;
`,
  // Sharing. `link_version` grows whenever the link's password changes: what was unlocked before is locked again.
  `
ALTER TABLE documents ADD COLUMN link_expires_at INTEGER;
ALTER TABLE documents ADD COLUMN link_password TEXT;
ALTER TABLE documents ADD COLUMN link_version INTEGER NOT NULL DEFAULT 1;
CREATE TABLE visits (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  opened_at INTEGER,
  unlocked_version INTEGER,
  PRIMARY KEY (document, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_of_user ON visits (user);
CREATE TABLE invitations (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('editor', 'commenter', 'viewer')),
  invited_by TEXT NOT NULL,
  invited_at INTEGER NOT NULL,
  PRIMARY KEY (document, email)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_of_email ON invitations (email);
CREATE TABLE bans (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  banned_at INTEGER NOT NULL,
  PRIMARY KEY (document, user)
) STRICT, WITHOUT ROWID;
CREATE TABLE requests (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('editor', 'commenter', 'viewer')),
  message TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  PRIMARY KEY (document, user)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  time INTEGER NOT NULL,
  actor TEXT,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  subject_name TEXT,
  detail TEXT
) STRICT;
CREATE INDEX audit_of_document ON audit (document, id);
`,
  // Files of documents. The contents lie beside the database, by their hash. Width and height: shown as a picture.
  `
CREATE TABLE files (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL,
  type TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  name TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_of_content ON files (hash);
`,
  // What people want to hear of documents, and whether by letter. `language` is that of their pages.
  `
CREATE TABLE watching (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  user TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('watch', 'mute')),
  PRIMARY KEY (document, user)
) STRICT, WITHOUT ROWID;
CREATE INDEX watching_of_user ON watching (user);
CREATE TABLE letter_settings (
  user TEXT PRIMARY KEY,
  is_off INTEGER NOT NULL DEFAULT 0,
  language TEXT
) STRICT, WITHOUT ROWID;
`,
]

/** Brings the database to the newest version, each step whole or not at all. Throws {@link NewerDatabaseError}. */
export function migrate(db: DatabaseSync, path: string): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  if (version > STEPS.length) throw new NewerDatabaseError(path, version, STEPS.length)
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(`${step} PRAGMA user_version = ${index + 1};`)
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }
}
