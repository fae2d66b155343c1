import type { Duplex } from 'node:stream'

export interface Octets {
  readonly in: number
  readonly out: number
}

interface Counting {
  readonly bytesRead?: number
  readonly bytesWritten?: number
}

const octetsOf = (socket: Duplex): Octets => {
  const { bytesRead = 0, bytesWritten = 0 } = socket as Counting
  return { in: bytesRead, out: bytesWritten }
}

/** What went over sockets, open and ended. They count by themselves; this only asks them. */
export class SocketOctets {
  readonly #open = new Set<Duplex>()
  #ended: Octets = { in: 0, out: 0 }

  opened(socket: Duplex): void {
    this.#open.add(socket)
  }

  ended(socket: Duplex): void {
    if (!this.#open.delete(socket)) return
    this.#ended = plus(this.#ended, octetsOf(socket))
  }

  get total(): Octets {
    let total = this.#ended
    for (const socket of this.#open) total = plus(total, octetsOf(socket))
    return total
  }
}

const plus = (a: Octets, b: Octets): Octets => ({ in: a.in + b.in, out: a.out + b.out })
