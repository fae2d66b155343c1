/** Machine words of close reasons. At most 123 octets on the wire (RFC 6455 section 5.5). */
export type CloseWord =
  | 'left'
  | 'stop'
  | 'idle'
  | 'framing'
  | 'text-frame'
  | 'binary-frame'
  | 'malformed'
  | 'role'
  | 'revoked'
  | 'deleted'
  | 'banned'
  | 'session'
  | 'guard'
  | 'message-size'
  | 'doc-size'
  | 'compression'
  | 'storage'
  | 'internal'
  | 'restart'
  | 'rate'
  | 'chat-rate'
  | 'slow'
  | 'overload'

/** How a connection ends. `retryAfter` (seconds) is only for 1013 and stands behind the word: `rate 5`. */
export interface Close {
  readonly code: number
  readonly word: CloseWord
  readonly retryAfter?: number
}

export const closeReason = (close: Close): string =>
  close.retryAfter === undefined ? close.word : `${close.word} ${close.retryAfter}`

/** What a client does after a close: the client's column of the close-code table (SPEC C). */
export type AfterClose =
  | { readonly kind: 'stop'; readonly code: number; readonly word: string }
  | { readonly kind: 'retry'; readonly delay: 'backoff' | 'jitter' | { readonly seconds: number } }

const STOP_CODES: ReadonlySet<number> = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010, 1015])

/** Decides what a client does after the connection closed with `code` and `reason`. Unknown codes retry. */
export function afterClose(code: number, reason: string): AfterClose {
  const [word = '', seconds = ''] = reason.split(' ')
  if (STOP_CODES.has(code)) return { kind: 'stop', code, word }
  if (code === 1012) return { kind: 'retry', delay: 'jitter' }
  if (code === 1013 && /^\d{1,4}$/.test(seconds)) {
    return { kind: 'retry', delay: { seconds: Number(seconds) } }
  }
  return { kind: 'retry', delay: 'backoff' }
}
