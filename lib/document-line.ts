import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readSyncMessage } from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import { type Doc, decodeStateVector } from 'yjs'
import { afterClose } from './close-codes.ts'
import { type ClientMessage, type ControlMessage, controlMessage, SUBPROTOCOL } from './control-messages.ts'
import { countingSocket } from './counting-socket.ts'
import { deletionsUpdate } from './deletions-update.ts'
import { afterProbe, downCause, type ProbeResult, type RetryDelay, retryDelay } from './reconnect.ts'
import type { DownCause, Line } from './sync-status.ts'
import { MESSAGE_CONTROL, MESSAGE_SYNC, SYNC_STEP_1, SYNC_STEP_2, writeControl, writeUpdate } from './wire.ts'
import type { CountedKind } from './write-ledger.ts'

const CONNECT_TIMEOUT_MS = 15_000
const MALFORMED = { code: 1007, reason: 'malformed' } as const

/** What the line needs from the world around it. */
export interface LineWorld {
  readonly WebSocket: typeof WebSocket
  /** Asks over HTTP what a handshake would be answered, see `ProbeResult`. Never rejects. */
  readonly probe: () => Promise<ProbeResult>
  readonly isOnline: () => boolean
  /** In [0, 1). */
  readonly random: () => number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface LineEvents {
  changed(line: Line): void
  /** A new socket: the server's count starts at zero. */
  created(): void
  sent(kind: CountedKind): void
  control(message: ControlMessage): void
  /** Has an update of others applied by `apply`. */
  received<T>(update: Uint8Array, apply: () => T): T
  /** What the server lacks, by its state vector: the step 2 that answers its step 1. */
  stateFor(stateVector: Uint8Array): Uint8Array
  /** The connection ended with this code, whatever happens next. */
  ended(code: number): void
}

/**
 * One document's line to the server: y-websocket's provider, which speaks the protocol, under our own rules about
 * when to connect again.
 *
 *   connecting ──► open ──► (synced) ──┐ close, or the device went offline
 *       ▲                              ▼
 *       └──── delay ───── waiting ◄── afterClose ──► stopped
 */
export class DocumentLine {
  readonly provider: WebsocketProvider
  readonly #world: LineWorld
  readonly #events: LineEvents
  #line: Line = { kind: 'loading' }
  #cause: DownCause | null = null
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  /** We close the socket ourselves: its close decides nothing. */
  #dropping = false
  #destroyed = false
  #paused = false
  /** The next answer to a step 1 goes out in two: what it deletes, and then the rest. */
  #deletionsFirst = false

