import type { Buffer } from 'node:buffer'
import { deflated, LEAST_BYTES } from './deflated-frame.ts'

/** Where a connection writes its frames: a socket, or what compresses before one. */
export interface FrameSink {
  write(frames: Buffer): boolean
  /** Octets that wait. */
  readonly writableLength: number
  /** Frames of more octets are not to be put side by side with others: what is made of them is shared. */
  readonly maxJoinedBytes?: number
  on(event: 'drain', listener: () => void): unknown
}

interface Socket extends FrameSink {
  readonly writableNeedDrain: boolean
}

/**
 * Writes frames compressed. While a large one is compressed in another thread those behind it wait, in order, and
 * the sink says that it is full, so that its reader counts as lagging and little comes.
 */
export class DeflatingSink implements FrameSink {
  readonly maxJoinedBytes = LEAST_BYTES
  readonly #socket: Socket
  readonly #isOpen: () => boolean
  #waiting: Buffer[] | null = null
  #onDrain: () => void = () => undefined

  /** `isOpen` says whether frames may still be sent: none goes behind a close. */
  constructor(socket: Socket, isOpen: () => boolean) {
    this.#socket = socket
    this.#isOpen = isOpen
    socket.on('drain', () => {
      if (this.#waiting === null) this.#onDrain()
    })
  }

  get writableLength(): number {
    return this.#waiting === null ? this.#socket.writableLength : Number.POSITIVE_INFINITY
  }

  on(_event: 'drain', listener: () => void): void {
    this.#onDrain = listener
  }

  write(frames: Buffer): boolean {
    if (this.#waiting !== null) {
      this.#waiting.push(frames)
      return false
    }
    const twin = deflated(frames)
    if (!(twin instanceof Promise)) return this.#socket.write(twin)
    this.#waiting = []
    void twin.then((ready) => this.#goOn(ready))
    return false
  }

  #goOn(ready: Buffer): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    if (!this.#isOpen()) return
    this.#socket.write(ready)
    for (const frames of waiting) this.write(frames)
    if (this.#waiting === null && !this.#socket.writableNeedDrain) this.#onDrain()
  }
}
