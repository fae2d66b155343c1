import { type DocumentFile, documentFile, refusal } from '../../../../../lib/api-schema.ts'
import { type ChatPage, chatPage } from '../../../../../lib/chat-page.ts'
import { MAX_COMMENT_TEXT } from '../../../../../lib/comments.ts'
import type { Passage } from '../../../../../lib/passage.ts'
import { anything } from '../../../../../lib/shape.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import { type Outcome, request } from '../../../../request.ts'

/** Messages before message `before`, or the last ones. */
export const getChatPage = (documentId: string, before: number | null): Promise<Outcome<ChatPage>> =>
  request(
    'GET',
    `/api/documents/${documentId}/chat${before === null ? '' : `?before=${before}`}`,
    undefined,
    chatPage,
  )

export const searchChat = (documentId: string, query: string, before: number | null) =>
  request(
    'GET',
    `/api/documents/${documentId}/chat/search?q=${encodeURIComponent(query)}${before === null ? '' : `&before=${before}`}`,
    undefined,
    chatPage,
  )

/** Begins a thread of comments about a passage. */
export const beginThread = (documentId: string, passage: Passage, words: string) =>
  request(
    'POST',
    `/api/documents/${documentId}/comments`,
    { action: { kind: 'thread', passage, text: words.slice(0, MAX_COMMENT_TEXT).toWellFormed() } },
    anything,
  )

export const fileAddress = (documentId: string, file: string): string =>
  `/api/documents/${documentId}/files/${file}`

/** Adds a picture to the files of the document. Never rejects. */
export async function sendPicture(documentId: string, file: File): Promise<Outcome<DocumentFile>> {
  const failed = (status: number, message: string): Outcome<DocumentFile> => ({
    ok: false,
    status,
    word: '',
    message,
    retryAfter: null,
  })
  const t = pageWords()
  try {
    const name = encodeURIComponent(file.name)
    const answer = await fetch(`/api/documents/${documentId}/chat/pictures?name=${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    })
    const json: unknown = await answer.json()
    if (!answer.ok) {
      return failed(answer.status, refusal.safeParse(json).data?.message ?? t('chat.picture.failed'))
    }
    const parsed = documentFile.safeParse(json)
    return parsed.success ? { ok: true, data: parsed.data } : failed(answer.status, t('chat.picture.failed'))
  } catch {
    return failed(0, t('chat.picture.unreachable'))
  }
}