  /** `serverUrl` is the address of `/sync` with its scheme (`wss:` or `ws:`). Connects when `start` is called. */
  constructor(serverUrl: string, documentId: string, doc: Doc, world: LineWorld, events: LineEvents) {
    this.#world = world
    this.#events = events
    this.provider = new WebsocketProvider(serverUrl, documentId, doc, {
      connect: false,
      // What another tab says over BroadcastChannel has not been to the server: it must not count as synced.
      disableBc: true,
      protocols: [SUBPROTOCOL],
      shouldReconnect: () => false,
      WebSocketPolyfill: countingSocket(world.WebSocket, events),
    })
    this.provider.messageHandlers[MESSAGE_SYNC] = (encoder, decoder, provider, emitSynced) => {
      this.#sendDeletions(doc, decoder)
      encoding.writeVarUint(encoder, MESSAGE_SYNC)
      const start = decoder.pos
      const kind = decoding.readVarUint(decoder)
      const octets = decoding.readVarUint8Array(decoder)
      if (kind === SYNC_STEP_1) {
        encoding.writeVarUint(encoder, SYNC_STEP_2)
        encoding.writeVarUint8Array(encoder, events.stateFor(octets))
        return
      }
      decoder.pos = start
      // y-protocols swallows an update that does not apply; a document with a hole must not pass for the document.
      const apply = () => readSyncMessage(decoder, encoder, doc, provider, () => this.#fault())
      const step = events.received(octets, apply)
      if (emitSynced && step === SYNC_STEP_2 && !provider.synced) provider.synced = true
    }
    this.provider.messageHandlers[MESSAGE_CONTROL] = (_encoder, decoder) => {
      // Messages of a later protocol are not for us: what does not parse is passed over.
      const parsed = controlMessage.safeParse(parseJson(decoding.readVarString(decoder)))
      if (parsed.success) events.control(parsed.data)
    }
    this.#speakForOneself()
    this.provider.on('status', ({ status }) => this.#onStatus(status))
    this.provider.on('sync', (synced: boolean) => this.#onSync(synced))
    this.provider.on('connection-close', (event) => this.#onClose(event))
  }

  get line(): Line {
    return this.#line
  }

  start(): void {
    if (this.#line.kind === 'loading') this.#connect()
  }

  /** Connects at once when the line waits to. */
  tryNow(): void {
    if (this.#line.kind === 'waiting' && !this.#paused) this.#connect()
  }

  /** Connects once more after the document was full, for who has deleted something since. */
  tryAgain(): void {
    if (this.#line.kind !== 'stopped') return
    this.#deletionsFirst = true
    this.#attempt = 0
    this.#connect()
  }

  /** Says something to the server beside the document; false when there is no line. */
  say(message: ClientMessage): boolean {
    const { ws, wsconnected } = this.provider
    if (ws === null || !wsconnected) return false
    ws.send(writeControl(message).slice())
    return true
  }

  /** The device has a network again: what is under way was begun without one. */
  wentOnline(): void {
    if (this.#line.kind === 'connecting') {
      this.#drop()
      this.#connect()
    } else this.tryNow()
  }

  /** Takes the line down until {@link resume}, whatever else happens. */
  pause(): void {
    if (this.#line.kind === 'stopped') return
    this.#paused = true
    this.#drop()
    this.#set({ kind: 'waiting', cause: 'line', retryAt: this.#world.now() })
  }

  resume(): void {
    this.#paused = false
    this.tryNow()
  }

  /** The device lost its network: a socket may take minutes to notice, so it is closed now and tried again. */
  wentOffline(): void {
    if (this.#line.kind !== 'open' && this.#line.kind !== 'connecting') return
    this.#drop()
    this.#attempt += 1
    this.#wait('offline', 'backoff')
  }

  destroy(): void {
    this.#destroyed = true
    this.#clearTimer()
    this.provider.destroy()
  }

  /** A stock provider repeats all presence that it is told: in a crowd most of what a server hears. */
  #speakForOneself(): void {
    const { provider } = this
    const { awareness, _awarenessUpdateHandler: announce } = provider
    awareness.off('update', announce)
    provider._awarenessUpdateHandler = ({ added, updated, removed }, origin) => {
      const own = [...added, ...updated, ...removed].filter((id) => id === awareness.clientID)
      if (own.length > 0) announce({ added: [], updated: own, removed: [] }, origin)
    }
    awareness.on('update', provider._awarenessUpdateHandler)
  }

  /** A full document takes deletions, but not beside what is new. `decoder` stands before a sync message. */
  #sendDeletions(doc: Doc, decoder: decoding.Decoder): void {
    const ahead = decoding.clone(decoder)
    if (!this.#deletionsFirst || decoding.readVarUint(ahead) !== SYNC_STEP_1) return
    this.#deletionsFirst = false
    const known = decodeStateVector(decoding.readVarUint8Array(ahead))
    this.provider.ws?.send(writeUpdate(deletionsUpdate(doc, known)).slice())
  }

  #connect(): void {
    this.#clearTimer()
    this.#set({ kind: 'connecting', cause: this.#cause })
    this.#timer = setTimeout(() => {
      this.#drop()
      this.#retryAfterClose(1006, '')
    }, CONNECT_TIMEOUT_MS)
    this.provider.connect()
  }

  #onStatus(status: 'connected' | 'disconnected' | 'connecting'): void {
    if (status !== 'connected') return
    this.#clearTimer()
    this.#set({ kind: 'open', cause: this.#cause, synced: false })
  }

  #onSync(synced: boolean): void {
    if (!synced || this.#line.kind !== 'open') return
    this.#attempt = 0
    this.#cause = null
    this.#set({ kind: 'open', cause: null, synced: true })
  }

  /** Runs before the provider has let go of the socket, so nothing here connects in the same turn. */
  #onClose(event: CloseEvent | null): void {
    if (this.#destroyed || this.#dropping) return
    this.#clearTimer()
    const opened = this.provider.wsconnected
    // Without an event the provider's own watchdog closed a silent line, and would connect by its own rules.
    if (event === null) this.provider.shouldConnect = false
    const code = event?.code ?? 1006
    this.#events.ended(code)
    if (opened || !this.#world.isOnline()) this.#retryAfterClose(code, event?.reason ?? '')
    else this.#probe(code, event?.reason ?? '')
  }

  #retryAfterClose(code: number, reason: string): void {
    const next = afterClose(code, reason)
    if (next.kind === 'stop') {
      this.#stop(next.code, next.word)
      return
    }
    this.#attempt += 1
    this.#wait(downCause(code, this.#world.isOnline()), next.delay)
  }

  /** A connection that never opened: HTTP knows why, the socket does not. */
  #probe(code: number, reason: string): void {
    this.#retryAfterClose(code, reason)
    const waited = this.#line
    this.#world.probe().then((result) => {
      const next = afterProbe(result)
      const stillDown = this.#line === waited || this.#line.kind === 'connecting'
      if (next === null || !stillDown || this.#destroyed || this.#paused) return
      if (next.kind === 'stop') this.#stop(next.code, next.word)
      else {
        this.#drop()
        this.#wait(next.cause, next.delay)
      }
    })
  }

  #wait(cause: DownCause, after: RetryDelay): void {
    const delay = retryDelay(after, this.#attempt - 1, this.#world.random())
    // A line that broke for a reason of its own keeps it while attempts to return fail without one.
    this.#cause = cause === 'line' && this.#cause !== null && this.#cause !== 'offline' ? this.#cause : cause
    this.#clearTimer()
    this.#set({ kind: 'waiting', cause: this.#cause, retryAt: this.#world.now() + delay })
    this.#timer = setTimeout(() => this.#connect(), delay)
  }

  #stop(code: number, word: string): void {
    this.#clearTimer()
    this.#set({ kind: 'stopped', code, word })
    this.#drop()
  }

  #fault(): void {
    if (!this.#destroyed) this.#stop(MALFORMED.code, MALFORMED.reason)
  }

  /** Closes the socket without asking what to do next. */
  #drop(): void {
    this.#clearTimer()
    this.#dropping = true
    this.provider.disconnect()
    this.#dropping = false
  }

  #set(line: Line): void {
    this.#line = line
    this.#events.changed(line)
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
