import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import { LOCK_TIMEOUT_MS } from '../storage/sqlite-schema.ts'
import {
  BACKUP_FORMAT,
  BackupError,
  DATABASES,
  FILE_NAME,
  FILES_FOLDER,
  MANIFEST_NAME,
  type Manifest,
  type Part,
} from './manifest.ts'

/*
 * A backup is a tar archive, which any tar opens, and behind it the SHA-256 of all its octets, in hex:
 *
 *   tar( manifest.json log.db talk.db accounts.db files/ab/abcd… ) digest(64)
 */

/** Tables of sessions and keys: whoever holds the file must not be signed in by it. */
const SECRET_TABLES = ['session', 'verification']

export interface MadeBackup {
  readonly manifest: Manifest
  /** Octets of the file. */
  readonly size: number
}

/**
 * Writes all that is in `dataDir` to the new file `path`, also while a server uses it: each database as it is at one
 * moment, the texts first, so that all they refer to is there. The file appears when it is complete and on the disk.
 * @throws {@link BackupError}
 */
export async function makeBackup(dataDir: string, path: string, now: Date): Promise<MadeBackup> {
  if (existsSync(path))
    throw new BackupError(`${path} is there already. Nothing was changed. Choose another name.`)
  for (const name of DATABASES) {
    if (existsSync(join(dataDir, name))) continue
    throw new BackupError(`${dataDir} holds no ${name}, so it is no data of Scriptorium. Set DATA_DIR.`)
  }
  await mkdir(dirname(path), { recursive: true })
  // beside the file that is to be: there must be room for both there
  const work = await mkdtemp(join(dirname(path), `.${basename(path)}-`))
  try {
    const sources = new Map<string, string>()
    for (const name of DATABASES) {
      const copy = join(work, name)
      copyDatabase(join(dataDir, name), copy)
      if (name === 'accounts.db') forgetSecrets(copy)
      sources.set(name, copy)
    }
    for await (const name of fileNames(join(dataDir, FILES_FOLDER))) sources.set(name, join(dataDir, name))
    const parts: Part[] = []
    for (const [name, source] of sources) {
      const part = await describe(name, source)
      if (part !== null) parts.push(part)
    }
    const made: Manifest = {
      format: BACKUP_FORMAT,
      madeAt: now.toISOString(),
      documents: countDocuments(join(work, 'log.db')),
      parts,
    }
    const draft = join(work, 'backup')
    await write(draft, made, sources)
    const { size } = await stat(draft)
    await rename(draft, path)
    await syncFolder(dirname(path))
    return { manifest: made, size }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** One state of the database, complete, while others write to it. */
function copyDatabase(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true, timeout: LOCK_TIMEOUT_MS })
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } catch (error) {
    throw new BackupError(
      `${from} cannot be copied: ${reason(error)}. Run npm run fsck to see what is damaged.`,
      error,
    )
  } finally {
    db.close()
  }
}

function forgetSecrets(path: string): void {
  const db = new DatabaseSync(path)
  try {
    const known = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
    const names = new Set(known.map(({ name }) => String(name)))
    for (const table of SECRET_TABLES) if (names.has(table)) db.exec(`DELETE FROM ${table}`)
    if (names.has('account'))
      db.exec('UPDATE account SET accessToken = NULL, refreshToken = NULL, idToken = NULL')
    // what was deleted is in no free page either
    db.exec('VACUUM')
  } finally {
    db.close()
  }
}

function countDocuments(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    return Number(db.prepare('SELECT count(*) AS count FROM logs').get()?.count)
  } finally {
    db.close()
  }
}

async function* fileNames(root: string): AsyncGenerator<string> {
  if (!existsSync(root)) return
  for await (const shard of await opendir(root)) {
    if (!shard.isDirectory()) continue
    for await (const { name } of await opendir(join(root, shard.name))) {
      const path = `${FILES_FOLDER}${shard.name}/${name}`
      if (FILE_NAME.test(path)) yield path
    }
  }
}

/** Null for a file that is no longer there: nothing refers to it. */
async function describe(name: string, source: string): Promise<Part | null> {
  const digest = createHash('sha256')
  let size = 0
  try {
    for await (const octets of createReadStream(source)) {
      digest.update(octets as Buffer)
      size += (octets as Buffer).length
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const sha256 = digest.digest('hex')
  if (FILE_NAME.exec(name) !== null && !name.endsWith(sha256)) {
    throw new BackupError(
      `${source} is damaged: it is not what its name says. No backup was made. Bring the file back from an older ` +
        'backup, or move it away; the document then shows that it is missing.',
    )
  }
  return { name, size, sha256 }
}

async function write(path: string, made: Manifest, sources: ReadonlyMap<string, string>): Promise<void> {
  const archive = pack()
  const digest = createHash('sha256')
  const tap = new PassThrough()
  tap.on('data', (octets: Buffer) => digest.update(octets))
  const written = pipeline(archive, tap, createWriteStream(path, { mode: 0o600 }))
  const mtime = new Date(made.madeAt)
  const filling = fill(archive, made, sources, mtime)
  await Promise.all([written, filling.catch((error: Error) => archive.destroy(error))])
  await filling
  const handle = await open(path, 'a')
  try {
    await handle.appendFile(digest.digest('hex'))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function fill(
  archive: Pack,
  made: Manifest,
  sources: ReadonlyMap<string, string>,
  mtime: Date,
): Promise<void> {
  const mode = 0o600
  archive.entry({ name: MANIFEST_NAME, mode, mtime }, `${JSON.stringify(made, null, 2)}\n`)
  for (const { name, size } of made.parts) {
    await pipeline(createReadStream(sources.get(name) ?? ''), archive.entry({ name, size, mode, mtime }))
  }
  archive.finalize()
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
