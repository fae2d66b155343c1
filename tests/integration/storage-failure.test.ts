import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { flipOctets } from '../flip-octets.ts'
import { Pen, textOf } from '../pen.ts'
import { TestServer } from './test-server.ts'

/** A file system of its own can be mounted by root alone, and on Linux. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0
const DISK_BYTES = 8 * 1_048_576
const RECOVERY = { timeout: 20_000 }

let server: TestServer
const pens: Pen[] = []

beforeEach(async () => {
  server = new TestServer({ LOG_LEVEL: 'fatal' })
  if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', server.dataDir])
  await server.start()
})

afterEach(async () => {
  for (const pen of pens.splice(0)) pen.put()
  await server.end('SIGKILL')
  if (canMount) execFileSync('umount', [server.dataDir])
  await server.dispose()
})

async function open(cookie: string, document: string): Promise<Pen> {
  const pen = new Pen(server.url, cookie, document)
  pens.push(pen)
  await pen.until(({ status }) => status.kind === 'saved')
  return pen
}

/** What a visitor finds who comes when all others are gone and the server was started anew. */
async function textAfterRestart(cookie: string, document: string): Promise<string> {
  for (const pen of pens.splice(0)) pen.put()
  await server.end('SIGKILL')
  await server.start()
  return (await open(cookie, document)).text
}

const ready = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status

test.skipIf(!canMount)(
  '[A1] [A4] a full disk loses nothing, is told, and is over when it is over',
  async () => {
    const cookie = await server.guest()
    const [document, quiet] = [await server.newDocument(cookie), await server.newDocument(cookie)]
    const [author, watcher, bystander] = [
      await open(cookie, document),
      await open(cookie, document),
      await open(cookie, quiet),
    ]
    const closes: number[] = []
    author.connection.subscribe(() => {
      const { status } = author
      if (status.kind === 'reconnecting' && status.cause === 'server') closes.push(1011)
    })
    textOf(author.doc).insert(0, 'Safe. ')
    await author.until(({ status }) => status.kind === 'saved')
    await watcher.until(({ text }) => text === 'Safe. ')

    const filler = join(server.dataDir, 'filler')
    const { bavail, bsize } = statfsSync(server.dataDir)
    writeFileSync(filler, Buffer.alloc(bavail * bsize))
    let sent = 0
    await vi.waitFor(() => {
      // SQLite has some room in its files yet: write until it has none
      textOf(author.doc).insert(author.text.length, `${sent++} ${'x'.repeat(10_000)} `)
      expect(closes).not.toEqual([])
    }, RECOVERY)
    await vi.waitFor(async () => expect(await ready()).toBe(503), RECOVERY)
    textOf(author.doc).insert(author.text.length, 'Written meanwhile.')
    expect(author.status.kind).not.toBe('saved')
    // What others see is on the disk, trouble or not.
    expect(author.text.startsWith(watcher.text)).toBe(true)
    // Nobody is thrown out of a document that nobody writes in.
    expect(bystander.status.kind).toBe('saved')

    rmSync(filler)
    await vi.waitFor(async () => expect(await ready()).toBe(200), RECOVERY)
    await author.until(({ status }) => status.kind === 'saved')
    await watcher.until(({ text }) => text === author.text)
    const whole = author.text
    expect(whole.endsWith('Written meanwhile.')).toBe(true)
    expect(await textAfterRestart(cookie, document)).toBe(whole)
  },
)

test('[A3] [A4] an unreadable document closes 1011, and no other document is harmed', async () => {
  const cookie = await server.guest()
  const [document, quiet] = [await server.newDocument(cookie), await server.newDocument(cookie)]
  flipOctets(server.dataDir, document)
  const broken = new Pen(server.url, cookie, document)
  pens.push(broken)
  await broken.until(({ connection }) => connection.getSnapshot().loadFailed)
  expect(broken.connection.getSnapshot().ready).toBe(false)
  expect(Y.encodeStateVector(broken.doc)).toHaveLength(1)
  const healthy = await open(cookie, quiet)
  textOf(healthy.doc).insert(0, 'fine')
  await healthy.until(({ status }) => status.kind === 'saved')
  flipOctets(server.dataDir, document)
  await broken.until(({ status }) => status.kind === 'saved')
})
