import { randomBytes } from 'node:crypto'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { LIVE_SUBPROTOCOL } from '../../lib/live-messages.ts'
import { doubt, type Finding, well, wrong } from './finding.ts'
import { upgradeLines } from './proxy-lines.ts'

const LIMIT_MS = 10_000
const MAX_BODY_OCTETS = 64 * 1024

interface Answer {
  readonly status: number
  readonly body: string
  /** The one of our error bodies; null when this is no answer of ours. */
  readonly word: string | null
  readonly server: string
}

export interface AddressContext {
  /** Where people reach the server, without a path. */
  readonly origin: string
  /** The port that the server itself listens on. */
  readonly port: number
  /** Whether `X-Forwarded-*` are believed. */
  readonly trustProxy: boolean
  /** Certificates to trust besides those of the system, PEM. */
  readonly ca?: string
}

/** Looks whether pages and WebSockets reach the server by the address that people use. */
export async function checkAddress(context: AddressContext): Promise<readonly Finding[]> {
  const { origin, port } = context
  let alive: Answer
  try {
    alive = await ask(context, '/healthz', {})
  } catch (error) {
    return [unreachable(origin, port, error as NodeJS.ErrnoException)]
  }
  if (alive.status !== 200 || !alive.body.includes('alive')) {
    return [
      wrong(
        `${origin} is answered by something else${alive.server === '' ? '' : ` (${alive.server})`} with ${alive.status}.`,
        `The proxy must pass everything on to http://127.0.0.1:${port}; or PUBLIC_URL is not the address of this server.`,
      ),
    ]
  }
  return [well(`${origin} reaches the server.`), await checkUpgrade(context)]
}

async function checkUpgrade(context: AddressContext): Promise<Finding> {
  const { origin, port, trustProxy } = context
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    'sec-websocket-protocol': LIVE_SUBPROTOCOL,
    origin,
  }
  let answer: Answer
  try {
    answer = await ask(context, '/live', handshake)
  } catch (error) {
    return wrong(`A WebSocket to ${origin} broke off: ${(error as Error).message}.`, ...upgradeLines(port))
  }
  // whoever asks without a session is told so, by the server itself, once the handshake has come through whole
  if (answer.word === 'session') return well('WebSockets come through.')
  if (answer.word === 'origin') {
    return wrong(
      `The server takes ${origin} for a foreign page.`,
      `Set PUBLIC_URL=${origin}, and behind a proxy TRUST_PROXY=on${trustProxy ? ' (it is)' : ''}; the proxy must pass the Host on.`,
    )
  }
  if (
    answer.word === 'upgrade' ||
    answer.status === 426 ||
    answer.status === 405 ||
    answer.word === 'method'
  ) {
    return wrong(
      'WebSockets do not come through: a proxy in between takes the headers of the upgrade away. Pages load, and nothing is ever saved.',
      ...upgradeLines(port),
    )
  }
  if (answer.status === 503) return doubt('The server takes nobody in just now; ask again when it does.')
  return wrong(
    `WebSockets do not come through: something in between answers them with ${answer.status}${answer.server === '' ? '' : ` (${answer.server})`}.`,
    ...upgradeLines(port),
  )
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/

function unreachable(origin: string, port: number, { code = '', message }: NodeJS.ErrnoException): Finding {
  if (CERTIFICATE.test(code)) {
    return wrong(
      `Browsers do not trust the certificate of ${origin}: ${message}. They end its WebSockets with 1015.`,
      'Have Caddy, certbot or your provider issue one for this name, with the whole chain, and reload the proxy.',
    )
  }
  if (code === 'ECONNREFUSED') {
    return wrong(
      `Nobody answers at ${origin}.`,
      `Start Scriptorium; if it runs (it listens on port ${port}), start the proxy in front of it.`,
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return wrong(
      `${new URL(origin).hostname} is no name that this machine can find.`,
      'Look at its DNS record, or at PUBLIC_URL.',
    )
  }
  return wrong(
    `${origin} cannot be reached: ${message}.`,
    'Look at the firewall and at the proxy in front of the server.',
  )
}

function ask(
  { origin, ca }: AddressContext,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const url = new URL(path, origin)
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      headers,
      timeout: LIMIT_MS,
      agent: false,
      ...(ca === undefined ? {} : { ca }),
    })
    const take = (answer: IncomingMessage): void => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        if (body.length < MAX_BODY_OCTETS) body += part
      })
      answer.on('error', reject)
      answer.on('end', () => {
        resolve({
          status: answer.statusCode ?? 0,
          body,
          word: wordOf(body),
          server: answer.headers.server?.toString() ?? '',
        })
      })
    }
    outgoing.on('response', take)
    outgoing.on('upgrade', (answer, socket) => {
      socket.destroy()
      resolve({
        status: answer.statusCode ?? 0,
        body: '',
        word: null,
        server: answer.headers.server?.toString() ?? '',
      })
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${LIMIT_MS / 1_000} s`)))
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function wordOf(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: unknown }
    return typeof error === 'string' ? error : null
  } catch {
    return null
  }
}
