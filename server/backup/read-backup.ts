import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { BackupError, MANIFEST_NAME, type Manifest, manifest, type Part } from './manifest.ts'

const DIGEST_OCTETS = 64
const MAX_MANIFEST_OCTETS = 256 * 1024 * 1024

/** Takes the octets of one part, all of them. */
export type TakePart = (name: string, octets: AsyncIterable<Uint8Array>) => Promise<void>

/**
 * Reads a backup to its end and gives each part to `take`, nothing of one that is damaged.
 * @throws {@link BackupError} that names the first part that is not what was written.
 */
export async function readBackup(path: string, take: TakePart | null = null): Promise<Manifest> {
  const { size } = await stat(path).catch((error: Error) => {
    throw new BackupError(`${path} cannot be read: ${error.message}.`, error)
  })
  const end = size - DIGEST_OCTETS
  if (end <= 0) throw damaged(path, 'it is cut off')
  const isWhole = (await digestOf(path, end)) === (await readDigest(path, end))
  const found = await readParts(path, end, isWhole ? take : null)
  if (!isWhole) throw damaged(path, 'what stands between its parts is not what was written')
  return found
}

async function readParts(path: string, end: number, take: TakePart | null): Promise<Manifest> {
  const archive = extract()
  const source = createReadStream(path, { end: end - 1 })
  source.on('error', (error) => archive.destroy(error))
  source.pipe(archive)
  let found: Manifest | null = null
  let seen = 0
  try {
    for await (const entry of archive) {
      const { name } = entry.header
      const octets = entry as AsyncIterable<Uint8Array>
      if (found === null) {
        if (name !== MANIFEST_NAME) throw damaged(path, 'it does not begin with its manifest')
        found = await readManifest(path, octets)
        continue
      }
      const part = found.parts[seen++]
      if (part?.name !== name) throw damaged(path, `${part?.name ?? 'its end'} is not where it should be`)
      const compared = compare(path, part, octets)
      if (take === null) for await (const _ of compared);
      else await take(name, compared)
    }
  } catch (error) {
    throw error instanceof BackupError ? error : damaged(path, (error as Error).message, error)
  } finally {
    source.destroy()
  }
  if (found === null || seen < found.parts.length) {
    throw damaged(path, `${found?.parts[seen]?.name ?? 'everything'} is missing`)
  }
  return found
}

/** Passes the octets of a part on. @throws {@link BackupError} at their end when they are not what the manifest says. */
async function* compare(
  path: string,
  part: Part,
  octets: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256')
  let size = 0
  for await (const chunk of octets) {
    digest.update(chunk)
    size += chunk.length
    yield chunk
  }
  if (size !== part.size || digest.digest('hex') !== part.sha256)
    throw damaged(path, `${part.name} is not what was written`)
}

async function digestOf(path: string, end: number): Promise<string> {
  const digest = createHash('sha256')
  await pipeline(createReadStream(path, { end: end - 1 }), digest)
  return digest.digest('hex')
}

async function readManifest(path: string, entry: AsyncIterable<Uint8Array>): Promise<Manifest> {
  const octets: Uint8Array[] = []
  let size = 0
  for await (const chunk of entry) {
    size += chunk.length
    if (size > MAX_MANIFEST_OCTETS) throw damaged(path, 'its manifest is too long')
    octets.push(chunk)
  }
  const parsed = manifest.safeParse(parseJson(Buffer.concat(octets).toString()))
  if (parsed.success) return parsed.data
  throw damaged(
    path,
    `its manifest says what no backup of this version says (${parsed.error.issues[0]?.message})`,
  )
}

async function readDigest(path: string, at: number): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(DIGEST_OCTETS), 0, DIGEST_OCTETS, at)
    return buffer.toString('latin1')
  } finally {
    await handle.close()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const damaged = (path: string, what: string, cause?: unknown): BackupError =>
  new BackupError(
    `${path} is damaged: ${what}. Nothing was brought back. Use another copy of it, or an older backup.`,
    cause,
  )
