import { Hono } from 'hono'
import type { Logger } from 'pino'
import { z } from 'zod'
import { safeFileName, sizeWords } from '../../lib/file-names.ts'
import { type FileId, parseDocumentId, parseFileId } from '../../lib/ids.ts'
import type { Action } from '../../lib/roles.ts'
import type { Documents } from '../documents.ts'
import { contentTypeOf } from '../files/content-type.ts'
import { askedRange, etagOf, fileHeaders, isKnown } from '../files/file-answer.ts'
import { type FileInfo, type FileReferences, type FileUse, MAX_FILES } from '../files/file-references.ts'
import { type FileStore, FileTooLargeError, type StoredContent } from '../files/file-store.ts'
import { imageSize, isShowable } from '../files/image-size.ts'
import type { ApiEnv } from './app.ts'
import type { AttemptLimits } from './attempt-limits.ts'
import { allowed, allowedIn, type DocumentContext } from './document-access.ts'
import { ApiError, readBody } from './errors.ts'
import { UploadGate } from './upload-gate.ts'

export interface FileRoutesContext {
  readonly documents: Documents
  readonly files: FileReferences
  readonly fileStore: FileStore
  /** Octets of one file, and of all files of a document. */
  readonly fileLimits: { readonly fileBytes: number; readonly documentBytes: number }
  /** Uploads per person. */
  readonly uploadAttempts: AttemptLimits
  readonly logger: Logger
}

/** Octets that arrive at these addresses are a file: no routes but these read them. */
export const isUpload = (method: string, path: string): boolean =>
  method === 'POST' && /^\/api\/documents\/[^/]+\/(files|chat\/pictures)$/.test(path)

const copied = z.object({
  from: z.string(),
  files: z.array(z.string()).max(MAX_FILES).optional(),
})

/** Octets of one picture in a chat. */
const MAX_CHAT_PICTURE_BYTES = 10 * 1024 * 1024
const WAIT_SECONDS = 5
const DISK_FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'])

