import {
  type DocumentDetails,
  type DocumentSummary,
  documentDetails,
  documentList,
  documentSummary,
  fileList,
  mentionableList,
  type SharedRole,
} from '../lib/api-schema.ts'
import type { ProbeResult } from '../lib/reconnect.ts'
import { anything as nothing, object, truth } from '../lib/shape.ts'
import { type Outcome, request } from './request.ts'

export const createDocument = (title: string): Promise<Outcome<DocumentSummary>> =>
  request('POST', '/api/documents', { title }, documentSummary)
export const deleteDocument = (id: string) => request('DELETE', `/api/documents/${id}`, undefined, nothing)
export const getDetails = (id: string): Promise<Outcome<DocumentDetails>> =>
  request('GET', `/api/documents/${id}`, undefined, documentDetails)

export const getDocuments = () => request('GET', '/api/documents', undefined, documentList)
/** Whom a text about document `id` can mention. */
export const getMentionable = (id: string) =>
  request('GET', `/api/documents/${id}/mentionable`, undefined, mentionableList)

export const getFiles = (id: string) => request('GET', `/api/documents/${id}/files`, undefined, fileList)
export const removeFile = (id: string, file: string) =>
  request('DELETE', `/api/documents/${id}/files/${file}`, undefined, nothing)
/** Gives document `id` these files of another one, under their ids. */
export const copyFiles = (id: string, from: string, files: readonly string[]) =>
  request('POST', `/api/documents/${id}/files/copy`, { from, files }, nothing)

/** Gives the password of a document's link. */
export const unlockLink = (id: string, password: string) =>
  request('POST', `/api/documents/${id}/link/unlock`, { password }, object({ unlocked: truth }))
export const requestAccess = (id: string, role: SharedRole, message: string) =>
  request('POST', `/api/documents/${id}/requests`, { role, message }, nothing)

/** What a handshake of this page would be answered; never rejects. */
export async function probeAdmission(id: string): Promise<ProbeResult> {
  const outcome = await request('POST', `/api/documents/${id}/admission`, undefined, nothing)
  if (outcome.ok) return { kind: 'admitted' }
  const { status, word, retryAfter } = outcome
  return status === 0 ? { kind: 'unreachable' } : { kind: 'refused', status, word, retryAfter }
}
