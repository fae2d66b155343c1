import { MESSAGE_SYNC, SYNC_STEP_2, SYNC_UPDATE } from './wire.ts'
import type { CountedKind } from './write-ledger.ts'

export interface SocketHooks {
  /** A new connection is being made; counts start at zero. */
  created(): void
  /** A step 2 or an update was handed to the socket. */
  sent(kind: CountedKind): void
}

/** Says whether the server counts a message: its first two octets are `0 1` or `0 2`. */
export function countedKind(message: Uint8Array): CountedKind | null {
  if (message[0] !== MESSAGE_SYNC) return null
  if (message[1] === SYNC_STEP_2) return 'step2'
  return message[1] === SYNC_UPDATE ? 'update' : null
}

type SendData = Parameters<WebSocket['send']>[0]

const octetsOf = (data: SendData): Uint8Array | null => {
  if (data instanceof Uint8Array) return data
  return data instanceof ArrayBuffer ? new Uint8Array(data) : null
}

/** A WebSocket class that reports each counted message after it was handed over, never one that `send` refused. */
export function countingSocket(Base: typeof WebSocket, hooks: SocketHooks): typeof WebSocket {
  return class CountingSocket extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      hooks.created()
    }

    override send(data: SendData): void {
      super.send(data)
      const octets = octetsOf(data)
      const kind = octets === null ? null : countedKind(octets)
      if (kind !== null) hooks.sent(kind)
    }
  }
}
