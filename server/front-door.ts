import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Language } from '../lib/i18n/languages.ts'
import type { DocumentId } from '../lib/ids.ts'
import { type Accounts, ADDRESS_HEADER } from './accounts.ts'
import {
  type AdmissionSources,
  admit,
  admitLive,
  type HandshakeFacts,
  isLiveTarget,
  isSyncTarget,
  type Refusal,
  type Shortage,
} from './admission.ts'
import type { Config } from './config.ts'
import type { ConnectionLimits } from './connection-limits.ts'
import type { Documents } from './documents.ts'
import type { LiveEndpoint } from './live/live-endpoint.ts'
import type { NextProxy } from './next-proxy.ts'
import type { Endpoint, Measures } from './operate/measures.ts'
import type { OriginPolicy } from './origin.ts'
import { requestLanguage } from './request-language.ts'
import { type Sentence, said } from './sentence.ts'
import { refuseUpgrade, type SyncEndpoint } from './sync-endpoint.ts'

/** Time a peer has for its request head: half a handshake holds nothing for long. */
const HEADERS_TIMEOUT_MS = 10_000
/** How often that is looked at. */
const HEADERS_CHECK_MS = 2_000
/** The status of a handshake that is accepted. */
const SWITCHING = 101
const API_PATH = /^\/(?:api(?:\/|$|\?)|healthz$|readyz$|metrics$)/
/** The API's addresses as they are written: no escape, dot or fragment makes another name for one of them. */
const API_ADDRESS = /^\/[\w/-]+(?:\?[^#]*)?$/
/** What changes something is the API's: no page takes a call of a server function, whatever Next.js would make of it. */
const PAGE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD'])
/** Next.js's own files, and in development its channel. */
const NEXT_FILES = '/_next/'

export interface FrontDoorContext {
  readonly config: Config
  readonly accounts: Accounts
  readonly documents: Documents
  readonly limits: ConnectionLimits
  readonly endpoint: SyncEndpoint
  readonly live: LiveEndpoint
  readonly originPolicy: OriginPolicy
  readonly api: (request: Request) => Response | Promise<Response>
  readonly pages: NextProxy | null
  readonly measures: Measures
  readonly logger: Logger
  /** Why nobody can be taken into this document now, whoever it is. */
  readonly shortage: (document: DocumentId | null) => Shortage | null
  /** Whether Next.js runs its development server, which has a channel of its own. */
  readonly development: boolean
}

/** The one port: WebSockets to `/sync`, HTTP to the API, everything else to Next.js. */
export function createFrontDoor(context: FrontDoorContext): Server {
  const { config, pages, logger } = context
  const api = getRequestListener(context.api)
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: HEADERS_CHECK_MS,
    // another protocol than WebSocket is not upgraded to: the request is answered as it stands
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  })

  server.on('request', (request, response) => {
    const target = request.url ?? ''
    request.headers[ADDRESS_HEADER] = addressOf(request, config.trustProxy)
    request.rawHeaders.push(ADDRESS_HEADER, request.headers[ADDRESS_HEADER])
    const isApi = API_PATH.test(target)
    if (!target.startsWith('/') || (isApi && !API_ADDRESS.test(target))) {
      answer(request, response, 400, 'malformed', (t) => t('refusals.handshake.address'))
    } else if (isSyncTarget(target) || isLiveTarget(target))
      void answerHandshakeWithoutUpgrade(context, request, response)
    else if (isApi) void api(request, response)
    else if (pages === null) answer(request, response, 404, 'no-endpoint', (t) => t('refusals.noEndpoint'))
    else if (!context.development && !PAGE_METHODS.has(request.method ?? '')) {
      response.setHeader('Allow', [...PAGE_METHODS].join(', '))
      answer(request, response, 405, 'method', (t) => t('refusals.pageMethod'))
    } else void answerWithPage(context, pages, request, response)
  })

  server.on('upgrade', (request, socket, head) => {
    // until the socket is accepted or refused nobody else listens for its end
    const onError = (): void => void socket.destroy()
    socket.on('error', onError)
    const target = request.url ?? ''
    if (context.development && pages !== null && target.startsWith(NEXT_FILES)) {
      pages.tunnel(request, socket, head)
      return
    }
    void answerHandshake(context, request, socket, head).catch((error: unknown) => {
      const requestId = randomUUID()
      logger.error({ err: error, requestId }, 'handshake failed')
      const sentence: Sentence = (t) => t('refusals.handshake.internal')
      refuseUpgrade(socket, { status: 500, error: 'internal', sentence }, languageOf(request), requestId)
    })
  })
  return server
}

