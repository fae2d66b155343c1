import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newDocumentId } from '../../../lib/ids.ts'
import { openSqliteLog } from '../../../server/storage/sqlite-log.ts'
import type { UpdateLog } from '../../../server/storage/update-log.ts'
import { startDocumentWorkers } from '../../../server/workers/document-workers.ts'
import { contentOf, docOf, randomEditing, seededRandom } from '../../unit/random-editing.ts'

/** Octets of a frame in SQLite's write-ahead log: a header and a page. https://www.sqlite.org/fileformat2.html#walformat */
const WAL_FRAME_BYTES = 24 + 4096
const EDITS = 400

let folder: string
const fail = (error: Error): never => {
  throw error
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scriptorium-crash-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const logIn = (name: string): string => join(folder, name, 'log.db')

/** The disk as a crash leaves it: the database, and of its write-ahead log the first `octets`. */
function crashClone(name: string, octets: number): string {
  mkdirSync(join(folder, name))
  copyFileSync(logIn('live'), logIn(name))
  copyFileSync(`${logIn('live')}-wal`, `${logIn(name)}-wal`)
  truncateSync(`${logIn(name)}-wal`, octets)
  return logIn(name)
}

const walOctets = (): number => statSync(`${logIn('live')}-wal`).size

async function using<T>(path: string, use: (log: UpdateLog) => Promise<T>): Promise<T> {
  const log = await openSqliteLog(path, fail)
  try {
    return await use(log)
  } finally {
    await log.close()
  }
}

test('[S15] a crash at any write of a compaction leaves the document, whole and once', async () => {
  const seed = Number(process.env.SEED ?? 1)
  process.stdout.write(`SEED=${seed}\n`)
  const random = seededRandom(seed)
  const { updates, doc } = randomEditing(random, 3, EDITS)
  const document = newDocumentId(randomBytes)
  mkdirSync(join(folder, 'live'))
  const live = await openSqliteLog(logIn('live'), fail)
  await live.append(updates.map((bytes, at) => ({ document, seq: at + 1, author: 'ada', time: at, bytes })))
  const before = walOctets()
  const workers = await startDocumentWorkers(logIn('live'), fail)
  const { snapshot } = await workers.digest(document, true)
  if (snapshot === null) throw new Error('nothing to compact')
  await live.storeSnapshot(document, snapshot.snapshot, snapshot.history)
  const after = walOctets()
  await workers.close()
  expect(after).toBeGreaterThan(before + 2 * WAL_FRAME_BYTES)

  const cuts = []
  for (let at = before; at <= after; at += WAL_FRAME_BYTES)
    cuts.push(at, Math.floor(at + random() * WAL_FRAME_BYTES))
  const outcomes = new Set<string>()
  for (const [index, cut] of cuts.entries()) {
    await using(crashClone(`crash-${index}`, Math.min(cut, after)), async (log) => {
      const stored = await log.read(document)
      outcomes.add(stored.snapshot === null ? 'as before' : 'compacted')
      const pieces = stored.records.map(({ bytes }) => bytes)
      const opened = docOf(...(stored.snapshot === null ? [] : [stored.snapshot.bytes]), ...pieces)
      expect(contentOf(opened)).toBe(contentOf(doc))
      expect(stored.records).toHaveLength(stored.snapshot === null ? updates.length : 0)
      const history = await log.readHistory(document, 0, updates.length)
      expect(history.map(({ seq }) => seq)).toEqual(updates.map((_, at) => at + 1))
      // It goes on where it was.
      await log.append([
        { document, seq: updates.length + 1, author: 'ada', time: 0, bytes: new Uint8Array([0, 0]) },
      ])
    })
  }
  await live.close()
  expect(outcomes).toEqual(new Set(['as before', 'compacted']))
})

test('[S16] a crash at any write keeps every batch that was appended before, and none in part', async () => {
  const document = newDocumentId(randomBytes)
  mkdirSync(join(folder, 'live'))
  const live = await openSqliteLog(logIn('live'), fail)
  const ends: { readonly octets: number; readonly seq: number }[] = []
  let seq = 0
  for (const size of [1, 40, 3, 400, 7]) {
    const batch = Array.from({ length: size }, () => ({
      document,
      seq: ++seq,
      author: 'ada',
      time: 0,
      bytes: randomBytes(50),
    }))
    await live.append(batch)
    ends.push({ octets: walOctets(), seq })
  }
  const first = ends[0]?.octets ?? 0
  const last = ends.at(-1)?.octets ?? 0
  const allowed = new Set(ends.map((end) => end.seq))
  for (let cut = first; cut <= last; cut += WAL_FRAME_BYTES / 2) {
    const acknowledged = ends.findLast(({ octets }) => octets <= cut)?.seq ?? 0
    await using(crashClone(`crash-${cut}`, cut), async (log) => {
      const { records } = await log.read(document)
      expect(records.length).toBeGreaterThanOrEqual(acknowledged)
      expect(allowed).toContain(records.length)
    })
  }
  await live.close()
})
