import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newDocumentId } from '../../../lib/ids.ts'
import { LogTail } from '../../../server/log-tail.ts'
import { checksum, snapshotChecksum } from '../../../server/storage/checksum.ts'
import { openSqliteLog } from '../../../server/storage/sqlite-log.ts'

/** The tables of format 1, as far as reading needs them. */
const FORMAT_1 = `
CREATE TABLE logs (id INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, last_seq INTEGER NOT NULL) STRICT;
CREATE TABLE authors (id INTEGER PRIMARY KEY, user TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE records (log INTEGER NOT NULL, seq INTEGER NOT NULL, author INTEGER NOT NULL, time INTEGER NOT NULL,
  checksum INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (log, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (log INTEGER PRIMARY KEY, seq INTEGER NOT NULL, time INTEGER NOT NULL, checksum INTEGER NOT NULL,
  state_vector BLOB NOT NULL, deletions BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE history (log INTEGER NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
  last_time INTEGER NOT NULL, checksum INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (log, first_seq)) STRICT;
CREATE INDEX history_age ON history (last_time);
CREATE TABLE probes (id INTEGER PRIMARY KEY, time INTEGER NOT NULL) STRICT;
PRAGMA user_version = 1;
`

test('[S17] a log of format 1 is brought up to date with what is in it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'scriptorium-log-'))
  const path = join(directory, 'log.db')
  const document = newDocumentId(randomBytes)
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('default')
  fragment.push([new Y.XmlElement('heading'), new Y.XmlElement('paragraph')])
  const stateVector = Y.encodeStateVector(doc)
  const bytes = Y.encodeStateAsUpdate(doc)
  const deletions = Y.encodeStateAsUpdate(doc, stateVector)
  fragment.push([new Y.XmlElement('paragraph')])
  const later = Y.encodeStateAsUpdate(doc, stateVector)

  const old = new DatabaseSync(path)
  old.exec(FORMAT_1)
  const snapshot = { seq: 4, time: 9, bytes, stateVector, deletions, outline: new Uint8Array() }
  old.prepare('INSERT INTO logs VALUES (1, ?, 5)').run(document)
  old.prepare("INSERT INTO authors VALUES (1, 'ada')").run()
  old
    .prepare('INSERT INTO snapshots VALUES (1, 4, 9, ?, ?, ?, ?)')
    .run(snapshotChecksum(1, snapshot), stateVector, deletions, bytes)
  old.prepare('INSERT INTO records VALUES (1, 5, 1, 10, ?, ?)').run(checksum(1, 5, 10, later), later)
  old.close()

  for (let round = 0; round < 2; round++) {
    const log = await openSqliteLog(path, (error) => {
      throw error
    })
    const stored = await log.read(document)
    expect(stored.records.map(({ seq, author }) => [seq, author])).toEqual([[5, 'ada']])
    const { state } = LogTail.of(stored)
    const { clientID } = doc
    expect([...state.blocks.ranges()]).toEqual([{ client: clientID, clock: 0, length: 3 }])
    expect(state.owners.of(clientID)).toBeNull()
    await log.close()
  }
  rmSync(directory, { recursive: true })
})
