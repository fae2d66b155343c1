import { letterSetting, type NoticePage, noticePage, watching } from '../../lib/notice-list.ts'
import type { WatchLevel } from '../../lib/notice-values.ts'
import { anything as nothing } from '../../lib/shape.ts'
import { type Outcome, request } from '../request.ts'

/** The newest notices before notice `before`, or of all. */
export function getNotices(before: number | null, limit?: number): Promise<Outcome<NoticePage>> {
  const query = new URLSearchParams()
  if (before !== null) query.set('before', String(before))
  if (limit !== undefined) query.set('limit', String(limit))
  return request('GET', `/api/notices?${query}`, undefined, noticePage)
}

/** Arrives also when the page is left at this moment. What does not arrive stays unread. */
export function markRead(what: { readonly id: number } | { readonly upTo: number }): void {
  const body = JSON.stringify(what)
  const headers = { 'content-type': 'application/json' }
  fetch('/api/notices/read', { method: 'POST', keepalive: true, headers, body }).catch(() => undefined)
}

export const getLetterSetting = () => request('GET', '/api/notices/letters', undefined, letterSetting)
export const setLetters = (on: boolean) => request('PUT', '/api/notices/letters', { on }, letterSetting)
/** `token` as it stands in a letter. */
export const stopLetters = (token: string) =>
  request('POST', `/api/notices/letters/stop?token=${encodeURIComponent(token)}`, undefined, nothing)

export const getWatching = (document: string) =>
  request('GET', `/api/documents/${document}/watching`, undefined, watching)
export const setWatching = (document: string, level: WatchLevel) =>
  request('PUT', `/api/documents/${document}/watching`, { level }, watching)
