import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  type ContentHash,
  type FileStore,
  FileTooLargeError,
  HEAD_BYTES,
  type StoredContent,
} from './file-store.ts'

const DRAFTS = 'incoming'
const SHARD = /^[0-9a-f]{2}$/
const HASH = /^[0-9a-f]{64}$/

/**
 * Contents as files of a directory that belongs to this process alone:
 *
 *     incoming/…         what is still arriving; emptied at start
 *     ab/abcdef…         a content under its hash
 *
 * No name that anybody gave is a name here.
 */
export class DiskFiles implements FileStore {
  readonly #root: string
  readonly #drafts: string
  /** What puts in place and what deletes go one after the other: a content that was just put again is kept. */
  #turn: Promise<unknown> = Promise.resolve()

  /** Makes the directory if need be, and drops what a killed process left half there. */
  constructor(root: string) {
    this.#root = root
    this.#drafts = join(root, DRAFTS)
    rmSync(this.#drafts, { recursive: true, force: true })
    mkdirSync(this.#drafts, { recursive: true, mode: 0o700 })
  }

  async put(source: AsyncIterable<Uint8Array>, most: number): Promise<StoredContent> {
    const draft = join(this.#drafts, randomBytes(16).toString('hex'))
    try {
      const content = await write(draft, source, most)
      await this.#inTurn(() => this.#place(draft, content.hash))
      return content
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  async open(hash: ContentHash, first: number, last: number): Promise<ReadableStream<Uint8Array> | null> {
    const handle = await open(this.#pathOf(hash), 'r').catch(absent)
    if (handle === null) return null
    const stream = handle.createReadStream({ start: first, end: last })
    return Readable.toWeb(stream) as ReadableStream<Uint8Array>
  }

  async *putBefore(time: number): AsyncGenerator<ContentHash> {
    for await (const shard of await opendir(this.#root)) {
      if (!SHARD.test(shard.name)) continue
      for await (const { name } of await opendir(join(this.#root, shard.name))) {
        if (!HASH.test(name)) continue
        const hash = name as ContentHash
        if (await this.#isOlder(hash, time)) yield hash
      }
    }
  }

  delete(hash: ContentHash, time: number): Promise<void> {
    return this.#inTurn(async () => {
      if (await this.#isOlder(hash, time)) await rm(this.#pathOf(hash), { force: true })
    })
  }

  async #isOlder(hash: ContentHash, time: number): Promise<boolean> {
    const found = await stat(this.#pathOf(hash)).catch(absent)
    return found !== null && found.mtimeMs < time
  }

  /** Under its hash the content is as new as its last put, also where it was there already. */
  async #place(draft: string, hash: ContentHash): Promise<void> {
    const path = this.#pathOf(hash)
    const folder = join(path, '..')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(draft, path)
    await syncFolder(folder)
    await syncFolder(this.#root)
  }

  #pathOf(hash: ContentHash): string {
    if (!HASH.test(hash)) throw new Error('no hash of a content')
    return join(this.#root, hash.slice(0, 2), hash)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

/** Writes and syncs `path`, which must be new. */
async function write(path: string, source: AsyncIterable<Uint8Array>, most: number): Promise<StoredContent> {
  const digest = createHash('sha256')
  const head: Uint8Array[] = []
  let size = 0
  const handle = await open(path, 'wx', 0o600)
  try {
    for await (const octets of source) {
      if (size < HEAD_BYTES) head.push(octets.slice(0, HEAD_BYTES - size))
      size += octets.length
      if (size > most) throw new FileTooLargeError(most)
      digest.update(octets)
      await handle.appendFile(octets)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { hash: digest.digest('hex') as ContentHash, size, head: Buffer.concat(head) }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
