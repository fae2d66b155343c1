import { Buffer } from 'node:buffer'
import type { WebSocket } from 'ws'
import { type Close, closeReason } from '../lib/close-codes.ts'
import type { ControlMessage } from '../lib/control-messages.ts'
import type { Language } from '../lib/i18n/languages.ts'
import type { DocumentId } from '../lib/ids.ts'
import type { Role } from '../lib/roles.ts'
import { writeControl } from '../lib/wire.ts'
import { binaryFrame } from './frame.ts'
import type { FrameSink } from './frame-sink.ts'
import { type Sentence, said } from './sentence.ts'
import type { TokenBucket } from './token-bucket.ts'

/** Who is at the other end, settled at the upgrade. */
export interface Principal {
  readonly userId: string
  readonly name: string
  /** `#rrggbb` */
  readonly color: string
  readonly sessionId: string
  /** When the session ends, milliseconds since 1970. */
  readonly sessionEndsAt: number
}

/** Octets that may wait in a socket before its cursor stops. */
export const LAG_BYTES = 128 * 1024
/** A frame below this is copied to go out in one write with an ack: a write costs more than the copy. */
const MAX_JOINED_BYTES = 16 * 1024
/** Time a peer has to answer a close before its socket is cut. */
const CLOSE_TIMEOUT_MS = 3_000

interface PendingAck {
  /** Writes received up to and with this one … */
  count: number
  /** … are on disk once this record is. */
  readonly seq: number
}

/** One accepted socket on one document. Holds what the room must know of it; decides nothing. */
export class Connection {
  readonly id: string
  readonly document: DocumentId
  principal: Principal
  readonly controls: boolean
  role: Role
  /** Of the page that it belongs to. */
  readonly language: Language
  /** When what it may do is to be looked at anew, milliseconds since 1970: its session or the link ends. */
  accessEndsAt: number
  /** The record up to which this socket was sent everything. */
  cursor = 0
  /** Updates and step 2s received. */
  received = 0
  /** Yjs client ids that it was the first to use in the document. */
  readonly brought = { update: 0, step2: 0 }
  /** Writes behind a gap since the last complete step 2. While there are any, nothing may be acknowledged. */
  gaps = 0
  /** Since when the socket takes less than it is sent; null while it keeps up. */
  laggingSince: number | null = null
  /** Whether it has sent a step 2, which says what it knows to be deleted. */
  hasShownDeletions = false
  /** A step 1 that waits for the socket to drain. */
  owedStep2: ReadonlyMap<number, number> | null = null
  /** Yjs client id that this connection speaks for in awareness. */
  presenceId: number | null = null
  /** The one that it ever spoke for: it may come back as that one only. */
  claimedId: number | null = null
  /** Messages that wait for a verdict on one before them; null when none is open. */
  deferred: Uint8Array[] | null = null
  /** How we have ended it; null while it lasts, and when it ended by itself. */
  closedWith: Close | null = null
  lastSentAt: number
  lastHeardAt: number
  readonly updates: TokenBucket
  readonly awareness: TokenBucket
  readonly #ws: WebSocket
  readonly #socket: FrameSink
  readonly #now: () => number
  readonly #acks: PendingAck[] = []
  #acknowledged = 0
  #closed = false
  #drained = false

  constructor(options: {
    id: string
    document: DocumentId
    principal: Principal
    role: Role
    language: Language
    controls: boolean
    ws: WebSocket
    socket: FrameSink
    updates: TokenBucket
    awareness: TokenBucket
    now: () => number
  }) {
    this.id = options.id
    this.document = options.document
    this.principal = options.principal
    this.role = options.role
    this.language = options.language
    this.accessEndsAt = options.principal.sessionEndsAt
    this.controls = options.controls
    this.updates = options.updates
    this.awareness = options.awareness
    this.#ws = options.ws
    this.#socket = options.socket
    this.#now = options.now
    this.lastSentAt = options.now()
    this.lastHeardAt = this.lastSentAt
  }

