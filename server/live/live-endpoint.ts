import type { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Language } from '../../lib/i18n/languages.ts'
import { LIVE_SUBPROTOCOL, liveRequest, MAX_LIVE_MESSAGE_BYTES } from '../../lib/live-messages.ts'
import type { User } from '../accounts.ts'
import type { ConnectionLimits } from '../connection-limits.ts'
import type { Measures } from '../operate/measures.ts'
import type { ServerWatch } from '../operate/server-watch.ts'
import { ReasonedSocket } from '../reasoned-socket.ts'
import { requestLanguage } from '../request-language.ts'
import { principalOf } from '../sync-endpoint.ts'
import { TokenBucket } from '../token-bucket.ts'
import { LiveConnection } from './live-connection.ts'
import type { LiveTopics } from './live-topics.ts'

/** What one connection may say: on average, at once before it is warned, and at once before it is sent away. */
const PER_SECOND = 5
const WARNED_AFTER = 20
const CLOSED_AFTER = 60
/** One flood is warned of once. */
const WARNING_EVERY_MS = 10_000

export interface LiveEndpointContext {
  /** Somebody comes, whose pages are in this language. */
  readonly onArrival: (user: User, language: Language) => void
  readonly topics: LiveTopics
  readonly limits: ConnectionLimits
  readonly rateLimits: boolean
  /** Brings a connection in line with the session that it was opened with, or closes it. */
  readonly settle: (connection: LiveConnection) => Promise<void>
  readonly watch: () => ServerWatch
  readonly measures: Measures
  readonly logger: Logger
  readonly now: () => number
}

/** Accepted sockets on `/live`: one per tab, JSON. */
export class LiveEndpoint {
  readonly #context: LiveEndpointContext
  readonly #server: WebSocketServer
  readonly #connections = new Set<LiveConnection>()

  constructor(context: LiveEndpointContext) {
    this.#context = context
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MAX_LIVE_MESSAGE_BYTES,
      WebSocket: ReasonedSocket,
      handleProtocols: (offered) => (offered.has(LIVE_SUBPROTOCOL) ? LIVE_SUBPROTOCOL : false),
    })
  }

  get connections(): ReadonlySet<LiveConnection> {
    return this.#connections
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer, user: User): void {
    const { cookie, 'accept-language': accepted } = request.headers
    this.#context.onArrival(user, requestLanguage(cookie, accepted))
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      void this.#attach(ws, socket, user)
    })
  }

  async #attach(ws: WebSocket, socket: Duplex, user: User): Promise<void> {
    const { topics, limits, settle, watch, logger, measures, now } = this.#context
    ws.pause()
    const connection = new LiveConnection(randomUUID(), principalOf(user), ws, socket, now)
    this.#connections.add(connection)
    limits.opened(user.id)
    measures.octets.opened(socket)
    ws.on('close', (code) => {
      connection.gone()
      this.#connections.delete(connection)
      limits.closed(user.id)
      topics.leave(connection)
      watch().leave(connection)
      measures.octets.ended(socket)
      measures.closed('live', connection.closedWith?.code ?? code, connection.closedWith?.word ?? null)
      logger.info({ connection: connection.id, code }, 'live connection ended')
    })
    ws.on('error', (error) => {
      connection.gone()
      logger.info({ connection: connection.id, err: error }, 'live connection broke the protocol')
    })
    ws.on('pong', () => connection.heard())
    logger.info({ connection: connection.id, user: user.id }, 'live connection opened')
    try {
      await settle(connection)
    } catch (error) {
      logger.error({ err: error, connection: connection.id }, 'a session cannot be read')
      connection.close({ code: 1011, word: 'storage' })
    }
    if (connection.closed) return
    const { userId: id, name, color } = connection.principal
    connection.send({ type: 'hello', user: { id, name, color } })
    const calm = this.#bucket(WARNED_AFTER)
    let warnedAt = Number.NEGATIVE_INFINITY
    const flood = this.#bucket(CLOSED_AFTER)
    ws.on('message', (data, isBinary) => {
      connection.heard()
      if (connection.closed) return
      if (isBinary) connection.close({ code: 1003, word: 'binary-frame' })
      else if (!flood.take(now())) connection.close({ code: 1008, word: 'chat-rate' })
      else {
        if (!calm.take(now()) && now() - warnedAt >= WARNING_EVERY_MS) {
          warnedAt = now()
          connection.send({ type: 'warning', why: 'chat-rate' })
        }
        this.#take(connection, (data as Buffer).toString())
      }
    })
    ws.resume()
  }

  #take(connection: LiveConnection, json: string): void {
    const request = liveRequest.safeParse(parseJson(json))
    if (!request.success) connection.close({ code: 1007, word: 'malformed' })
    else if (request.data.type !== 'watch-server') this.#context.topics.receive(connection, request.data)
    else {
      const { watch, logger } = this.#context
      watch()
        .receive(connection, request.data)
        .catch((error: unknown) => {
          logger.error({ err: error, connection: connection.id }, 'it cannot be read who is an operator')
          connection.close({ code: 1011, word: 'storage' })
        })
    }
  }

  #bucket(burst: number): TokenBucket {
    const { rateLimits, now } = this.#context
    const [perSecond, atOnce] = rateLimits
      ? [PER_SECOND, burst]
      : [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
    return new TokenBucket(perSecond, atOnce, now())
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
