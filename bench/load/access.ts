import { documentName } from './dialect.ts'
import type { Access, Endpoint } from './job.ts'

/** Requests for new documents that may be under way at once. */
const CREATING_AT_ONCE = 8
const REQUEST_LIMIT_MS = 15_000

/** Makes the documents, as one guest, where the server wants that; elsewhere a name is enough. */
export async function createAccess(endpoint: Endpoint, documents: number): Promise<Access> {
  const indices = Array.from({ length: documents }, (_, index) => index)
  if (endpoint.dialect !== 'scriptorium') return { cookie: null, documents: indices.map(documentName) }
  const origin = `http://127.0.0.1:${endpoint.port}`
  const cookie = await signInAsGuest(origin)
  const ids: string[] = []
  for (let i = 0; i < documents; i += CREATING_AT_ONCE) {
    const batch = indices.slice(i, i + CREATING_AT_ONCE)
    ids.push(
      ...(await Promise.all(batch.map((index) => createDocument(origin, cookie, documentName(index))))),
    )
  }
  return { cookie, documents: ids }
}

/** Resolves with the cookie of a new guest. */
export async function signInAsGuest(origin: string): Promise<string> {
  const response = await post(`${origin}/api/auth/sign-in/anonymous`, origin, null, {})
  await response.arrayBuffer()
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

async function createDocument(origin: string, cookie: string, title: string): Promise<string> {
  const response = await post(`${origin}/api/documents`, origin, cookie, { title })
  const body: unknown = await response.json()
  if (typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string') return body.id
  throw new Error(`no id for a new document in ${JSON.stringify(body)}`)
}

async function post(url: string, origin: string, cookie: string | null, body: object): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...(cookie === null ? {} : { cookie }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}
