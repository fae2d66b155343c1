import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { canMount, mountDisk, resizeDisk } from './small-disk.ts'
import { attemptStart, type StartAttempt } from './start-attempt.ts'
import { SyncClient } from './sync-client.ts'

let directory: string
const cleanups: (() => void | Promise<void>)[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scriptorium-start-'))
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
  rmSync(directory, { recursive: true, force: true })
})

/** It failed, and said in one paragraph what is wrong and what to do; never where in the code. */
function expectPlainFailure({ code, stdout, stderr }: StartAttempt, words: RegExp): void {
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Scriptorium cannot start: /)
  expect(stderr).toMatch(words)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).not.toMatch(/^\s+at |node:internal|\.ts:\d/m)
  expect(stdout).not.toContain('ready')
}

/** A data directory that a server has used and left, and that server to look after it. */
async function used(): Promise<{ server: TestServer; document: string; cookie: string; text: string }> {
  const server = new TestServer()
  await server.start()
  const cookie = await server.guest()
  const document = await server.newDocument(cookie, 'Kept')
  const { text } = await SyncClient.join(server, { document, cookie })
  return { server, document, cookie, text }
}

const FILES = ['log.db', 'accounts.db', 'secret'] as const
const fingerprint = (path: string): Record<string, string> =>
  Object.fromEntries(
    FILES.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(path, name)))
        .digest('hex'),
    ]),
  )

test('[B1] a port in use is named', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  cleanups.push(() => void squatter.close())
  await new Promise((resolve) => squatter.once('listening', resolve))
  const address = squatter.address()
  const port = String(typeof address === 'object' ? address?.port : '')
  const attempt = await attemptStart({ DATA_DIR: directory, PORT: port })
  expectPlainFailure(attempt, new RegExp(`port ${port} on 127\\.0\\.0\\.1 is in use.*PORT`))
  // and again: the failed start has not kept the data directory
  expectPlainFailure(await attemptStart({ DATA_DIR: directory, PORT: port }), /is in use/)
})

test('[B2] a second process on the same data directory does not start, the first goes on', async () => {
  const { server, document, cookie, text } = await used()
  cleanups.push(() => server.dispose())
  const attempt = await attemptStart({ DATA_DIR: server.dataDir })
  expectPlainFailure(attempt, /Another Scriptorium is using \S+\. .*DATA_DIR/)
  const client = await SyncClient.join(server, { document, cookie })
  expect(client.text).toBe(text)
  await server.end('SIGKILL')
  await server.start()
  expect((await SyncClient.join(server, { document, cookie })).text).toBe(text)
})

test('[B3] a data directory that is a file is left alone', async () => {
  const path = join(directory, 'data')
  writeFileSync(path, 'precious')
  expectPlainFailure(await attemptStart({ DATA_DIR: path }), /data directory \S+ cannot be made: .*DATA_DIR/)
  expect(readFileSync(path, 'utf8')).toBe('precious')
})

test.skipIf(!canMount())('[B3] a data directory on a read-only disk is named', async () => {
  const path = join(directory, 'data')
  mkdirSync(path)
  cleanups.push(mountDisk(path, 'ro,size=1m'))
  expectPlainFailure(
    await attemptStart({ DATA_DIR: path }),
    /data directory \S+ cannot be written: .*DATA_DIR/,
  )
})

test.skipIf(!canMount())('[B3] a full disk is named; once there is room the server starts', async () => {
  const server = new TestServer()
  cleanups.push(() => server.dispose(), mountDisk(server.dataDir, 'size=64k'))
  expectPlainFailure(await attemptStart({ DATA_DIR: server.dataDir }), new RegExp(`${server.dataDir}.*full`))
  resizeDisk(server.dataDir, '8m')
  await server.start()
  const cookie = await server.guest()
  expect(await server.newDocument(cookie)).toMatch(/^\w{26}$/)
  await server.end('SIGTERM')
})

test.each(['log.db', 'accounts.db'])('[S13] %s of a newer version is left as it is', async (name) => {
  const { server } = await used()
  cleanups.push(() => server.dispose())
  await server.end('SIGTERM')
  const db = new DatabaseSync(join(server.dataDir, name))
  db.exec('PRAGMA user_version = 99')
  db.close()
  const before = fingerprint(server.dataDir)
  const attempt = await attemptStart({ DATA_DIR: server.dataDir })
  expectPlainFailure(attempt, /has format 99; .*Nothing was changed\. .*newer version/)
  expect(fingerprint(server.dataDir)).toEqual(before)
})

test.each(['log.db', 'accounts.db'])(
  '[B4] %s that is no database is named and left as it is',
  async (name) => {
    const { server } = await used()
    cleanups.push(() => server.dispose())
    await server.end('SIGTERM')
    writeFileSync(join(server.dataDir, name), 'not a database, but perhaps dear to somebody'.repeat(100))
    const before = fingerprint(server.dataDir)
    expectPlainFailure(await attemptStart({ DATA_DIR: server.dataDir }), new RegExp(name.replace('.', '\\.')))
    expect(fingerprint(server.dataDir)).toEqual(before)
  },
)

test('[B5, SEC 45] a secret that is too short is not used, nor replaced', async () => {
  const { server } = await used()
  cleanups.push(() => server.dispose())
  await server.end('SIGTERM')
  const path = join(server.dataDir, 'secret')
  chmodSync(path, 0o600)
  writeFileSync(path, 'short\n')
  const before = fingerprint(server.dataDir)
  expectPlainFailure(await attemptStart({ DATA_DIR: server.dataDir }), /secret is too short/)
  expect(fingerprint(server.dataDir)).toEqual(before)
})

test('[B6] every setting that is wrong is listed, and nothing is made', async () => {
  const wrong = {
    PORT: '70000',
    MAX_CONNECTIONS: 'many',
    UPDATES_PER_SECOND: '0',
    RATE_LIMITS: 'maybe',
    PUBLIC_URL: 'ftp://here',
    LOG_LEVEL: 'loud',
    DOCUMENT_ROOTS: 'a,,b',
  }
  const path = join(directory, 'data')
  const { code, stderr } = await attemptStart({ ...wrong, DATA_DIR: path })
  expect(code).toBe(1)
  const [first, ...lines] = stderr.trimEnd().split('\n')
  expect(first).toBe('Scriptorium cannot start:')
  expect(lines.map((line) => /^ {2}(\w+)=(.*?): ./.exec(line)?.slice(1, 3)).sort()).toEqual(
    Object.entries(wrong).sort(),
  )
  expect(existsSync(path)).toBe(false)
})
