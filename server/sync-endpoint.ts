import { randomUUID } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Close } from '../lib/close-codes.ts'
import { SUBPROTOCOL } from '../lib/control-messages.ts'
import type { Language } from '../lib/i18n/languages.ts'
import type { DocumentId } from '../lib/ids.ts'
import type { Role } from '../lib/roles.ts'
import type { User } from './accounts.ts'
import type { Refusal } from './admission.ts'
import type { Config } from './config.ts'
import { Connection, type Principal } from './connection.ts'
import type { ConnectionLimits } from './connection-limits.ts'
import { deflateOffer } from './deflate-offer.ts'
import { DeflatingSink, type FrameSink } from './frame-sink.ts'
import type { Measures } from './operate/measures.ts'
import { ReasonedSocket } from './reasoned-socket.ts'
import { requestLanguage } from './request-language.ts'
import type { Room } from './room.ts'
import { NoMemory, type Rooms } from './rooms.ts'
import { said } from './sentence.ts'
import { TokenBucket } from './token-bucket.ts'

/** A connection may send ten seconds' worth of updates at once. */
const UPDATE_BURST_SECONDS = 10
const AWARENESS_PER_SECOND = 50
const AWARENESS_BURST = 200
/** Each message is compressed for itself: frames can be shared, and a connection keeps no window. */
const WITHOUT_CONTEXT = { serverNoContextTakeover: true, clientNoContextTakeover: true } as const
const NO_MEMORY: Close = { code: 1013, word: 'overload', retryAfter: 5 }

/** Whom the handshake let in. */
export interface Admitted {
  readonly document: DocumentId
  readonly user: User
  readonly role: Role
  /** By the document's link, without a grant. */
  readonly byLink: boolean
}

export interface SyncEndpointContext {
  readonly config: Config
  readonly rooms: Rooms
  readonly limits: ConnectionLimits
  /** Brings a connection in line with what it may do now, or closes it. */
  readonly settle: (connection: Connection) => Promise<void>
  /** Somebody came in by the document's link. */
  readonly onOpenedByLink: (connection: Connection) => void
  readonly measures: Measures
  readonly logger: Logger
  readonly now: () => number
}

/** Accepted sockets on `/sync/:id`: makes connections of them and ties each to its room. */
export class SyncEndpoint {
  readonly #context: SyncEndpointContext
  readonly #server: WebSocketServer
  readonly #connections = new Set<Connection>()

  constructor(context: SyncEndpointContext) {
    this.#context = context
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: context.config.compression === 'off' ? false : WITHOUT_CONTEXT,
      maxPayload: context.config.maxMessageBytes,
      WebSocket: ReasonedSocket,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    })
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections
  }

  /** Answers 101 and joins the document's room. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, admitted: Admitted): void {
    const { headers } = request
    const language = requestLanguage(headers.cookie, headers['accept-language'])
    const offer = deflateOffer(headers['sec-websocket-extensions'])
    if (offer === null) delete headers['sec-websocket-extensions']
    else headers['sec-websocket-extensions'] = offer
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      void this.#attach(ws, socket, admitted, language)
    })
  }

  async #attach(ws: WebSocket, socket: Duplex, admitted: Admitted, language: Language): Promise<void> {
    const { document, byLink, user, role } = admitted
    const { rooms, limits, settle, onOpenedByLink, logger, measures } = this.#context
    // what the peer sends waits in its socket until the document is there
    ws.pause()
    const deflates = ws.extensions !== ''
    const sink = deflates ? new DeflatingSink(socket, () => ws.readyState === ws.OPEN) : socket
    const connection = this.#connection(ws, sink, admitted, language)
    this.#connections.add(connection)
    limits.opened(user.id)
    measures.octets.opened(socket)
    let joined: Room | null = null
    ws.on('close', (code) => {
      connection.gone()
      this.#connections.delete(connection)
      limits.closed(user.id)
      joined?.leave(connection)
      measures.octets.ended(socket)
      measures.closed('sync', connection.closedWith?.code ?? code, connection.closedWith?.word ?? null)
      logger.info({ connection: connection.id, document, code }, 'connection ended')
    })
    ws.on('error', (error) => {
      connection.gone()
      logger.info({ connection: connection.id, document, err: error }, 'connection broke the protocol')
    })
    ws.on('pong', () => connection.heard())
    logger.info({ connection: connection.id, document, user: user.id, role }, 'connection opened')
    if (this.#context.config.compression === 'required' && !deflates) {
      connection.close({ code: 1010, word: 'compression' })
      return
    }
    try {
      let room: Room
      do {
        room = await rooms.open(document)
        // what changed between the handshake and here may have found no connection to tell
        await settle(connection)
        if (connection.closed) return
        // the room may have been unloaded meanwhile, or have broken
      } while (rooms.get(document) !== room)
      if (byLink) onOpenedByLink(connection)
      ws.on('message', (data, isBinary) => {
        if (isBinary) room.receive(connection, data as Buffer)
        else connection.close({ code: 1003, word: 'text-frame' })
      })
      sink.on('drain', () => room.catchUp(connection))
      joined = room
      room.join(connection)
      ws.resume()
    } catch (error) {
      if (error instanceof NoMemory) {
        connection.close(NO_MEMORY)
        return
      }
      logger.error({ err: error, document, connection: connection.id }, 'document cannot be loaded')
      connection.close({ code: 1011, word: 'storage' })
    }
  }

  #connection(ws: WebSocket, socket: FrameSink, admitted: Admitted, language: Language): Connection {
    const { document, user, role } = admitted
    const { config, now } = this.#context
    const perSecond = config.rateLimits ? config.updatesPerSecond : Number.MAX_SAFE_INTEGER
    const awareness = config.rateLimits ? AWARENESS_PER_SECOND : Number.MAX_SAFE_INTEGER
    return new Connection({
      id: randomUUID(),
      document,
      principal: principalOf(user),
      role,
      language,
      controls: ws.protocol === SUBPROTOCOL,
      ws,
      socket,
      updates: new TokenBucket(perSecond, perSecond * UPDATE_BURST_SECONDS, now()),
      awareness: new TokenBucket(awareness, Math.max(awareness, AWARENESS_BURST), now()),
      now,
    })
  }
}

export const principalOf = ({ id, name, color, sessionId, sessionEndsAt }: User): Principal => ({
  userId: id,
  name,
  color,
  sessionId,
  sessionEndsAt,
})

/** Answers an upgrade with a plain HTTP response and ends the socket. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal, language: Language, requestId: string): void {
  const message = said(refusal.sentence, language)
  const body = JSON.stringify({ error: refusal.error, message, requestId })
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    Connection: 'close',
    ...(refusal.retryAfter === undefined ? {} : { 'Retry-After': refusal.retryAfter }),
    ...refusal.headers,
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const status = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}\r\n`
  socket.on('error', () => socket.destroy())
  socket.end(`${status}${head.join('')}\r\n${body}`)
}
