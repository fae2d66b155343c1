import {
  MESSAGE_AWARENESS,
  MESSAGE_CONTROL,
  MESSAGE_SYNC,
  SYNC_STEP_1,
  SYNC_STEP_2,
  SYNC_UPDATE,
  writeStep1,
  writeStep2,
} from '../../lib/wire.ts'
import { type DialectRules, dialectRules, HOCUSPOCUS_AUTH, HOCUSPOCUS_SYNC_REPLY } from './dialect.ts'
import { encodeFrame } from './frame.ts'
import type { Endpoint } from './job.ts'
import { RawWebSocket } from './raw-websocket.ts'

/** What a client has when it opens its line. */
export interface Holding {
  readonly stateVector: Uint8Array
  /** What it answers to the server's step 1: Yjs repeats all deletions even if nothing else is missing. */
  readonly step2: Uint8Array
}

/** The encodings of an empty state vector and of an update without content. */
const NOTHING: Holding = { stateVector: new Uint8Array([0]), step2: new Uint8Array([0, 0]) }

export interface SyncClientOptions {
  readonly endpoint: Endpoint
  readonly document: string
  readonly cookie: string | null
  readonly holding?: Holding
  /** Whether the line will be made slow. */
  readonly sips?: boolean
  /** An update or a step 2, valid only during the call. */
  readonly onUpdate: (bytes: Buffer, start: number, end: number) => void
  /** Awareness entries, valid only during the call. */
  readonly onAwareness?: (bytes: Buffer, start: number, end: number) => void
  /** The first `count` updates and step 2s sent here are on disk. */
  readonly onSaved?: (count: number) => void
  /** Not called for a close that was asked for here. */
  readonly onLost: (why: string) => void
}

/** Does what a stock client does on a new line: step 1, and step 2 in answer to the server's step 1. */
export class SyncClient {
  readonly #options: SyncClientOptions
  readonly #rules: DialectRules
  readonly #holding: Holding
  readonly #socket: RawWebSocket
  readonly #synced = Promise.withResolvers<void>()
  #closing = false
  /** Octets of the updates and step 2s received. */
  contentReceived = 0
  /** Updates and step 2s sent, which is what the server's `saved` counts. */
  writesSent = 0

  constructor(options: SyncClientOptions) {
    this.#options = options
    this.#holding = options.holding ?? NOTHING
    this.#rules = dialectRules(options.endpoint.dialect, options.document)
    this.#synced.promise.catch(() => undefined)
    this.#socket = new RawWebSocket(
      {
        port: options.endpoint.port,
        path: this.#rules.path,
        protocol: this.#rules.subprotocol,
        cookie: options.cookie,
        sips: options.sips ?? false,
      },
      {
        opened: () => this.#opened(),
        message: (bytes, start, end) => this.#message(bytes, start, end),
        closed: (why) => this.#closed(why),
      },
    )
  }

  /** Resolves with the first step 2; rejects when the line closes before it. */
  get synced(): Promise<void> {
    return this.#synced.promise
  }

  get bytesReceived(): number {
    return this.#socket.bytesReceived
  }

  /** One message of the y-websocket protocol as a frame for this line; may be made long before it is sent. */
  frame(message: Uint8Array): Buffer {
    return encodeFrame(this.#rules.address(message))
  }

  /** Sends `count` framed updates. False when the socket's buffer is full. */
  sendUpdates(frames: Uint8Array, count: number): boolean {
    this.writesSent += count
    return this.#socket.send(frames)
  }

  sendOther(message: Uint8Array): void {
    this.#socket.send(this.frame(message))
  }

  /** Octets per second; 0 stalls, null reads freely. Only on a line made with `sips`. */
  readAtMost(bytesPerSecond: number | null): void {
    this.#socket.readAtMost(bytesPerSecond)
  }

  onceDrained(then: () => void): void {
    this.#socket.onceDrained(then)
  }

  close(): void {
    this.#closing = true
    this.#socket.close()
  }

  #opened(): void {
    if (!this.#rules.syncs) this.#synced.resolve()
    else if (this.#rules.authentication !== null) this.#socket.send(encodeFrame(this.#rules.authentication))
    else this.#askForContent()
  }

  #askForContent(): void {
    this.sendOther(writeStep1(this.#holding.stateVector))
  }

  #closed(why: string): void {
    this.#synced.reject(new Error(why))
    if (!this.#closing) this.#options.onLost(why)
  }

  #message(bytes: Buffer, start: number, end: number): void {
    const at = start + this.#rules.addressOctets
    switch (bytes[at]) {
      case MESSAGE_SYNC:
      case HOCUSPOCUS_SYNC_REPLY:
        this.#sync(bytes, at + 1, end)
        break
      case HOCUSPOCUS_AUTH:
        if (this.#rules.authentication !== null) this.#askForContent()
        break
      case MESSAGE_AWARENESS:
        this.#options.onAwareness?.(bytes, afterVarUint(bytes, at + 1), end)
        break
      case MESSAGE_CONTROL:
        this.#control(bytes, at + 1, end)
        break
    }
  }

  #sync(bytes: Buffer, at: number, end: number): void {
    const step = bytes[at]
    if (step === SYNC_STEP_1) {
      this.sendUpdates(this.frame(writeStep2(this.#holding.step2)), 1)
      return
    }
    if (step !== SYNC_STEP_2 && step !== SYNC_UPDATE) throw new Error(`sync step ${step}`)
    const start = afterVarUint(bytes, at + 1)
    this.contentReceived += end - start
    this.#options.onUpdate(bytes, start, end)
    if (step === SYNC_STEP_2) this.#synced.resolve()
  }

  #control(bytes: Buffer, at: number, end: number): void {
    const json: unknown = JSON.parse(bytes.toString('utf8', afterVarUint(bytes, at), end))
    if (typeof json !== 'object' || json === null || !('type' in json)) return
    if (json.type === 'saved' && 'count' in json) this.#options.onSaved?.(Number(json.count))
    if (json.type === 'rejected') this.#options.onLost(`rejected: ${JSON.stringify(json)}`)
  }
}

function afterVarUint(bytes: Buffer, at: number): number {
  let next = at
  while ((bytes[next] ?? 0) >= 0x80) next++
  return next + 1
}
