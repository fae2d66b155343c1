import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'
import { SqliteReader } from '../storage/sqlite-reader.ts'
import { LOCK_TIMEOUT_MS } from '../storage/sqlite-schema.ts'
import { CorruptLogError, type StoredDocument } from '../storage/update-log.ts'
import { DATABASES, FILE_NAME, FILES_FOLDER } from './manifest.ts'

/** Something that is not as it was written. */
export interface Damage {
  /** A document's id, or the name of a file in the data directory. */
  readonly where: string
  readonly what: string
}

export interface Checked {
  readonly documents: number
  readonly records: number
  readonly files: number
  readonly damages: readonly Damage[]
}

/**
 * Reads everything in `dataDir`, also beside a running server: the pages of each database, the checksum of each record,
 * snapshot and pack of history, that none is missing, and each content of a file; and rebuilds every document.
 * Changes nothing.
 */
export async function checkData(dataDir: string): Promise<Checked> {
  const damages: Damage[] = []
  for (const name of DATABASES) damages.push(...checkPages(dataDir, name))
  const logs = checkLog(join(dataDir, 'log.db'), damages)
  const files = await checkFiles(dataDir, damages)
  return { ...logs, files, damages }
}

function checkPages(dataDir: string, name: string): Damage[] {
  try {
    const db = new DatabaseSync(join(dataDir, name), { readOnly: true, timeout: LOCK_TIMEOUT_MS })
    try {
      const said = db
        .prepare('PRAGMA integrity_check(20)')
        .all()
        .map((row) => String(row.integrity_check))
      return said.filter((line) => line !== 'ok').map((what) => ({ where: name, what }))
    } finally {
      db.close()
    }
  } catch (error) {
    return [{ where: name, what: (error as Error).message }]
  }
}

function checkLog(path: string, damages: Damage[]): { documents: number; records: number } {
  const reader = new SqliteReader(path)
  let records = 0
  let documents = 0
  try {
    for (const { document, seq, snapshotSeq } of reader.list()) {
      documents++
      for (const look of [() => reader.readHistory(document, 0, snapshotSeq), () => reader.read(document)]) {
        try {
          const found = look()
          if ('snapshot' in found) {
            records += found.records.length
            const what = rebuild(found)
            if (what !== null) damages.push({ where: document, what })
          } else {
            records += found.length
            damages.push(
              ...holes(
                document,
                found.map((record) => record.seq),
                snapshotSeq,
              ),
            )
          }
        } catch (error) {
          damages.push({ where: document, what: whatOf(error, seq) })
        }
      }
    }
  } catch (error) {
    damages.push({ where: 'log.db', what: (error as Error).message })
  } finally {
    reader.close()
  }
  return { documents, records }
}

/** Old history is dropped from its beginning; what is kept has no holes up to the snapshot. */
function holes(document: DocumentId, seqs: readonly number[], snapshotSeq: number): Damage[] {
  const first = seqs[0]
  if (first === undefined) return []
  const isWhole = seqs.every((seq, at) => seq === first + at) && seqs.at(-1) === snapshotSeq
  return isWhole ? [] : [{ where: document, what: 'records are missing from the history' }]
}

/** Null when the document comes out whole. */
function rebuild({ snapshot, records }: StoredDocument): string | null {
  const doc = new Y.Doc()
  try {
    if (snapshot !== null) {
      Y.applyUpdate(doc, snapshot.bytes)
      const stored = Y.decodeStateVector(snapshot.stateVector)
      const found = Y.decodeStateVector(Y.encodeStateVector(doc))
      if (stored.size !== found.size || [...stored].some(([client, clock]) => found.get(client) !== clock)) {
        return 'the snapshot does not hold what it says'
      }
    }
    for (const { bytes } of records) Y.applyUpdate(doc, bytes)
    const { pendingStructs, pendingDs } = doc.store
    return pendingStructs === null && pendingDs === null
      ? null
      : 'something is missing on which later text stands'
  } catch (error) {
    return `it cannot be rebuilt: ${(error as Error).message}`
  } finally {
    doc.destroy()
  }
}

async function checkFiles(dataDir: string, damages: Damage[]): Promise<number> {
  const root = join(dataDir, FILES_FOLDER)
  let files = 0
  const seen = new Set<string>()
  if (existsSync(root)) {
    for await (const shard of await opendir(root)) {
      if (!shard.isDirectory()) continue
      for await (const { name } of await opendir(join(root, shard.name))) {
        const path = `${FILES_FOLDER}${shard.name}/${name}`
        if (!FILE_NAME.test(path)) continue
        files++
        seen.add(name)
        const digest = createHash('sha256')
        for await (const octets of createReadStream(join(dataDir, path))) digest.update(octets as Buffer)
        if (digest.digest('hex') !== name) damages.push({ where: path, what: 'it is not what its name says' })
      }
    }
  }
  for (const { document, hash, name } of namedFiles(join(dataDir, 'accounts.db'))) {
    if (!seen.has(hash)) damages.push({ where: document, what: `its file ${name} is missing` })
  }
  return files
}

/** None when the database cannot be read, which {@link checkPages} has said. */
function namedFiles(path: string): { document: string; hash: string; name: string }[] {
  try {
    const db = new DatabaseSync(path, { readOnly: true, timeout: LOCK_TIMEOUT_MS })
    try {
      const rows = db.prepare('SELECT document, hash, name FROM files').all()
      return rows.map((row) => ({
        document: String(row.document),
        hash: String(row.hash),
        name: String(row.name),
      }))
    } finally {
      db.close()
    }
  } catch {
    return []
  }
}

const whatOf = (error: unknown, seq: number): string =>
  error instanceof CorruptLogError
    ? `record ${error.seq} of ${seq}: ${error.what}`
    : error instanceof Error
      ? error.message
      : String(error)
