import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { deflateRawSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { TestServer } from '../test-server.ts'
import { RawClient } from './raw-client.ts'
import { SyncClient, visitRequest } from './sync-client.ts'
import { requestUpgrade } from './upgrade-request.ts'
import { eventually } from './within.ts'

const MESSAGE_CAP = 1024 * 1024
const on = new TestServer({ COMPRESSION: 'on', MAX_MESSAGE_BYTES: String(MESSAGE_CAP) })
const required = new TestServer({ COMPRESSION: 'required' })
const off = new TestServer()
const clients: StockClient[] = []
let cookie: string

beforeAll(async () => {
  await Promise.all([on.start(), required.start(), off.start()])
  cookie = await on.guest()
})
afterEach(() => {
  for (const client of clients.splice(0)) client.leave()
})
afterAll(() => Promise.all([on.dispose(), required.dispose(), off.dispose()]))

/** A stock client on a `ws` socket, which offers compression unless told otherwise. */
class StockClient {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  readonly closes: number[] = []
  #upgrade: IncomingMessage | null = null

  constructor(server: TestServer, document: string, headers: { cookie: string }, perMessageDeflate = true) {
    const upgraded = (response: IncomingMessage): void => {
      this.#upgrade = response
    }
    class Socket extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers, perMessageDeflate: perMessageDeflate ? { threshold: 0 } : false })
        this.on('upgrade', upgraded)
      }
    }
    this.provider = new WebsocketProvider(`${server.socketUrl}/sync`, document, this.doc, {
      WebSocketPolyfill: Socket as never,
      disableBc: true,
    })
    this.provider.on('connection-close', (event) => this.closes.push(event?.code ?? 0))
    clients.push(this)
  }

  get negotiated(): string | undefined {
    return this.#upgrade?.headers['sec-websocket-extensions']
  }

  /** Octets that came over the line. */
  get received(): number {
    return this.#upgrade?.socket.bytesRead ?? 0
  }

  get text(): string {
    return this.doc.getText('default').toString()
  }

  type(text: string): void {
    this.doc.getText('default').insert(this.text.length, text)
  }

  leave(): void {
    this.provider.destroy()
    this.provider.awareness.destroy()
  }
}

const synced = (...some: readonly StockClient[]) =>
  eventually(() => expect(some.every(({ provider }) => provider.synced)).toBe(true))

test('[W5] stock clients with and without compression write together, small and large, and nothing gets out of order', async () => {
  const document = await on.newDocument(cookie)
  const [a, b, plain] = [
    new StockClient(on, document, { cookie }),
    new StockClient(on, document, { cookie }),
    new StockClient(on, document, { cookie }, false),
  ] as const
  await synced(a, b, plain)
  expect(a.negotiated).toMatch(/^permessage-deflate; .*server_no_context_takeover/)
  expect(a.negotiated).toContain('client_no_context_takeover')
  expect(plain.negotiated).toBeUndefined()
  for (const length of [1, 900, 2_000, 70_000, 3, 300_000, 5]) {
    a.type('some words again and again, '.repeat(length / 28 + 1))
    b.type(randomBytes(length / 2 + 1).toString('hex'))
  }
  await eventually(() => expect(b.text).toBe(a.text))
  await eventually(() => expect(plain.text).toBe(a.text))
  expect(a.text.length).toBeGreaterThan(700_000)
  for (const { closes } of [a, b, plain]) expect(closes).toEqual([])
})

test('[W5] a large document is sent compressed to those who join, and what is written meanwhile comes behind it', async () => {
  const document = await on.newDocument(cookie)
  const author = new StockClient(on, document, { cookie })
  await synced(author)
  for (let i = 0; i < 8; i++) author.type(`${i} words that repeat themselves `.repeat(3_000))
  await eventually(async () => {
    const probe = new StockClient(on, document, { cookie }, false)
    await synced(probe)
    expect(probe.text).toBe(author.text)
    expect(probe.received).toBeGreaterThan(author.text.length)
  })
  const joining = Array.from({ length: 6 }, () => new StockClient(on, document, { cookie }))
  for (let i = 0; i < 50; i++) author.type(`<${i}>`)
  await synced(...joining)
  for (const client of joining) {
    await eventually(() => expect(client.text).toBe(author.text))
    expect(client.received).toBeLessThan(author.text.length / 4)
    expect(client.closes).toEqual([])
  }
})

const visit = (document: string, offer: string | null) => {
  const { target, headers } = visitRequest({ document, cookie })
  return { target, headers: { ...headers, 'Sec-WebSocket-Extensions': offer } }
}
const RSV1 = 4
const deflate = (octets: Buffer): Buffer => deflateRawSync(octets, { finishFlush: 2 }).subarray(0, -4)

test('[L1, W5] a small message that becomes a large one closes 1009', async () => {
  const document = await on.newDocument(cookie)
  const client = await RawClient.open(on.port, visit(document, 'permessage-deflate'))
  const bomb = deflate(Buffer.alloc(MESSAGE_CAP * 50))
  expect(bomb.length).toBeLessThan(MESSAGE_CAP / 10)
  client.sendFrame({ reserved: RSV1, payload: bomb })
  expect(await client.closed()).toEqual({ code: 1009, reason: 'message-size' })
  const bystander = await SyncClient.join(on, { document, cookie })
  bystander.line.destroy()
})

test('[C7, W5] what does not inflate closes 1007', async () => {
  const client = await RawClient.open(on.port, visit(await on.newDocument(cookie), 'permessage-deflate'))
  client.sendFrame({ reserved: RSV1, payload: Buffer.from([0xff, 0xff, 0xff, 0xff]) })
  expect(await client.closed()).toEqual({ code: 1007, reason: 'malformed' })
})

test.each([
  ['nobody offered it', on, null],
  ['the offer was declined', on, 'permessage-deflate; server_max_window_bits=9'],
  ['the server does not compress', off, 'permessage-deflate'],
] as const)('[C2, W5] a compressed message closes 1002 when %s', async (_, server, offer) => {
  const owner = await server.guest()
  const request = visit(await server.newDocument(owner), offer)
  const client = await RawClient.open(server.port, {
    ...request,
    headers: { ...request.headers, Cookie: owner },
  })
  client.sendFrame({ reserved: RSV1, payload: deflate(Buffer.from([1, 1, 0])) })
  expect(await client.closed()).toEqual({ code: 1002, reason: 'framing' })
})

test('[W5] an offer that makes no sense is declined, not refused', async () => {
  const document = await on.newDocument(cookie)
  for (const offer of [';;', 'permessage-deflate; what', 'permessage-deflate; client_max_window_bits=99']) {
    const answer = await requestUpgrade(on.port, visit(document, offer))
    answer.socket.destroy()
    expect([answer.status, answer.headers.get('sec-websocket-extensions')]).toEqual([101, null])
  }
})

test('[C10] where compression is required, who does not offer it is closed with 1010', async () => {
  const owner = await required.guest()
  const document = await required.newDocument(owner)
  const silent = await SyncClient.connect(required, { document, cookie: owner })
  expect(await silent.closed()).toEqual({ code: 1010, reason: 'compression' })
  expect(silent.messages).toEqual([])
  const willing = new StockClient(required, document, { cookie: owner })
  await synced(willing)
  expect(willing.closes).toEqual([])
})
