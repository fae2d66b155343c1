import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SECRET_BYTES = 32

/** The data directory cannot be used; the message says why and what to do. */
export class DataDirError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DataDirError'
  }
}

/** Where everything lies that must outlive the process. */
export interface DataDir {
  readonly logPath: string
  /** What is said beside the documents. */
  readonly talkPath: string
  readonly accountsPath: string
  /** A directory for what people attach. */
  readonly filesPath: string
  /** Signs session cookies. Made on first start, readable by the owner alone. */
  readonly secret: string
  /** Lets another process have the directory. */
  release(): void
}

/**
 * Makes the directory if need be and takes it for this process alone: two servers on one log would both number it.
 * The lock is the kernel's, so a killed process leaves none behind. Throws {@link DataDirError}.
 */
export function openDataDir(path: string): DataDir {
  try {
    // what lies there is for this user alone, files that SQLite makes included
    process.umask(0o077)
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DataDirError(
      `The data directory ${path} cannot be made: ${reason(error)}. Set DATA_DIR.`,
      error,
    )
  }
  const lock = takeLock(path)
  return {
    logPath: join(path, 'log.db'),
    talkPath: join(path, 'talk.db'),
    accountsPath: join(path, 'accounts.db'),
    filesPath: join(path, 'files'),
    secret: readOrMakeSecret(path),
    release: () => lock.close(),
  }
}

function takeLock(path: string): DatabaseSync {
  try {
    const lock = new DatabaseSync(join(path, 'lock.db'), { timeout: 1_000 })
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    if (reason(error).includes('locked')) {
      throw new DataDirError(
        `Another Scriptorium is using ${path}. Stop it first, or set another DATA_DIR.`,
        error,
      )
    }
    throw new DataDirError(
      `The data directory ${path} cannot be written: ${reason(error)}. Nothing was changed. ` +
        'Give this user write access and free space, or set another DATA_DIR.',
      error,
    )
  }
}

/** Runs `open`, and says of a failure which file it is about and what to do. Throws {@link DataDirError}. */
export async function opening<T>(path: string, open: () => T | Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    const what = reason(error)
    // an error that names the file has said it all
    if (what.includes(path)) throw error
    throw new DataDirError(
      `${path} cannot be opened: ${what}. Nothing was changed. Make room if the disk is full; ` +
        'if the file is damaged, move it away or restore it from a backup.',
      error,
    )
  }
}

function readOrMakeSecret(path: string): string {
  const file = join(path, 'secret')
  const found = readSecret(file)
  if (found !== null) return found
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  writeSync(handle, `${secret}\n`)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(draft, file)
  return secret
}

function readSecret(file: string): string | null {
  let secret: string
  try {
    secret = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new DataDirError(`${file} cannot be read: ${reason(error)}. Nothing was changed.`, error)
  }
  if (secret.length >= SECRET_BYTES) return secret
  throw new DataDirError(
    `${file} is too short to be a secret. Restore it from a backup, or remove it: a new one is made, and ` +
      'everybody signs in again.',
  )
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
