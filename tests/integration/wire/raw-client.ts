import { Buffer } from 'node:buffer'
import type { Socket } from 'node:net'
import { encodeFrame, type Frame, type FrameFields, OPCODE, readFrames } from './frames.ts'
import { requestUpgrade, type UpgradeRequest } from './upgrade-request.ts'
import { within } from './within.ts'

const CLOSE_MS = 10_000

/** How the line ended: the code and reason of the close frame, or 1006 when there was none. */
export interface Closing {
  readonly code: number
  readonly reason: string
}

/** A WebSocket client that may break every rule of the protocol. It answers no ping; a close only when `polite`. */
export class RawClient {
  readonly frames: Frame[] = []
  readonly #socket: Socket
  readonly #onFrame: (frame: Frame) => void
  readonly #closed: Promise<Closing>
  #rest: Buffer
  #polite = true
  closing: Closing | null = null

  private constructor(socket: Socket, early: Buffer, onFrame: (frame: Frame) => void) {
    this.#socket = socket
    this.#onFrame = onFrame
    this.#rest = Buffer.alloc(0)
    // a server that cuts the line while we write is an end like any other
    socket.on('error', () => socket.destroy())
    this.#closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.closing ??= { code: 1006, reason: '' }
        resolve(this.closing)
      })
    })
    socket.on('data', (octets: Buffer) => this.#receive(octets))
    socket.on('end', () => socket.end())
    this.#receive(early)
    socket.resume()
  }

  /** Connects. Throws when the server does not answer 101. */
  static async open(
    port: number,
    request: UpgradeRequest,
    onFrame: (frame: Frame) => void = () => undefined,
  ): Promise<RawClient> {
    const { status, body, socket, early } = await requestUpgrade(port, request)
    if (status !== 101) throw new Error(`handshake refused: ${status} ${body}`)
    return new RawClient(socket, early, onFrame)
  }

  /** How the socket stands, in words. */
  get condition(): string {
    const { bytesRead, bytesWritten, readyState } = this.#socket
    const frozen = this.#socket.isPaused() ? ', frozen' : ''
    return `${readyState}${frozen}, ${bytesRead} octets in ${this.frames.length} frames read, ${bytesWritten} written`
  }

  /** Leaves the server's close without an answer. */
  ignoreClose(): void {
    this.#polite = false
  }

  /** Reads nothing more from the line. */
  stopReading(): void {
    this.#socket.pause()
  }

  sendOctets(octets: Uint8Array): void {
    this.#socket.write(octets)
  }

  sendFrame(fields: FrameFields): void {
    this.sendOctets(encodeFrame(fields))
  }

  /** Sends a Yjs message as one binary frame. */
  send(message: Uint8Array): void {
    this.sendFrame({ payload: message })
  }

  /** Says 1000 and waits for the end of the line. */
  async leave(): Promise<void> {
    this.sendFrame({ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) })
    await this.closed()
  }

  /** Ends the TCP stream without a WebSocket close, after what was sent. */
  hangUp(): void {
    this.#socket.end()
  }

  /** Reads nothing from its socket, or goes on: the server cannot tell it from a machine that was switched off. */
  freeze(frozen: boolean): void {
    if (frozen) this.#socket.pause()
    else this.#socket.resume()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Resolves once the TCP line has ended. */
  closed(ms = CLOSE_MS): Promise<Closing> {
    return within(ms, 'end of the line', this.#closed)
  }

  #receive(octets: Buffer): void {
    const { frames, rest } = readFrames(Buffer.concat([this.#rest, octets]))
    this.#rest = rest
    for (const frame of frames) {
      this.frames.push(frame)
      if (frame.opcode === OPCODE.close) this.#receiveClose(frame.payload)
      else this.#onFrame(frame)
    }
  }

  #receiveClose(payload: Buffer): void {
    this.closing ??= {
      code: payload.length < 2 ? 1005 : payload.readUInt16BE(0),
      reason: payload.subarray(2).toString(),
    }
    if (this.#polite) this.#socket.end(encodeFrame({ opcode: OPCODE.close, payload }))
  }
}
