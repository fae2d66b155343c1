import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { type DocumentId, newDocumentId, type RandomBytes } from '../../lib/ids.ts'
import { openDataDir } from '../data-dir.ts'
import { SqliteReader } from '../storage/sqlite-reader.ts'
import { SqliteWriter } from '../storage/sqlite-writer.ts'
import { EMPTY_UPDATE } from '../storage/update-log.ts'
import { BackupError, FILES_FOLDER, type Manifest } from './manifest.ts'
import { readBackup } from './read-backup.ts'

const NOTHING = new Uint8Array(EMPTY_UPDATE)
/** The author of a text of which nobody is known to have written anything. */
const NOBODY = 'restore'

export interface Restored {
  readonly manifest: Manifest
  /** Where what was in the data directory is now; null when it was empty. */
  readonly movedTo: string | null
}

/**
 * Makes `dataDir` what it was when the backup was made. What is there is moved aside, never overwritten; everybody
 * signs in again.
 * @throws {@link BackupError} when the backup is damaged. `DataDirError` when a server uses the directory.
 */
export async function restoreAll(path: string, dataDir: string, now: Date): Promise<Restored> {
  const draft = `${dataDir}.restoring`
  await rm(draft, { recursive: true, force: true })
  try {
    const manifest = await unpack(path, draft)
    const movedTo = await makeRoom(dataDir, draft, now)
    await rename(draft, dataDir)
    await syncFolder(dirname(dataDir))
    return { manifest, movedTo }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

async function makeRoom(dataDir: string, draft: string, now: Date): Promise<string | null> {
  if (!existsSync(dataDir)) return null
  if ((await readdir(dataDir)).length === 0) {
    await rm(dataDir, { recursive: true })
    return null
  }
  // nobody else has it open
  openDataDir(dataDir).release()
  const secret = join(dataDir, 'secret')
  if (existsSync(secret)) await copyFile(secret, join(draft, 'secret'))
  const movedTo = `${dataDir}.before-${now.toISOString().replaceAll(/[:.]/g, '-')}`
  await rename(dataDir, movedTo)
  return movedTo
}

async function unpack(path: string, to: string): Promise<Manifest> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  return readBackup(path, async (name, octets) => {
    const target = join(to, name)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await pipeline(octets, createWriteStream(target, { mode: 0o600, flush: true }))
  })
}

export interface RestoredDocument {
  /** Its address: the one that it had, or one of its own beside what is there. */
  readonly id: DocumentId
  readonly title: string
}

/**
 * Brings one document back into `dataDir`, with its text, who may do what, and its files. When there is a document of
 * that id it stays as it is, and what comes back is another one beside it.
 * @throws {@link BackupError} when the backup is damaged or has no such document. `DataDirError` when a server uses
 * the directory.
 */
export async function restoreDocument(
  path: string,
  dataDir: string,
  document: DocumentId,
  random: RandomBytes,
): Promise<RestoredDocument> {
  const { release } = openDataDir(dataDir)
  const work = join(dataDir, `.restoring-${randomUUID()}`)
  try {
    await unpack(path, work)
    const id = documentRow(join(dataDir, 'accounts.db'), document) === null ? document : newDocumentId(random)
    const row = documentRow(join(work, 'accounts.db'), document)
    if (row === null)
      throw new BackupError(`${basename(path)} holds no document ${document}. Nothing was changed.`)
    await bringFiles(join(work, 'accounts.db'), work, dataDir, document)
    bringText(join(work, 'log.db'), join(dataDir, 'log.db'), document, id)
    bringRows(join(work, 'accounts.db'), join(dataDir, 'accounts.db'), document, id)
    return { id, title: String(row.title) }
  } finally {
    await rm(work, { recursive: true, force: true })
    release()
  }
}

function documentRow(path: string, document: DocumentId): Readonly<Record<string, unknown>> | null {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    return db.prepare('SELECT * FROM documents WHERE id = ?').get(document) ?? null
  } finally {
    db.close()
  }
}

/** The text as one record, then what was written after it, behind records that say who wrote which part. */
function bringText(from: string, to: string, document: DocumentId, id: DocumentId): void {
  const reader = new SqliteReader(from)
  const writer = new SqliteWriter(to)
  try {
    const { snapshot, records, owners } = reader.read(document)
    const clients = new Map<string, number[]>()
    for (const [client, author] of owners) clients.set(author, [...(clients.get(author) ?? []), client])
    const time = snapshot?.time ?? records[0]?.time ?? 0
    const claims = Array.from(clients, ([author, claims]) => ({ author, time, bytes: NOTHING, claims }))
    const start =
      snapshot === null ? [] : [{ author: claims[0]?.author ?? NOBODY, time, bytes: snapshot.bytes }]
    writer.append(
      [...claims, ...start, ...records].map((record, at) => ({ ...record, document: id, seq: at + 1 })),
    )
  } finally {
    reader.close()
    writer.close()
  }
}

/** Rows about one document, by table; each names the document in this column. */
const TABLES = [
  ['documents', 'id'],
  ['grants', 'document'],
  ['visits', 'document'],
  ['invitations', 'document'],
  ['bans', 'document'],
  ['files', 'document'],
] as const

function bringRows(from: string, to: string, document: DocumentId, id: DocumentId): void {
  const source = new DatabaseSync(from, { readOnly: true })
  const target = new DatabaseSync(to)
  try {
    target.exec('BEGIN IMMEDIATE')
    for (const [table, column] of TABLES) {
      for (const row of source.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).all(document)) {
        const brought = {
          ...row,
          [column]: id,
          ...(table === 'documents' ? { trashed_at: null, described_seq: 0 } : {}),
        }
        const names = Object.keys(brought)
        const places = names.map(() => '?').join(', ')
        target
          .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`)
          .run(...Object.values(brought))
      }
    }
    target.exec('COMMIT')
  } finally {
    source.close()
    target.close()
  }
}

async function bringFiles(accounts: string, from: string, to: string, document: DocumentId): Promise<void> {
  const db = new DatabaseSync(accounts, { readOnly: true })
  const hashes = db.prepare('SELECT DISTINCT hash FROM files WHERE document = ?').all(document)
  db.close()
  for (const { hash } of hashes) {
    const name = join(FILES_FOLDER, String(hash).slice(0, 2), String(hash))
    if (existsSync(join(to, name)) || !existsSync(join(from, name))) continue
    await mkdir(dirname(join(to, name)), { recursive: true, mode: 0o700 })
    await rename(join(from, name), join(to, name))
    await syncFolder(dirname(join(to, name)))
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
