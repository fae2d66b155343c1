import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type DocumentId, parseDocumentId } from '../../../lib/ids.ts'
import { checkData } from '../../../server/backup/fsck.ts'
import { makeBackup } from '../../../server/backup/make-backup.ts'
import { BackupError } from '../../../server/backup/manifest.ts'
import { readBackup } from '../../../server/backup/read-backup.ts'
import { restoreAll, restoreDocument } from '../../../server/backup/restore.ts'
import { SqliteReader } from '../../../server/storage/sqlite-reader.ts'
import { Pen, textOf } from '../../pen.ts'
import { png } from '../../pictures.ts'
import { seededRandom } from '../../unit/random-editing.ts'
import { added } from '../files/file-client.ts'
import { TestServer } from '../test-server.ts'

const FLIPS = 200
const WRITERS = 5
const KEYS = 120

const server = new TestServer()
const folder = mkdtempSync(join(tmpdir(), 'scriptorium-backup-'))
const seed = Number(process.env.SEED ?? 1)
const documents: DocumentId[] = []
const pens: Pen[] = []
let owner: string
let kept: string
let names = 0

beforeAll(async () => {
  process.stdout.write(`SEED=${seed}\n`)
  await server.start()
  owner = await server.guest()
  for (let n = 0; n < WRITERS; n++) {
    const id = parseDocumentId(await server.newDocument(owner, `Document ${n}`)) as DocumentId
    documents.push(id)
    pens.push(new Pen(server.url, owner, id))
  }
  for (const pen of pens) await pen.until(({ status }) => status.kind === 'saved')
  await added(server, owner, documents[0] as DocumentId, new Uint8Array(png(40, 30)), 'gate.png')
  for (const pen of pens) type(pen, 'Once upon a time')
  for (const pen of pens) await pen.until(({ status }) => status.kind === 'saved')
  kept = newPath()
  await makeBackup(server.dataDir, kept, new Date())
})
afterAll(async () => {
  for (const pen of pens) pen.put()
  await server.dispose()
  rmSync(folder, { recursive: true, force: true })
})

const others: TestServer[] = []
afterEach(async () => {
  for (const other of others.splice(0)) await other.dispose()
})

const newPath = (): string => join(folder, `part-${names++}`)

function type({ doc }: Pen, words: string): void {
  const text = textOf(doc)
  for (const letter of words) text.insert(text.length, letter)
}

/** What a data directory holds of a document, and the last of its records. */
function stored(dataDir: string, document: DocumentId): { readonly text: string; readonly seq: number } {
  const reader = new SqliteReader(join(dataDir, 'log.db'))
  const { snapshot, records } = reader.read(document)
  reader.close()
  const doc = new Y.Doc()
  if (snapshot !== null) Y.applyUpdate(doc, snapshot.bytes)
  for (const { bytes } of records) Y.applyUpdate(doc, bytes)
  return { text: textOf(doc).toString(), seq: records.at(-1)?.seq ?? snapshot?.seq ?? 0 }
}

test('[Z1] a backup that is made while people write holds all that was acknowledged before it, of each document a state that it had', async () => {
  const before = documents.map((document) => stored(server.dataDir, document))
  const path = newPath()
  let making = true
  const made = makeBackup(server.dataDir, path, new Date()).finally(() => {
    making = false
  })
  let keys = 0
  while (making || keys < KEYS) {
    for (const pen of pens) type(pen, 'x')
    keys++
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { manifest } = await made
  expect(manifest.documents).toBe(WRITERS)
  for (const pen of pens) await pen.until(({ status }) => status.kind === 'saved')
  const elsewhere = newPath()
  expect(await restoreAll(path, elsewhere, new Date())).toEqual({ manifest, movedTo: null })
  for (const [at, document] of documents.entries()) {
    const { text } = stored(elsewhere, document)
    expect(text.startsWith(before[at]?.text ?? '-')).toBe(true)
    expect(pens[at]?.text.startsWith(text)).toBe(true)
  }
  expect((await checkData(elsewhere)).damages).toEqual([])
})

test('[Z1] what is restored elsewhere is the same, document by document, and a server goes on with it', async () => {
  const path = newPath()
  await makeBackup(server.dataDir, path, new Date())
  const other = new TestServer()
  others.push(other)
  await restoreAll(path, other.dataDir, new Date())
  for (const document of documents)
    expect(stored(other.dataDir, document)).toEqual(stored(server.dataDir, document))
  const picture = createHash('sha256').update(png(40, 30)).digest('hex')
  const name = join('files', picture.slice(0, 2), picture)
  expect(readFileSync(join(other.dataDir, name))).toEqual(readFileSync(join(server.dataDir, name)))
  await other.start()
  const guest = await other.guest()
  expect((await other.request(guest, 'GET', `/api/documents/${documents[0]}`)).status).toBe(403)
  expect((await other.request(owner, 'GET', '/api/documents')).status).toBe(401)
})

test('[Z2] a changed octet anywhere in a backup is found, and nothing of it is brought back', async () => {
  const octets = readFileSync(kept)
  const below = seededRandom(seed)
  const flipped = newPath()
  const target = newPath()
  for (let n = 0; n < FLIPS; n++) {
    const at = Math.floor(below() * octets.length)
    const changed = Buffer.from(octets)
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(below() * 8))
    writeFileSync(flipped, changed)
    await expect(readBackup(flipped), `octet ${at}`).rejects.toThrow(BackupError)
    await expect(restoreAll(flipped, target, new Date()), `octet ${at}`).rejects.toThrow(/is damaged/)
    expect(existsSync(target)).toBe(false)
  }
  const at = octets.indexOf('SQLite format 3')
  octets[at] = 0
  writeFileSync(flipped, octets)
  await expect(readBackup(flipped)).rejects.toThrow('log.db is not what was written')
  writeFileSync(flipped, readFileSync(kept).subarray(0, -1_000))
  await expect(readBackup(flipped)).rejects.toThrow(/is damaged/)
})

