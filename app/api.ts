import { z } from 'zod'
import { type DocumentSummary, documentSummary, type LinkRole, refusal } from '../lib/api-schema.ts'
import { type ProbeResult, probeResult } from '../lib/reconnect.ts'

/** What a request from this page came to. `message` is a sentence for the person. */
export type Outcome<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly status: number; readonly message: string }

const UNREACHABLE = 'The server cannot be reached. Check your connection and try again.'

async function request<T>(
  method: string,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<Outcome<T>> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch {
    return { ok: false, status: 0, message: UNREACHABLE }
  }
  const json: unknown = await response.json().catch(() => null)
  if (!response.ok)
    return { ok: false, status: response.status, message: refusalWords(response.status, json) }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, data: parsed.data }
  return {
    ok: false,
    status: response.status,
    message: 'The server gave an answer that this page does not understand.',
  }
}

function refusalWords(status: number, json: unknown): string {
  const parsed = refusal.safeParse(json)
  if (parsed.success && parsed.data.message) return parsed.data.message
  if (status === 429) return 'That was too often in a short time. Wait a moment and try again.'
  return 'The server could not do this. Try again in a moment.'
}

const nothing = z.unknown()

export const signInAsGuest = () => request('POST', '/api/auth/sign-in/anonymous', {}, nothing)
export const signUp = (name: string, email: string, password: string) =>
  request('POST', '/api/auth/sign-up/email', { name, email, password }, nothing)
export const signIn = (email: string, password: string) =>
  request('POST', '/api/auth/sign-in/email', { email, password }, nothing)
export const signOut = () => request('POST', '/api/auth/sign-out', {}, nothing)

export const createDocument = (title: string): Promise<Outcome<DocumentSummary>> =>
  request('POST', '/api/documents', { title }, documentSummary)
export const deleteDocument = (id: string) => request('DELETE', `/api/documents/${id}`, undefined, nothing)
export const setLinkRole = (id: string, role: LinkRole) =>
  request('PUT', `/api/documents/${id}/link`, { role }, nothing)

/** How a document stands for this visitor; never rejects. */
export async function probeDocument(id: string): Promise<ProbeResult> {
  try {
    const response = await fetch(`/api/documents/${id}`, { cache: 'no-store' })
    return probeResult(response.status)
  } catch {
    return 'unreachable'
  }
}
