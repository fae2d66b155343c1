import type { Connection } from './connection.ts'

interface HeldMessage {
  readonly connection: Connection
  readonly data: Uint8Array
}

/** Lets messages into a room, or keeps them in order until it is opened by all who closed it. */
export class MessageGate {
  #closers = 0
  #held: HeldMessage[] = []
  #waiting: (() => void)[] = []

  get isOpen(): boolean {
    return this.#closers === 0
  }

  close(): void {
    this.#closers++
  }

  /** Opens it for one who closed it. The last one delivers what was kept. */
  open(deliver: (message: HeldMessage) => void): void {
    this.#closers--
    if (!this.isOpen) return
    const held = this.#held
    this.#held = []
    for (const message of held) {
      message.connection.resumeReading()
      deliver(message)
    }
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  /** Keeps a message, and the peer from sending more. `data` may be a window on a buffer that is used again. */
  keep(connection: Connection, data: Uint8Array): void {
    connection.pauseReading()
    this.#held.push({ connection, data: data.slice() })
  }

  /** Resolves as soon as it is open. */
  opened(): Promise<void> {
    return this.isOpen ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve))
  }
}
