import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newDocumentId } from '../../../lib/ids.ts'
import { type AppDatabase, openAppDatabase } from '../../../server/app-database.ts'
import { Audit } from '../../../server/audit.ts'
import { Documents } from '../../../server/documents.ts'
import { DiskFiles } from '../../../server/files/disk-files.ts'
import { cleanFiles } from '../../../server/files/file-cleaning.ts'
import { FileReferences } from '../../../server/files/file-references.ts'
import { type ContentHash, FileTooLargeError } from '../../../server/files/file-store.ts'

const HOUR_MS = 60 * 60 * 1000
const MOST = 1_000
const actor = { id: 'ann', name: 'Ann' }

let folder: string
let db: AppDatabase
let store: DiskFiles
let references: FileReferences
let documents: Documents

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scriptorium-files-'))
  db = openAppDatabase(join(folder, 'accounts.db'))
  store = new DiskFiles(join(folder, 'files'))
  references = new FileReferences(db, MOST, randomBytes, Date.now)
  documents = new Documents(db, new Audit(db, Date.now, () => undefined), Date.now)
})
afterEach(async () => {
  await db.destroy()
  rmSync(folder, { recursive: true })
})

async function* octets(words: string): AsyncGenerator<Uint8Array> {
  for (const letter of words) yield Buffer.from(letter)
}

const pathOf = (hash: string): string => join(folder, 'files', hash.slice(0, 2), hash)

function age(hash: string, ms: number): void {
  const time = new Date(Date.now() - ms)
  utimesSync(pathOf(hash), time, time)
}

async function isThere(hash: ContentHash): Promise<boolean> {
  const stream = await store.open(hash, 0, 0)
  await stream?.cancel()
  return stream !== null
}

async function newDocument(): Promise<ReturnType<typeof newDocumentId>> {
  const id = newDocumentId(randomBytes)
  await documents.create(id, '', 1, actor)
  return id
}

async function add(document: Awaited<ReturnType<typeof newDocument>>, words: string): Promise<ContentHash> {
  const { hash, size } = await store.put(octets(words), MOST)
  const file = {
    hash,
    size,
    type: 'application/octet-stream',
    pixels: null,
    name: words,
    addedBy: 'ann',
  } as const
  await references.add(document, file)
  return hash
}

test('[F7] a document that is deleted for good takes its files along, but not what others refer to', async () => {
  const [first, second] = [await newDocument(), await newDocument()]
  const own = await add(first, 'own')
  const shared = await add(first, 'shared')
  await add(second, 'shared')
  for (const hash of [own, shared]) age(hash, 2 * HOUR_MS)
  expect(await cleanFiles(store, references, Date.now())).toBe(0)
  await db.deleteFrom('documents').where('id', '=', first).execute()
  expect(await references.list(first)).toEqual([])
  expect(await cleanFiles(store, references, Date.now())).toBe(1)
  expect([await isThere(own), await isThere(shared)]).toEqual([false, true])
})

test('[F7] a document in the trash keeps its files', async () => {
  const document = await newDocument()
  const hash = await add(document, 'kept')
  age(hash, 2 * HOUR_MS)
  await db.updateTable('documents').set({ trashed_at: Date.now() }).execute()
  expect(await cleanFiles(store, references, Date.now())).toBe(0)
  expect(await isThere(hash)).toBe(true)
})

test('[F7] a content is safe for an hour after it came, also when it had been there before', async () => {
  const { hash } = await store.put(octets('in flight'), MOST)
  expect(await cleanFiles(store, references, Date.now())).toBe(0)
  age(hash, 2 * HOUR_MS)
  await store.put(octets('in flight'), MOST)
  expect(await cleanFiles(store, references, Date.now())).toBe(0)
  expect(await cleanFiles(store, references, Date.now() + 2 * HOUR_MS)).toBe(1)
})

test('[F7] what is put again while it is deleted stays', async () => {
  const { hash } = await store.put(octets('again'), MOST)
  age(hash, 2 * HOUR_MS)
  await Promise.all([store.put(octets('again'), MOST), cleanFiles(store, references, Date.now())])
  expect(await isThere(hash)).toBe(true)
})

test('[F7] only contents are looked at', async () => {
  const stranger = join(folder, 'files', 'notes.txt')
  writeFileSync(stranger, 'somebody else’s')
  expect(await cleanFiles(store, references, Date.now() + 2 * HOUR_MS)).toBe(0)
  expect(readFileSync(stranger, 'utf8')).toBe('somebody else’s')
})

test('[F2] a source that fails, or goes on too long, leaves nothing', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('begun')
    throw new Error('the line dropped')
  }
  await expect(store.put(failing(), MOST)).rejects.toThrow('the line dropped')
  await expect(store.put(octets('x'.repeat(MOST + 1)), MOST)).rejects.toThrow(FileTooLargeError)
  expect(await cleanFiles(store, references, Date.now() + 2 * HOUR_MS)).toBe(0)
})

test('[F5] what a guest added is the account’s that the guest made', async () => {
  const document = await newDocument()
  await add(document, 'mine')
  await references.handOver('ann', 'account')
  expect((await references.list(document))[0]?.addedBy).toBe('account')
})
