import { Buffer } from 'node:buffer'
import { connect, type Socket } from 'node:net'
import { within } from './within.ts'

export const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const ANSWER_MS = 5_000

/** A handshake as it goes over the wire. A header that is null is left out. */
export interface UpgradeRequest {
  readonly method?: string
  readonly target: string
  readonly headers?: Readonly<Record<string, string | null>>
}

export interface UpgradeAnswer {
  readonly status: number
  readonly headers: Headers
  /** The body of a refusal; empty when accepted. */
  readonly body: string
  readonly socket: Socket
  /** What came behind the head. */
  readonly early: Buffer
}

/** Sends a handshake and reads its answer: up to the blank line when accepted, to the end when refused. */
export async function requestUpgrade(port: number, request: UpgradeRequest): Promise<UpgradeAnswer> {
  const socket = connect(port, '127.0.0.1')
  try {
    const what = `${request.method ?? 'GET'} ${request.target}`
    return await within(ANSWER_MS, what, answerTo(socket, request, port))
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function answerTo(socket: Socket, request: UpgradeRequest, port: number): Promise<UpgradeAnswer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0)
    const settle = (ended: boolean): void => {
      const end = received.indexOf('\r\n\r\n')
      if (end === -1) {
        if (ended) reject(new Error(`the line ended after ${JSON.stringify(received.toString())}`))
        return
      }
      const { status, headers } = readHead(received.subarray(0, end).toString('latin1'))
      const behind = received.subarray(end + 4)
      const body = status === 101 ? '' : readBody(headers, behind)
      if (body === null && !ended) return
      socket.off('data', onData).off('end', onEnd).off('error', reject).pause()
      if (status !== 101) socket.destroy()
      resolve({ status, headers, body: body ?? '', socket, early: behind })
    }
    const onData = (octets: Buffer): void => {
      received = Buffer.concat([received, octets])
      settle(false)
    }
    const onEnd = (): void => settle(true)
    socket.on('data', onData).on('end', onEnd).on('error', reject)
    socket.write(headOf(request, port))
  })
}

function headOf({ method = 'GET', target, headers = {} }: UpgradeRequest, port: number): string {
  const all: Record<string, string | null> = {
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': KEY,
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  return `${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`
}

/** The body, once all of it is there: by its length, or in chunks up to the empty one. */
function readBody(headers: Headers, octets: Buffer): string | null {
  const length = headers.get('content-length')
  if (length !== null) return octets.length < Number(length) ? null : octets.toString()
  const text = octets.toString()
  if (!text.endsWith('\r\n0\r\n\r\n')) return null
  return text
    .split('\r\n')
    .filter((_, line) => line % 2 === 1)
    .join('')
}

function readHead(head: string): { status: number; headers: Headers } {
  const [status = '', ...lines] = head.split('\r\n')
  const headers = new Headers()
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return { status: Number(status.split(' ')[1]), headers }
}
