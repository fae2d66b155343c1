import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeAwareness } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'
import { exchange } from './exchange.ts'

/** Between two letters of a peer that is slow on purpose. */
const DRIP_MS = 500
const HEAD = 'GET /sync/00000000000000000000000000 HTTP/1.1\r\nHost: x\r\nUpgrade: webs'

const server = new TestServer({ RATE_LIMITS: 'on' })
beforeAll(() => server.start())
afterAll(() => server.dispose())

test.concurrent('[SEC 8] half a handshake is cut', async () => {
  const answer = await exchange(server.port, (socket) => socket.write(HEAD))
  expect(answer).toMatch(/^(HTTP\/1.1 408|$)/)
})

test.concurrent('[SEC 8] so is one that comes letter by letter', async () => {
  const answer = await exchange(server.port, (socket) => {
    socket.write('GET / HTTP/1.1\r\nX-Slow: ')
    const drip = setInterval(() => socket.write('x'), DRIP_MS)
    socket.once('close', () => clearInterval(drip))
  })
  expect(answer).toMatch(/^(HTTP\/1.1 408|$)/)
})

test.concurrent('[SEC 8] and a line on which nothing is ever said', async () => {
  expect(await exchange(server.port, () => undefined)).toMatch(/^(HTTP\/1.1 408|$)/)
})

test('[SEC 8] a head of 64 kB is refused', async () => {
  const head = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(65_536)}\r\n\r\n`
  expect(await exchange(server.port, (socket) => socket.write(head))).toMatch(/^HTTP\/1.1 431/)
})

test('[SEC 14] who floods a room with presence and questions holds up nobody else', async () => {
  const [cookie, other] = [await server.guest(), await server.guest()]
  const document = await server.newDocument(cookie)
  await server.request(cookie, 'PUT', `/api/documents/${document}/link`, { role: 'editor' })
  const [author, reader] = [
    await SyncClient.join(server, { document, cookie }),
    await SyncClient.join(server, { document, cookie }),
  ]
  const flood = await SyncClient.join(server, { document, cookie: other })
  let flooding = true
  const flooded = (async () => {
    for (let clock = 1; flooding; clock++) {
      for (let i = 0; i < 50; i++) flood.line.send(awareness(7, clock * 50 + i))
      await turn()
    }
  })()
  for (let n = 0; n < 20; n++) {
    author.type(`<${n}>`)
    await eventually(() => expect(reader.text).toContain(`<${n}>`))
  }
  flooding = false
  await flooded
  const heard = reader.messages.filter(({ kind }) => kind === 'awareness').length
  expect(heard).toBeGreaterThan(0)
  // 200 at once and 50 a second are taken, and what is taken within 50 ms is told once
  expect(heard).toBeLessThan(200)
  for (const { line } of [author, reader, flood]) line.destroy()
})

/** An empty state for one client id, as y-protocols writes it. */
function awareness(clientId: number, clock: number): Uint8Array {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]
  return writeAwareness(new Uint8Array([1, ...varint(clientId), ...varint(clock), 2, 0x7b, 0x7d]))
}
