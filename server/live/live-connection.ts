import type { Buffer } from 'node:buffer'
import type { WebSocket } from 'ws'
import { type Close, closeReason } from '../../lib/close-codes.ts'
import type { DocumentId } from '../../lib/ids.ts'
import type { LiveMessage } from '../../lib/live-messages.ts'
import type { Role } from '../../lib/roles.ts'
import type { Topic, TopicKind } from '../../lib/talk.ts'
import type { Principal } from '../connection.ts'
import { textFrame } from '../frame.ts'
import type { FrameSink } from '../frame-sink.ts'

/** Octets that may wait in a socket: past them its reader is too slow. */
const MAX_BACKLOG_BYTES = 1024 * 1024
/** Time a peer has to answer a close before its socket is cut. */
const CLOSE_TIMEOUT_MS = 3_000
const TOO_SLOW: Close = { code: 1013, word: 'slow', retryAfter: 5 }

/** What one connection listens to. */
export interface Subscription {
  readonly topic: Topic
  readonly kind: TopicKind
  /** Null for what is about no document. */
  readonly document: DocumentId | null
  role: Role
  /** Access is to be looked at anew then, milliseconds since 1970. */
  accessEndsAt: number
  /** The last event that it was sent. */
  cursor: number
  /** Still being sent what it missed. */
  isBehind: boolean
}

/** One accepted socket on `/live`: a tab. Holds what is known of it; decides nothing. */
export class LiveConnection {
  readonly id: string
  principal: Principal
  readonly subscriptions = new Map<Topic, Subscription>()
  /** Topics that are about to be listened to, and for which request. */
  readonly opening = new Map<Topic, symbol>()
  /** How we have ended it; null while it lasts, and when it ended by itself. */
  closedWith: Close | null = null
  lastSentAt: number
  lastHeardAt: number
  readonly #ws: WebSocket
  readonly #socket: FrameSink
  readonly #now: () => number
  #closed = false

  constructor(id: string, principal: Principal, ws: WebSocket, socket: FrameSink, now: () => number) {
    this.id = id
    this.principal = principal
    this.#ws = ws
    this.#socket = socket
    this.#now = now
    this.lastSentAt = now()
    this.lastHeardAt = this.lastSentAt
  }

  /** Nothing is sent or taken any more. */
  get closed(): boolean {
    return this.#closed
  }

  /** How many topics it listens to, or is about to. */
  get topics(): number {
    return this.subscriptions.size + this.opening.size
  }

  /** Writes a whole frame, which other sockets may share. Who reads too slowly is sent away. */
  sendFrame(frame: Buffer): void {
    if (this.#closed || this.#ws.readyState !== this.#ws.OPEN) return
    if (this.#socket.writableLength > MAX_BACKLOG_BYTES) {
      this.close(TOO_SLOW)
      return
    }
    this.#socket.write(frame)
    this.lastSentAt = this.#now()
  }

  send(message: LiveMessage): void {
    this.sendFrame(textFrame(JSON.stringify(message)))
  }

  ping(): void {
    if (!this.#closed) this.#ws.ping()
  }

  /** The peer has answered something, if only a ping. */
  heard(): void {
    this.lastHeardAt = this.#now()
  }

  /** Takes nothing more: what the peer still sends was not acknowledged and stays with it. */
  stopReading(): void {
    if (!this.#closed) this.#ws.pause()
  }

  close(close: Close): void {
    if (this.#closed) return
    this.#closed = true
    this.closedWith = close
    this.#ws.resume()
    this.#ws.close(close.code, closeReason(close))
    setTimeout(() => this.#ws.terminate(), CLOSE_TIMEOUT_MS).unref()
  }

  /** The socket has ended by itself. */
  gone(): void {
    this.#closed = true
  }

  /** Cuts the line without a word: the peer does not answer. */
  terminate(): void {
    this.#closed = true
    this.#ws.terminate()
  }
}
