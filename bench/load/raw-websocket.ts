import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import {
  encodeFrame,
  type FrameSpan,
  OPCODE_BINARY,
  OPCODE_CLOSE,
  OPCODE_PING,
  OPCODE_PONG,
  OPCODE_TEXT,
  readHeader,
} from './frame.ts'

/** All sockets but slow ones read into this one buffer: a read is parsed before the next one starts. */
const READ_BUFFER = Buffer.allocUnsafeSlow(256 * 1024)
/** What a slow socket reads at a time. Kept apart: a shared buffer would be larger than a second's worth. */
const SIP_BYTES = 8 * 1024
/** A frame larger than this gets a buffer of its own, which goes when the frame is handled. */
const LARGE_FRAME_BYTES = 1024 * 1024
const KEY_OCTETS = 16
const NOTHING = Buffer.alloc(0)
const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8])

export interface Handshake {
  readonly port: number
  readonly path: string
  readonly cookie: string | null
  readonly protocol: string | null
  /** Whether `readAtMost` will be used. */
  readonly sips: boolean
}

/** `bytes` is valid only during the call. */
export interface SocketHandlers {
  opened(): void
  message(bytes: Buffer, start: number, end: number): void
  /** Once, whoever closed, and also when the handshake is refused. */
  closed(why: string): void
}

function requestText({ port, path, cookie, protocol }: Handshake): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(KEY_OCTETS).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    ...(cookie === null ? [] : [`Cookie: ${cookie}`]),
    ...(protocol === null ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** A WebSocket client on a bare TCP socket, so that receiving costs the generator as little as can be. */
export class RawWebSocket {
  readonly #socket: Socket
  readonly #handlers: SocketHandlers
  readonly #span: FrameSpan = { opcode: 0, start: 0, end: 0 }
  readonly #readBuffer: Buffer
  /** What a read left incomplete: octets 0 to `#held` of `#hold`. */
  #hold: Buffer = NOTHING
  #held = 0
  /** Octets of the incomplete frame, header included; 0 when that is not known yet. */
  #wanted = 0
  #bytesPerSecond: number | null = null
  #resume: NodeJS.Timeout | null = null
  #open = false
  #closeReason: string | null = null
  /** Of WebSocket frames; the answer to the handshake is not counted. */
  bytesReceived = 0

  constructor(handshake: Handshake, handlers: SocketHandlers) {
    this.#handlers = handlers
    this.#readBuffer = handshake.sips ? Buffer.allocUnsafeSlow(SIP_BYTES) : READ_BUFFER
    this.#socket = connect({
      host: '127.0.0.1',
      port: handshake.port,
      noDelay: true,
      onread: {
        buffer: this.#readBuffer,
        callback: (length) => this.#received(length),
      },
    })
    this.#socket.on('error', (error) => {
      this.#closeReason ??= error.message
    })
    this.#socket.on('close', () => {
      if (this.#resume !== null) clearTimeout(this.#resume)
      handlers.closed(this.#closeReason ?? 'line dropped')
    })
    this.#socket.write(requestText(handshake))
  }

  /** Sends frames made by `encodeFrame`. False when the socket's buffer is full: wait for `onceDrained`. */
  send(frames: Uint8Array): boolean {
    return this.#socket.write(frames)
  }

  onceDrained(then: () => void): void {
    this.#socket.once('drain', then)
  }

  /** From here on the socket takes no more than this; 0 stalls it, null lets it read freely again. */
  readAtMost(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond
    if (this.#resume !== null) clearTimeout(this.#resume)
    if (bytesPerSecond === null) this.#socket.resume()
    else this.#rest(SIP_BYTES)
  }

  /** Reads no more until `length` octets are due. */
  #rest(length: number): void {
    this.#socket.pause()
    if (!this.#bytesPerSecond) return
    this.#resume = setTimeout(() => this.#socket.resume(), (length * 1000) / this.#bytesPerSecond)
  }

  close(): void {
    this.#closeReason ??= 'closed here'
    if (this.#open) this.#socket.end(encodeFrame(NORMAL_CLOSURE, OPCODE_CLOSE))
    else this.#socket.destroy()
  }

  #received(length: number): boolean {
    this.bytesReceived += length
    if (this.#held === 0) this.#keep(this.#readBuffer, this.#parse(this.#readBuffer, length), length)
    else {
      this.#keep(this.#readBuffer, 0, length)
      const held = this.#held
      const parsed = this.#parse(this.#hold, held)
      this.#hold.copyWithin(0, parsed, held)
      this.#held = held - parsed
      if (this.#held === 0 && this.#hold.length > LARGE_FRAME_BYTES) this.#hold = NOTHING
    }
    if (this.#bytesPerSecond !== null) this.#rest(length)
    return true
  }

  /** Appends octets `from` to `to` to what is held. */
  #keep(bytes: Buffer, from: number, to: number): void {
    const needed = this.#held + to - from
    if (needed === 0) return
    if (needed > this.#hold.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#wanted, needed * 2))
      this.#hold.copy(larger, 0, 0, this.#held)
      this.#hold = larger
    }
    bytes.copy(this.#hold, this.#held, from, to)
    this.#held = needed
  }

  /** Handles what is complete and returns where the incomplete rest begins. */
  #parse(bytes: Buffer, length: number): number {
    let at = this.#open ? 0 : this.#readResponse(bytes, length)
    if (!this.#open) return at
    const span = this.#span
    this.#wanted = 0
    while (readHeader(bytes, at, length, span)) {
      if (span.end > length) {
        this.#wanted = span.end - at
        break
      }
      at = span.end
      if (span.opcode === OPCODE_BINARY || span.opcode === OPCODE_TEXT)
        this.#handlers.message(bytes, span.start, span.end)
      else this.#control(bytes.subarray(span.start, span.end), span.opcode)
    }
    return at
  }

  #readResponse(bytes: Buffer, length: number): number {
    const end = bytes.subarray(0, length).indexOf('\r\n\r\n')
    if (end === -1) return 0
    const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'))
    if (!status.includes(' 101 ')) {
      this.#closeReason = status
      this.#socket.destroy()
      return length
    }
    this.#open = true
    this.bytesReceived = length - end - 4
    this.#handlers.opened()
    return end + 4
  }

  #control(payload: Buffer, opcode: number): void {
    if (opcode === OPCODE_PING) this.#socket.write(encodeFrame(payload, OPCODE_PONG))
    if (opcode !== OPCODE_CLOSE) return
    const code = payload.length < 2 ? 1005 : payload.readUInt16BE(0)
    this.#closeReason ??= `${code} ${payload.toString('utf8', 2)}`.trim()
    this.#socket.end(encodeFrame(payload.subarray(0, 2), OPCODE_CLOSE))
  }
}
