import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAppDatabase } from '../../server/app-database.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scriptorium-accounts-'))
  path = join(folder, 'accounts.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

function edit(sql: string): void {
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
}

test('[S17] a database of the first version is brought up to date with what is in it', async () => {
  edit(`
    CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT NOT NULL, size INTEGER NOT NULL, created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL, link_role TEXT, trashed_at INTEGER) STRICT;
    CREATE TABLE grants (document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, user TEXT NOT NULL,
      role TEXT NOT NULL, granted_at INTEGER NOT NULL, PRIMARY KEY (document, user)) STRICT, WITHOUT ROWID;
    INSERT INTO documents VALUES ('d', 'Kept', 1, 2, 3, 'viewer', NULL);
    INSERT INTO grants VALUES ('d', 'ann', 'owner', 4);
    PRAGMA user_version = 1;
  `)
  const db = openAppDatabase(path)
  expect(await db.selectFrom('documents').select(['title', 'link_role', 'described_seq']).execute()).toEqual([
    { title: 'Kept', link_role: 'viewer', described_seq: 0 },
  ])
  expect(await db.selectFrom('grants').select('user').execute()).toEqual([{ user: 'ann' }])
  await db.destroy()
  const again = openAppDatabase(path)
  expect(await again.selectFrom('documents').select('id').execute()).toHaveLength(1)
  await again.destroy()
})

test('[S13] a database of a newer version is refused in words and left as it is', () => {
  edit('CREATE TABLE later (x); PRAGMA user_version = 99;')
  const before = readFileSync(path)
  expect(() => openAppDatabase(path)).toThrow(/has format 99.*Nothing was changed/s)
  expect(readFileSync(path)).toEqual(before)
})
