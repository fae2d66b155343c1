import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newDocumentId } from '../../../lib/ids.ts'
import { openSqliteLog } from '../../../server/storage/sqlite-log.ts'
import { CorruptLogError, type UpdateLog } from '../../../server/storage/update-log.ts'
import { record, updateLogContract } from './update-log-contract.ts'

const fail = (error: Error): never => {
  throw error
}

updateLogContract('SQLite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'scriptorium-log-'))
  return {
    open: () => openSqliteLog(join(directory, 'log.db'), fail),
    remove: async () => rmSync(directory, { recursive: true }),
  }
})

let directory: string
let path: string
let log: UpdateLog
const document = newDocumentId(randomBytes)
const healthy = newDocumentId(randomBytes)

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scriptorium-log-'))
  path = join(directory, 'log.db')
  log = await openSqliteLog(path, fail)
  await log.append([1, 2, 3].map((seq) => record(document, seq, `r${seq}`)))
  await log.append([record(healthy, 1, 'fine')])
})

afterEach(async () => {
  await log.close()
  rmSync(directory, { recursive: true })
})

function tamper(sql: string): void {
  const db = new DatabaseSync(path, { timeout: 5_000 })
  db.exec(sql)
  db.close()
}

test('[S10] a changed octet is found, named, and leaves other documents readable', async () => {
  tamper("UPDATE records SET bytes = x'00' WHERE seq = 2")
  const error = await log.read(document).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(CorruptLogError)
  expect(error).toMatchObject({ document, seq: 2 })
  expect((await log.read(healthy)).records).toHaveLength(1)
})

test('[S11] a missing record is a loss, never a shorter document', async () => {
  tamper('DELETE FROM records WHERE seq = 2')
  await expect(log.read(document)).rejects.toThrow(CorruptLogError)
  tamper('DELETE FROM records WHERE log = 1')
  await expect(log.read(document)).rejects.toThrow(CorruptLogError)
})

test('[S12] records swapped between places are found', async () => {
  tamper(`UPDATE records SET seq = CASE seq WHEN 1 THEN 101 WHEN 2 THEN 102 END WHERE log = 1 AND seq < 3;
          UPDATE records SET seq = CASE seq WHEN 101 THEN 2 WHEN 102 THEN 1 END WHERE log = 1 AND seq > 100`)
  await expect(log.read(document)).rejects.toThrow(CorruptLogError)
})

test('[S13] a database of a newer version is refused in words and left as it is', async () => {
  await log.close()
  tamper('PRAGMA user_version = 99')
  await expect(openSqliteLog(path, fail)).rejects.toThrow(/format 99.*Nothing was changed/)
  tamper('PRAGMA user_version = 2')
  log = await openSqliteLog(path, fail)
  expect((await log.read(document)).records).toHaveLength(3)
})

test('[S14] a batch that fails half-way stores nothing, and the log goes on afterwards', async () => {
  tamper(
    `CREATE TRIGGER full BEFORE INSERT ON records WHEN NEW.seq = 5 BEGIN SELECT RAISE(FAIL, 'disk full'); END`,
  )
  await expect(log.append([4, 5].map((seq) => record(document, seq, `r${seq}`)))).rejects.toThrow(/disk full/)
  expect((await log.read(document)).records).toHaveLength(3)
  tamper('DROP TRIGGER full')
  await log.append([4, 5].map((seq) => record(document, seq, `r${seq}`)))
  expect((await log.read(document)).records).toHaveLength(5)
})
