import { Buffer } from 'node:buffer'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { readFrames } from '../../integration/wire/frames.ts'

/** What waits in a socket counts this many times: a small document stands for a large one. */
const SCALE = 20_000
/** Octets from which on `write` answers that it is enough for now, as in Node. */
const HIGH_WATER_MARK = 16 * 1024

type ToClient =
  | { readonly kind: 'message'; readonly payload: Uint8Array }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
type ToServer = { readonly kind: 'message'; readonly payload: Uint8Array } | { readonly kind: 'gone' }

/** The server's end of a line. */
export interface ServerEnd {
  message(payload: Uint8Array): void
  drain(): void
  gone(): void
}

/** The client's end of a line. */
export interface ClientEnd {
  message(payload: Uint8Array): void
  closed(code: number): void
}

/**
 * One connection with what is under way in it. Nothing arrives until it is told to.
 *
 *   server ──write──► buffer ──(flows)──► network ──toClient──► client
 *   server ◄─────────── toServer ──────── network ◄─────say──── client
 */
export class Line {
  readonly ws: WebSocket
  readonly socket: Duplex
  server: ServerEnd | null = null
  /** The updates and step 2s that the client has said, in order: what the server counts. */
  readonly counted: Uint8Array[] = []
  readonly #client: ClientEnd
  /** Called with each message before anybody else can see it. */
  readonly #onWritten: (line: Line, payload: Uint8Array) => void
  #buffer: { readonly item: ToClient; readonly octets: number }[] = []
  #toClient: ToClient[] = []
  #toServer: ToServer[] = []
  #flowing = true
  #needsDrain = false
  #paused = false
  /** The server has said its last word. */
  #serverDone = false
  /** The client has hung up. */
  #clientDone = false

  constructor(client: ClientEnd, onWritten: (line: Line, payload: Uint8Array) => void) {
    this.#client = client
    this.#onWritten = onWritten
    this.ws = this.#makeWebSocket()
    this.socket = this.#makeSocket()
  }

  /** Nothing is under way. */
  get idle(): boolean {
    return this.#buffer.length + this.#toClient.length + this.#toServer.length === 0
  }

  /** Neither end is there any more. */
  get over(): boolean {
    return this.#clientDone && this.server === null
  }

  /** The client says something; `update` is what it writes by that. */
  say(payload: Uint8Array, update: Uint8Array | null): void {
    if (this.#clientDone) return
    this.#toServer.push({ kind: 'message', payload })
    if (update !== null) this.counted.push(update)
  }

  /** The client hangs up. Of what it said the first `arrive` messages still do, before the server learns of it. */
  hangUp(arrive: number): void {
    if (this.#clientDone) return
    this.#clientDone = true
    this.#toServer = [...this.#toServer.slice(0, arrive), { kind: 'gone' }]
    this.#toClient = []
  }

  /** The server's process ends. The first `arrive` messages on their way to the client still do. */
  cut(arrive: number): void {
    this.server = null
    this.#serverDone = true
    this.#toServer = []
    this.#buffer = []
    this.#toClient = [...this.#toClient.slice(0, arrive), { kind: 'close', code: 1006, reason: '' }]
  }

  /** The server gets up to `count` messages in one piece, so that pausing takes effect after it only. */
  toServer(count: number): void {
    if (this.server === null || this.#paused) return
    for (const item of this.#toServer.splice(0, count)) {
      if (item.kind === 'message') this.server?.message(item.payload)
      else this.#end()
    }
  }

  /** The client gets up to `count` messages. */
  toClient(count: number): void {
    for (const item of this.#toClient.splice(0, count)) {
      if (this.#clientDone) return
      if (item.kind === 'message') this.#client.message(item.payload)
      else {
        this.hangUp(0)
        this.#client.closed(item.code)
      }
    }
  }

  /** The client's machine takes nothing more from its socket. */
  stall(): void {
    this.#flowing = false
  }

  /** The client's machine takes `count` messages from its socket; all of them and it flows again. */
  flow(count: number): void {
    for (const { item } of this.#buffer.splice(0, count)) this.#toClient.push(item)
    if (this.#buffer.length > 0) return
    this.#flowing = true
    if (!this.#needsDrain) return
    this.#needsDrain = false
    this.server?.drain()
  }

  #end(): void {
    const { server } = this
    this.server = null
    this.#serverDone = true
    this.#buffer = []
    if (!this.#clientDone) this.#toClient.push({ kind: 'close', code: 1006, reason: '' })
    server?.gone()
  }

  #put(item: ToClient, octets: number): void {
    if (this.#clientDone || this.#serverDone) return
    if (this.#flowing) this.#toClient.push(item)
    else this.#buffer.push({ item, octets })
  }

  get #backlog(): number {
    return this.#buffer.reduce((sum, { octets }) => sum + octets * SCALE, 0)
  }

  #makeWebSocket(): WebSocket {
    const line = this
    const ws = {
      OPEN: 1,
      get readyState(): number {
        return line.#serverDone ? 3 : 1
      },
      ping: () => undefined,
      pause: () => {
        line.#paused = true
      },
      resume: () => {
        line.#paused = false
      },
      terminate: () => line.#end(),
      close: (code: number, reason: string) => {
        line.#put({ kind: 'close', code, reason }, 4 + reason.length)
      },
    }
    return ws as unknown as WebSocket
  }

  #makeSocket(): Duplex {
    const line = this
    const socket = {
      get writableLength(): number {
        return line.#backlog
      },
      cork: () => undefined,
      uncork: () => undefined,
      write: (octets: Uint8Array): boolean => {
        const { frames, rest } = readFrames(Buffer.from(octets))
        if (rest.length > 0) throw new Error('the server wrote half a frame')
        for (const { payload } of frames) {
          line.#onWritten(line, payload)
          line.#put({ kind: 'message', payload }, payload.length)
        }
        const enough = line.#backlog >= HIGH_WATER_MARK
        line.#needsDrain ||= enough
        return !enough
      },
    }
    return socket as unknown as Duplex
  }
}
