import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestServer } from '../test-server.ts'

export interface FileAnswer {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
  readonly pixels: { readonly width: number; readonly height: number } | null
}

export const filesOf = (document: string): string => `/api/documents/${document}/files`

/** Sends a file as the page does. */
export function upload(
  server: TestServer,
  cookie: string,
  document: string,
  octets: Uint8Array | ReadableStream<Uint8Array>,
  name = 'a.bin',
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${server.url}${filesOf(document)}?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream', ...headers },
    body: octets as BodyInit,
    ...({ duplex: 'half' } as object),
  })
}

/** Sends a file that must be taken. */
export async function added(...given: Parameters<typeof upload>): Promise<FileAnswer> {
  const answer = await upload(...given)
  if (answer.status !== 201) throw new Error(`not added: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as FileAnswer
}

export function download(
  server: TestServer,
  cookie: string,
  document: string,
  file: string,
  headers: Record<string, string> = {},
  query = '',
  method = 'GET',
): Promise<Response> {
  return fetch(`${server.url}${filesOf(document)}/${file}${query}`, {
    method,
    headers: { cookie, ...headers },
  })
}

/** Paths of everything below `files` in the data directory, folders left out. */
export function stored(server: TestServer): string[] {
  const root = join(server.dataDir, 'files')
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

/** Those that are still arriving. */
export const drafts = (server: TestServer): string[] =>
  stored(server).filter((path) => path.startsWith('incoming'))