async function answerHandshake(
  context: FrontDoorContext,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const asked = [factsOf(request), context.originPolicy, sourcesOf(context, request)] as const
  if (isLiveTarget(request.url ?? '')) {
    const admission = await admitLive(...asked)
    if (admission.kind === 'refused') refuse(context, 'live', request, socket, admission.refusal)
    else {
      context.measures.handshake('live', SWITCHING)
      context.live.accept(request, socket, head, admission.user)
    }
  } else {
    const admission = await admit(...asked)
    if (admission.kind === 'refused') refuse(context, 'sync', request, socket, admission.refusal)
    else {
      context.measures.handshake('sync', SWITCHING)
      context.endpoint.accept(request, socket, head, admission)
    }
  }
}

function refuse(
  { logger, measures }: FrontDoorContext,
  endpoint: Endpoint,
  request: IncomingMessage,
  socket: Duplex,
  refusal: Refusal,
): void {
  const requestId = randomUUID()
  const { status, error } = refusal
  measures.handshake(endpoint, status, error)
  logger.info({ requestId, status, error }, 'handshake refused')
  refuseUpgrade(socket, refusal, languageOf(request), requestId)
}

/** A plain request to the WebSocket endpoint: 405 or 426, by the same checks. */
async function answerHandshakeWithoutUpgrade(
  context: FrontDoorContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const facts = { ...factsOf(request), upgrade: undefined }
  const asked = [facts, context.originPolicy, sourcesOf(context, request)] as const
  const admission = isLiveTarget(facts.target) ? await admitLive(...asked) : await admit(...asked)
  if (admission.kind === 'accepted') throw new Error('admitted a request that is no upgrade')
  const { status, error, sentence, headers = {} } = admission.refusal
  // node sends `Connection: Upgrade` only on its own terms; the Upgrade header alone tells the peer
  const { Connection: _, ...rest } = headers
  for (const [name, value] of Object.entries(rest)) response.setHeader(name, value)
  answer(request, response, status, error, sentence)
}

/** A page, and with it more time for the session of whoever opens it. */
async function answerWithPage(
  { accounts, config, logger }: FrontDoorContext,
  pages: NextProxy,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { cookie } = request.headers
  const isFile = request.url?.startsWith(NEXT_FILES) === true
  const renewal =
    cookie === undefined || isFile
      ? []
      : await accounts.renew(new Headers({ cookie })).catch((error: unknown) => {
          logger.error({ err: error }, 'a session could not be renewed; it is tried again with the next page')
          return []
        })
  if (!response.destroyed)
    pages.handle(request, response, forwardedHeaders(request, config), renewal, languageOf(request))
}

function factsOf({ method, httpVersion, url, headers }: IncomingMessage): HandshakeFacts {
  const forwardedProto = headers['x-forwarded-proto']
  return {
    method: method ?? '',
    httpVersion,
    target: url ?? '',
    upgrade: headers.upgrade,
    version: headers['sec-websocket-version'],
    key: headers['sec-websocket-key'],
    origin: headers.origin,
    host: headers.host,
    forwardedProto: Array.isArray(forwardedProto) ? forwardedProto.at(-1) : forwardedProto,
  }
}

function sourcesOf(context: FrontDoorContext, request: IncomingMessage): AdmissionSources {
  const { accounts, documents, limits, config, shortage } = context
  return {
    user: () => accounts.userOf(new Headers({ cookie: request.headers.cookie ?? '' })),
    access: (document, userId) => documents.access(document, userId),
    tooMany: (userId) => limits.attempt(userId, addressOf(request, config.trustProxy)),
    unavailable: shortage,
  }
}

/** The peer's address; behind a trusted proxy the last one that it names. */
function addressOf({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const forwarded = headers['x-forwarded-for']
  const last = (Array.isArray(forwarded) ? forwarded.join(',') : forwarded)?.split(',').at(-1)?.trim()
  return (trustProxy ? last : undefined) || socket.remoteAddress || 'unknown'
}

function forwardedHeaders(request: IncomingMessage, config: Config): Record<string, string> {
  const proto = config.trustProxy ? request.headers['x-forwarded-proto'] : undefined
  return {
    'x-forwarded-for': addressOf(request, config.trustProxy),
    'x-forwarded-host': request.headers.host ?? '',
    'x-forwarded-proto': typeof proto === 'string' ? proto : (config.publicOrigin?.split(':')[0] ?? 'http'),
  }
}

const languageOf = ({ headers }: IncomingMessage): Language =>
  requestLanguage(headers.cookie, headers['accept-language'])

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  error: string,
  sentence: Sentence,
): void {
  const message = said(sentence, languageOf(request))
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.writeHead(status).end(JSON.stringify({ error, message, requestId: randomUUID() }))
}