  /** Nothing is sent or taken any more. */
  get closed(): boolean {
    return this.#closed
  }

  /** Octets written that the socket has not taken yet. */
  get backlog(): number {
    return this.#socket.writableLength
  }

  /** Writes a whole frame, which other sockets may share. */
  sendFrame(frame: Buffer): void {
    if (this.#closed || this.#ws.readyState !== this.#ws.OPEN) return
    this.#socket.write(frame)
    this.lastSentAt = this.#now()
    if (this.#socket.writableLength > LAG_BYTES) this.laggingSince ??= this.lastSentAt
  }

  send(message: Uint8Array): void {
    this.sendFrame(binaryFrame(message))
  }

  /** Sends a control message to a client that speaks the subprotocol; to a stock client nothing. */
  control(message: ControlMessage): void {
    if (this.controls) this.send(writeControl(message))
  }

  /** Tells whoever is at the other end something in their language. */
  notify(sentence: Sentence): void {
    this.control({ type: 'notice', text: said(sentence, this.language) })
  }

  /** What it may do from now on. `by` is the name of who changed it, null when nobody did. */
  changeRole(role: Role, by: string | null): void {
    if (this.role === role) return
    this.role = role
    this.control({ type: 'role', role, by })
  }

  /** Notes that the writes received so far are on disk as soon as record `seq` is. */
  oweAck(seq: number): void {
    if (this.gaps > 0) return
    const last = this.#acks.at(-1)
    if (last?.seq === seq) last.count = this.received
    else this.#acks.push({ count: this.received, seq })
  }

  /** Acknowledges what is owed up to record `committed`. Returns whether more is owed. */
  payAcks(committed: number): boolean {
    const ack = this.#takeAck(committed)
    if (ack !== null) this.sendFrame(ack)
    return this.#acks.length > 0
  }

  /** Writes the frame with what was committed up to record `committed`; an ack that it pays goes in the same write. */
  sendCommitted(frame: Buffer, committed: number): void {
    const ack = this.#takeAck(committed)
    if (ack === null) this.sendFrame(frame)
    else if (frame.length > (this.#socket.maxJoinedBytes ?? MAX_JOINED_BYTES)) {
      this.sendFrame(frame)
      this.sendFrame(ack)
    } else this.sendFrame(Buffer.concat([frame, ack]))
  }

  /** The frame that acknowledges what is on disk and has not been yet; null when there is nothing to tell. */
  #takeAck(committed: number): Buffer | null {
    const acks = this.#acks
    let paid = 0
    while (paid < acks.length && (acks[paid] as PendingAck).seq <= committed) paid++
    const count = acks[paid - 1]?.count ?? 0
    if (paid === acks.length) acks.length = 0
    else acks.splice(0, paid)
    if (count <= this.#acknowledged) return null
    this.#acknowledged = count
    return this.controls ? binaryFrame(writeControl({ type: 'saved', count })) : null
  }

  openGap(): void {
    this.gaps++
  }

  /** A complete step 2 holds all that the connection sent before it, also what came behind a gap. */
  closeGap(): void {
    this.gaps = 0
  }

  pauseReading(): void {
    if (!this.#closed) this.#ws.pause()
  }

  resumeReading(): void {
    if (!this.#closed && !this.#drained) this.#ws.resume()
  }

  /** Takes nothing more: what the peer still sends was not acknowledged and stays with it. */
  stopReading(): void {
    this.#drained = true
    this.pauseReading()
  }

  ping(): void {
    if (!this.#closed) this.#ws.ping()
  }

  close(close: Close): void {
    if (this.#closed) return
    this.#closed = true
    this.closedWith = close
    this.#ws.resume()
    this.#ws.close(close.code, closeReason(close))
    setTimeout(() => this.#ws.terminate(), CLOSE_TIMEOUT_MS).unref()
  }

  /** The peer has answered something, if only a ping. */
  heard(): void {
    this.lastHeardAt = this.#now()
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