test('[Z3] a changed octet of what is stored is found, or changes nothing that is read', async () => {
  const dataDir = newPath()
  await restoreAll(kept, dataDir, new Date())
  expect((await checkData(dataDir)).damages).toEqual([])
  const whole = documents.map((document) => stored(dataDir, document))
  const octets = readFileSync(join(dataDir, 'log.db'))
  const below = seededRandom(seed + 1)
  let found = 0
  for (let n = 0; n < FLIPS; n++) {
    const at = Math.floor(below() * octets.length)
    const changed = Buffer.from(octets)
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(below() * 8))
    writeFileSync(join(dataDir, 'log.db'), changed)
    const { damages } = await checkData(dataDir)
    if (damages.length > 0) found++
    else
      expect(
        documents.map((document) => stored(dataDir, document)),
        `octet ${at}`,
      ).toEqual(whole)
  }
  expect(found).toBeGreaterThan(0)
})

test('[Z3] a damaged file is named, and so is one that is missing', async () => {
  const dataDir = newPath()
  await restoreAll(kept, dataDir, new Date())
  const hash = createHash('sha256').update(png(40, 30)).digest('hex')
  const name = `files/${hash.slice(0, 2)}/${hash}`
  writeFileSync(join(dataDir, name), 'something else')
  expect((await checkData(dataDir)).damages).toEqual([{ where: name, what: 'it is not what its name says' }])
  await expect(makeBackup(dataDir, newPath(), new Date())).rejects.toThrow(name)
  rmSync(join(dataDir, name))
  expect((await checkData(dataDir)).damages).toEqual([
    { where: documents[0], what: 'its file gate.png is missing' },
  ])
})

test('[Z4] one document comes back where it was, or beside the one that is there', async () => {
  const dataDir = newPath()
  await restoreAll(kept, dataDir, new Date())
  const [first, second] = documents as [DocumentId, DocumentId]
  const whole = stored(dataDir, first)
  const copy = await restoreDocument(kept, dataDir, first, randomBytes)
  expect(copy.id).not.toBe(first)
  expect(stored(dataDir, copy.id).text).toBe(whole.text)
  expect(stored(dataDir, first)).toEqual(whole)

  for (const [name, sql] of [
    ['accounts.db', 'DELETE FROM documents WHERE id = ?'],
    ['log.db', 'DELETE FROM logs WHERE document = ?'],
  ] as const) {
    const db = new DatabaseSync(join(dataDir, name))
    db.prepare(sql).run(second)
    db.close()
  }
  expect(await restoreDocument(kept, dataDir, second, randomBytes)).toMatchObject({ id: second })
  expect(stored(dataDir, second).text).toBe(whole.text)
  expect((await checkData(dataDir)).damages).toEqual([])
  const unknown = '0'.repeat(26) as DocumentId
  await expect(restoreDocument(kept, dataDir, unknown, randomBytes)).rejects.toThrow('holds no document')
})

test('[Z5] a backup signs nobody in, and what a server uses is not overwritten', async () => {
  const token = /session_token=([^;.]+)/.exec(owner)?.[1] ?? ''
  expect(token.length).toBeGreaterThan(16)
  expect(
    readFileSync(join(server.dataDir, 'accounts.db')).includes(token) ||
      readFileSync(join(server.dataDir, 'accounts.db-wal')).includes(token),
  ).toBe(true)
  expect(readFileSync(kept).includes(token)).toBe(false)
  expect(statSync(kept).mode & 0o077).toBe(0)
  await expect(restoreAll(kept, server.dataDir, new Date())).rejects.toThrow('Another Scriptorium is using')
  await expect(makeBackup(server.dataDir, kept, new Date())).rejects.toThrow('is there already')

  const used = newPath()
  await restoreAll(kept, used, new Date())
  const { movedTo } = await restoreAll(kept, used, new Date())
  expect(stored(movedTo ?? '', documents[0] as DocumentId)).toEqual(stored(used, documents[0] as DocumentId))
})
