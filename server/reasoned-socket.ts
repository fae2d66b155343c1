import type { Buffer } from 'node:buffer'
import { WebSocket } from 'ws'
import type { Close } from '../lib/close-codes.ts'

/** Words for the closes that `ws` sends by itself when a peer breaks the protocol. */
const PROTOCOL_WORDS: Readonly<Record<number, Close['word']>> = {
  1002: 'framing',
  1007: 'malformed',
  1008: 'guard',
  1009: 'message-size',
}

/** `ws` closes a broken line without a reason; ours always says why. */
export class ReasonedSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, reason ?? (code === undefined ? undefined : PROTOCOL_WORDS[code]))
  }
}