/** `/api/documents/:id/files`: pictures and other files of a document. Who may read it may read them, and no longer. */
export function fileRoutes(context: FileRoutesContext): Hono<ApiEnv> {
  const { documents, files, fileStore, fileLimits, uploadAttempts } = context
  const routes = new Hono<ApiEnv>()
  const gate = new UploadGate()

  /** Takes in a file whose octets are the body; its name is `?name=`. `refuse` throws for one that is not wanted. */
  async function takeIn(
    c: DocumentContext,
    action: Action,
    mostOctets: number,
    refuse: (content: ReturnType<typeof describe>) => void,
  ): Promise<FileInfo> {
    const { user, id } = await allowed(c, documents, action)
    const body = octetsOf(c)
    const wait = uploadAttempts.attempt(user.id)
    const leave = wait === null ? gate.enter(user.id) : null
    if (leave === null) {
      throw new ApiError(429, 'rate', (t) => t('refusals.files.tooOften'), wait ?? WAIT_SECONDS)
    }
    try {
      const most = Math.min(mostOctets, await files.room(id))
      const tooLarge = async (): Promise<ApiError> =>
        most === mostOctets ? fileTooLarge(most) : noRoom(await files.use(id), fileLimits.documentBytes)
      if (most === 0 || Number(c.req.header('content-length') ?? 0) > most) throw await tooLarge()
      const content = await received(fileStore.put(body, most), tooLarge)
      if (content.size === 0) throw new ApiError(400, 'empty', (t) => t('refusals.files.empty'))
      // what was allowed when it began to arrive may be so no longer
      await allowed(c, documents, action)
      const described = describe(content)
      refuse(described)
      const file = { ...described, name: safeFileName(c.req.query('name') ?? ''), addedBy: user.id }
      const outcome = await files.add(id, file)
      if (outcome.kind === 'full') throw noRoom(outcome.use, fileLimits.documentBytes)
      return outcome.added
    } finally {
      leave()
    }
  }

  routes.post('/:id/files', async (c) =>
    c.json(fileJson(await takeIn(c, 'edit', fileLimits.fileBytes, () => undefined)), 201),
  )

  /** A picture for the chat: whoever may speak there may add one that pages can show, and nothing else. */
  routes.post('/:id/chat/pictures', async (c) => {
    const most = Math.min(MAX_CHAT_PICTURE_BYTES, fileLimits.fileBytes)
    const added = await takeIn(c, 'comment', most, ({ pixels }) => {
      if (pixels === null) throw new ApiError(415, 'no-picture', (t) => t('refusals.chat.noPicture'))
    })
    return c.json(fileJson(added), 201)
  })

  routes.get('/:id/files', async (c) => {
    const { id } = await allowed(c, documents, 'read')
    const found = await files.list(id)
    const { octets } = await files.use(id)
    return c.json({ files: found.map(fileJson), used: octets, limits: fileLimits })
  })

  /** `?download` sends any file to be saved; without it pictures are sent to be shown, all else to be saved. */
  routes.get('/:id/files/:file', async (c) => {
    const { id } = await allowed(c, documents, 'read')
    const fileId = parseFileId(c.req.param('file'))
    const file = fileId === null ? null : await files.find(id, fileId)
    if (file === null) throw new ApiError(404, 'no-file', (t) => t('refusals.files.none'))
    const asDownload = c.req.query('download') !== undefined
    if (!asDownload && file.pixels === null && file.type.startsWith('image/')) {
      // an image element draws what comes, whatever it is sent as
      throw new ApiError(415, 'not-shown', (t) => t('refusals.files.notShown'))
    }
    return answer(c, file, asDownload)
  })

  routes.delete('/:id/files/:file', async (c) => {
    const { id } = await allowed(c, documents, 'edit')
    const fileId = parseFileId(c.req.param('file'))
    if (fileId !== null && (await files.remove(id, fileId))) return c.body(null, 204)
    throw new ApiError(404, 'no-file', (t) => t('refusals.files.noneChanged'))
  })

  /** Gives this document files of another one, under the same ids. */
  routes.post('/:id/files/copy', async (c) => {
    const { user, id } = await allowed(c, documents, 'edit')
    const { from, files: names } = await readBody(c.req.raw, copied)
    const source = parseDocumentId(from)
    if (source === null) throw new ApiError(400, 'malformed', (t) => t('refusals.files.from'))
    await allowedIn(user, source, documents, 'read')
    const ids =
      names === undefined ? null : names.map(parseFileId).filter((name): name is FileId => name !== null)
    const outcome = await files.copy(source, id, ids)
    if (outcome.kind === 'full') throw noRoom(outcome.use, fileLimits.documentBytes)
    return c.json({ copied: outcome.added })
  })

  async function answer(c: DocumentContext, file: FileInfo, asDownload: boolean): Promise<Response> {
    const headers = fileHeaders(file, asDownload)
    const etag = etagOf(file)
    if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers)
    const ifRange = c.req.header('if-range')
    const asked = askedRange(
      ifRange === undefined || ifRange === etag ? c.req.header('range') : undefined,
      file.size,
    )
    if (asked.kind === 'none') {
      return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${file.size}` })
    }
    const { first, last } = asked.kind === 'part' ? asked.range : { first: 0, last: file.size - 1 }
    const length = { 'Content-Length': String(last - first + 1) }
    const range = asked.kind === 'part' ? { 'Content-Range': `bytes ${first}-${last}/${file.size}` } : {}
    const status = asked.kind === 'part' ? 206 : 200
    if (c.req.method === 'HEAD') return c.body(null, status, { ...headers, ...length, ...range })
    const stream = await fileStore.open(file.hash, first, last)
    if (stream === null) throw new Error(`content ${file.hash} of file ${file.id} is not in the store`)
    return c.body(stream, status, { ...headers, ...length, ...range })
  }

  return routes
}

function octetsOf(c: DocumentContext): AsyncIterable<Uint8Array> {
  if (!/^application\/octet-stream\b/i.test(c.req.header('content-type') ?? '')) {
    throw new ApiError(415, 'content-type', (t) => t('refusals.files.contentType'))
  }
  const { body } = c.req.raw
  if (body === null) throw new ApiError(400, 'empty', (t) => t('refusals.files.empty'))
  return body
}

/** What a content is: its type, and its size in pixels where pages may show it. */
function describe({ hash, size, head }: StoredContent): Pick<FileInfo, 'hash' | 'size' | 'type' | 'pixels'> {
  const type = contentTypeOf(head)
  const image = imageSize(type, head)
  const pixels = image !== null && isShowable(image) ? { width: image.width, height: image.height } : null
  return { hash, size, type, pixels }
}

async function received(
  content: Promise<StoredContent>,
  tooLarge: () => Promise<ApiError>,
): Promise<StoredContent> {
  try {
    return await content
  } catch (error) {
    if (error instanceof FileTooLargeError) throw await tooLarge()
    if (error instanceof Error && 'code' in error && DISK_FULL.has(error.code)) {
      throw new ApiError(503, 'storage', (t) => t('refusals.files.disk'))
    }
    throw error
  }
}

const fileTooLarge = (most: number): ApiError =>
  new ApiError(413, 'file-size', (t, language) =>
    t('refusals.files.size', { most: sizeWords(most, language) }),
  )

const noRoom = ({ octets, count }: FileUse, most: number): ApiError =>
  count >= MAX_FILES
    ? new ApiError(413, 'file-count', (t) => t('refusals.files.count', { most: String(MAX_FILES) }))
    : new ApiError(413, 'files-full', (t, language) =>
        t('refusals.files.full', { most: sizeWords(most, language), used: sizeWords(octets, language) }),
      )

const fileJson = ({ id, name, size, type, pixels, addedAt }: FileInfo) => ({
  id,
  name,
  size,
  type,
  pixels,
  addedAt: new Date(addedAt).toISOString(),
})
