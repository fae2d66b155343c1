import { headers } from 'next/headers'
import { cache } from 'react'
import { documentDetails, documentList, me } from '../lib/api-schema.ts'
import type { Shape } from '../lib/shape.ts'

const DEFAULT_SERVER_URL = 'http://127.0.0.1:3000'
const TIMEOUT_MS = 10_000

/** What the server said: the data, or the HTTP status of its refusal. */
export type Answer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly status: number }

/** Asks the server in the visitor's name. Throws when it cannot be reached or breaks its own contract. */
async function ask<T>(path: string, schema: Shape<T>): Promise<Answer<T>> {
  const cookie = (await headers()).get('cookie')
  const response = await fetch(new URL(path, process.env.SERVER_URL ?? DEFAULT_SERVER_URL), {
    headers: cookie === null ? {} : { cookie },
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.ok) return { ok: true, data: schema.parse(await response.json()) }
  await response.body?.cancel()
  if (response.status >= 500) throw new Error(`The server answered ${response.status} to ${path}`)
  return { ok: false, status: response.status }
}

export const getMe = cache(async () => {
  const answer = await ask('/api/me', me)
  return answer.ok ? answer.data : { user: null, guests: false, provider: null }
})

export const getDocuments = async () => {
  const answer = await ask('/api/documents', documentList)
  return answer.ok ? answer.data.documents : []
}

export const getDocument = cache((id: string) =>
  ask(`/api/documents/${encodeURIComponent(id)}`, documentDetails),
)
