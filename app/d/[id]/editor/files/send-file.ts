import { type DocumentFile, documentFile, refusal } from '../../../../../lib/api-schema.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { Outcome } from '../../../../request.ts'

const failed = (status: number, word: string, message: string): Outcome<DocumentFile> => ({
  ok: false,
  status,
  word,
  message,
  retryAfter: null,
})

/**
 * Adds a file to a document. Never rejects; an aborted one resolves as unreachable. `onShare` is told what share of it
 * has left, from 0 to 1, which only XMLHttpRequest knows.
 */
export function sendFile(
  documentId: string,
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Outcome<DocumentFile>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/documents/${documentId}/files?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total)
    request.onload = () => resolve(answerOf(request.status, request.response))
    request.onerror = () => resolve(failed(0, 'unreachable', pageWords()('files.upload.unreachable')))
    request.onabort = () => resolve(failed(0, 'aborted', ''))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    if (signal.aborted) resolve(failed(0, 'aborted', ''))
    else request.send(file)
  })
}

function answerOf(status: number, json: unknown): Outcome<DocumentFile> {
  if (status === 201) {
    const parsed = documentFile.safeParse(json)
    return parsed.success
      ? { ok: true, data: parsed.data }
      : failed(status, 'contract', pageWords()('files.upload.notUnderstood'))
  }
  const parsed = refusal.safeParse(json)
  const { error = '', message } = parsed.success ? parsed.data : {}
  return failed(status, error, message ?? pageWords()('files.upload.notUnderstood'))
}
