import { randomBytes } from 'node:crypto'
import { Agent, type IncomingMessage, type RequestOptions, request, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import type { Logger } from 'pino'
import type { Language } from '../lib/i18n/languages.ts'
import type { Translator } from '../lib/i18n/translator.ts'
import { pageHeaders } from './page-headers.ts'
import { said } from './sentence.ts'

/** RFC 9110 section 7.6.1: these belong to one hop. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
const NONCE_BYTES = 18

/** Stands in for a page that Next.js does not answer. */
const noPage = (t: Translator, language: Language): string =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${t('common.name')}</title>
<body style="font:16px/1.5 system-ui;max-width:36rem;margin:20vh auto;padding:0 1rem">
<h1 style="font-size:1.25rem">${t('refusals.noPages.title')}</h1>
<p>${t('refusals.noPages.words')}</p>`

/** Passes pages and their files through to Next.js on its internal port. */
export class NextProxy {
  readonly #target: URL
  readonly #agent = new Agent({ keepAlive: true })
  readonly #logger: Logger
  readonly #development: boolean

  constructor(target: string, logger: Logger, development: boolean) {
    this.#development = development
    this.#target = new URL(target)
    this.#logger = logger
  }

  /** Answers `incoming` with what Next.js says, and sets `cookies` with it; 502 in `language` when it says nothing. */
  handle(
    incoming: IncomingMessage,
    response: ServerResponse,
    forwarded: Readonly<Record<string, string>>,
    cookies: readonly string[],
    language: Language,
  ): void {
    const https = forwarded['x-forwarded-proto'] === 'https'
    const nonce = randomBytes(NONCE_BYTES).toString('base64')
    const guarding = pageHeaders({ nonce, https, development: this.#development })
    const policy = guarding['content-security-policy']
    const options: RequestOptions = {
      agent: this.#agent,
      hostname: this.#target.hostname,
      port: this.#target.port,
      method: incoming.method,
      path: incoming.url,
      headers: { ...withoutHops(incoming.headers), ...forwarded, 'content-security-policy': policy },
    }
    const answerWith = (answer: IncomingMessage): void => {
      response.writeHead(answer.statusCode ?? 502, {
        // what Next.js says nothing about, such as where it sends a visitor, is for this visitor
        'cache-control': 'private, no-store',
        ...withoutHops(answer.headers),
        ...guarding,
        // a cookie is for one visitor: no cache on the way may keep it
        ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies], 'cache-control': 'private, no-store' }),
      })
      // an answer that breaks off breaks off for the visitor as well, who would wait for the rest without end
      pipeline(answer, response, () => undefined)
    }
    const ask = (): void => {
      const outgoing = request(options, answerWith)
      const stop = () => outgoing.destroy()
      outgoing.on('error', (error) => {
        response.off('close', stop)
        if (response.destroyed) return
        // Next.js closed the idle line in the moment it was taken again: nothing was asked yet
        if (outgoing.reusedSocket && !response.headersSent && isRepeatable(incoming)) return ask()
        this.#logger.warn({ err: error }, 'pages do not answer')
        if (response.headersSent) response.destroy()
        else
          response
            .writeHead(502, { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': 2 })
            .end(said(noPage, language))
      })
      response.on('close', stop)
      if (isRepeatable(incoming)) outgoing.end()
      else incoming.pipe(outgoing)
    }
    ask()
  }

  /** Joins an upgrade with Next.js: the reload channel of its development server. */
  tunnel(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const upstream = connect(Number(this.#target.port), this.#target.hostname, () => {
      const headers = incoming.rawHeaders.reduce(
        (text, value, i) => text + (i % 2 === 0 ? `${value}: ` : `${value}\r\n`),
        '',
      )
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${headers}\r\n`)
      upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
    socket.on('close', () => upstream.destroy())
  }

  close(): void {
    this.#agent.destroy()
  }
}

/** Whether the request has no body and changes nothing, so that it can be sent again (RFC 9110 section 9.2.2). */
function isRepeatable({ method, headers }: IncomingMessage): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers['transfer-encoding'] === undefined &&
    (headers['content-length'] ?? '0') === '0'
  )
}

function withoutHops(headers: IncomingMessage['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined && !HOP_BY_HOP.has(entry[0]),
    ),
  )
}
