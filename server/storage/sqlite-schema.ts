import { DatabaseSync } from 'node:sqlite'

/** Version of the tables, kept in `PRAGMA user_version`: `TABLES` makes the first, `MIGRATIONS` lead on. */
const SCHEMA_VERSION = 2
/** `node:sqlite` waits 0 ms by default; recovery after a kill holds the lock for a moment. */
export const LOCK_TIMEOUT_MS = 10_000

const TABLES = `
CREATE TABLE logs (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL UNIQUE,
  last_seq INTEGER NOT NULL
) STRICT;
CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  user TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE records (
  log INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  author INTEGER NOT NULL,
  time INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (log, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (
  log INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL,
  time INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  state_vector BLOB NOT NULL,
  deletions BLOB NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE TABLE history (
  log INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  last_time INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (log, first_seq)
) STRICT;
CREATE INDEX history_age ON history (last_time);
CREATE TABLE probes (id INTEGER PRIMARY KEY, time INTEGER NOT NULL) STRICT;
`

/** Steps from each version to the next, the first one from 1 to 2. */
const MIGRATIONS: readonly string[] = [
  `ALTER TABLE authors ADD COLUMN heir INTEGER;
   ALTER TABLE snapshots ADD COLUMN outline BLOB NOT NULL DEFAULT x'';
   CREATE TABLE clients (
     log INTEGER NOT NULL,
     client INTEGER NOT NULL,
     author INTEGER NOT NULL,
     PRIMARY KEY (log, client)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE set_aside (
     log INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     author INTEGER NOT NULL,
     time INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     PRIMARY KEY (log, seq)
   ) STRICT, WITHOUT ROWID;`,
]

/** The data was written by a newer Scriptorium. Opening it could damage it, so it is left as it is. */
export class NewerDatabaseError extends Error {
  constructor(path: string, found: number, known: number) {
    super(
      `${path} has format ${found}; this Scriptorium knows formats up to ${known}. ` +
        'Nothing was changed. Start the newer version again, or restore a backup made by this one.',
    )
    this.name = 'NewerDatabaseError'
  }
}

/** Opens the log for writing and makes its tables on first use. WAL with a sync per commit: a commit is on the disk. */
export function openForWriting(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS })
  try {
    const version = userVersion(db)
    if (version > SCHEMA_VERSION) throw new NewerDatabaseError(path, version, SCHEMA_VERSION)
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;')
    if (version < SCHEMA_VERSION) {
      const steps = [...(version === 0 ? [TABLES] : []), ...MIGRATIONS.slice(Math.max(0, version - 1))]
      db.exec(`BEGIN IMMEDIATE; ${steps.join('\n')} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`)
    }
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens the log for reading beside a writer. */
export function openForReading(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: LOCK_TIMEOUT_MS })
}

function userVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}
