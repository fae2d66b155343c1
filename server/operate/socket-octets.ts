import type { Duplex } from 'node:stream'

export interface Octets {
  readonly in: number
  readonly out: number
}

interface Counting {
  readonly bytesRead?: number
  readonly bytesWritten?: number
}

/** What went over sockets, open and ended. They count by themselves; this only asks them. */
export class SocketOctets {
  readonly #open = new Set<Duplex>()
  #endedIn = 0
  #endedOut = 0

  opened(socket: Duplex): void {
    this.#open.add(socket)
  }

  ended(socket: Duplex): void {
    if (!this.#open.delete(socket)) return
    const { bytesRead = 0, bytesWritten = 0 } = socket as Counting
    this.#endedIn += bytesRead
    this.#endedOut += bytesWritten
  }

  get total(): Octets {
    let received = this.#endedIn
    let sent = this.#endedOut
    for (const socket of this.#open) {
      const { bytesRead = 0, bytesWritten = 0 } = socket as Counting
      received += bytesRead
      sent += bytesWritten
    }
    return { in: received, out: sent }
  }
}
