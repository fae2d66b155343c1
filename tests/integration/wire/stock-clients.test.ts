import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { MESSAGE_AWARENESS, MESSAGE_SYNC } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { StockClient, type StockVersion } from './stock-client.ts'
import { eventually } from './within.ts'

/** Twice the silence after which stock clients drop a line. */
const QUIET_MS = 60_000
const server = new TestServer()
const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined)
const clients: StockClient[] = []
let cookie: string

beforeAll(async () => {
  await server.start()
  cookie = await server.guest()
})
afterEach(() => {
  for (const client of clients.splice(0)) client.leave()
})
afterAll(() => server.dispose())

function join(version: StockVersion, document: string): StockClient {
  const client = new StockClient(version, server, document, cookie)
  clients.push(client)
  return client
}

/** Each types, and reads what the other has typed. */
async function converse(a: StockClient, b: StockClient, word: string): Promise<void> {
  a.type(`${word} of a `)
  await eventually(() => expect(b.text).toContain(`${word} of a `))
  b.type(`${word} of b `)
  await eventually(() => expect(a.text).toBe(b.text))
}

test('[W1, W3] both stock versions edit together, and keep their line through a quiet minute', async () => {
  const document = await server.newDocument(cookie)
  const alone = join('y-websocket 3', await server.newDocument(cookie))
  const a = join('y-websocket 3', document)
  const b = join('y-websocket 2.1', document)
  const all = [a, b, alone]
  await eventually(() => expect(all.every(({ provider }) => provider.synced)).toBe(true))
  await converse(a, b, 'Before')
  // nobody has a caret: not even presence is renewed
  for (const { provider } of all) provider.awareness.setLocalState(null)
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS))
  expect(all.map(({ connected, closed }) => ({ connected, closed }))).toEqual(
    all.map(() => ({ connected: 1, closed: 0 })),
  )
  await converse(a, b, 'After')
  for (const { types } of all) expect([...types].sort()).toEqual([MESSAGE_SYNC, MESSAGE_AWARENESS])
  expect(complaints.mock.calls).toEqual([])
}, 100_000)

test.each(['y-websocket 3', 'y-websocket 2.1'] as const)(
  '[W1] %s brings what it wrote offline',
  async (version) => {
    const document = await server.newDocument(cookie)
    const [a, b] = [join(version, document), join('y-websocket 3', document)]
    await eventually(() => expect(a.provider.synced && b.provider.synced).toBe(true))
    a.provider.disconnect()
    a.type('offline ')
    b.type('online ')
    a.provider.connect()
    await eventually(() => expect(b.text).toContain('offline '))
    await eventually(() => expect(a.text).toBe(b.text))
  },
)

test.each(['y-websocket 3', 'y-websocket 2.1'] as const)(
  '[W1] %s sees who is here, and who has left',
  async (version) => {
    const document = await server.newDocument(cookie)
    const [a, b] = [join(version, document), join('y-websocket 3', document)]
    await eventually(() => expect(a.provider.synced && b.provider.synced).toBe(true))
    b.provider.awareness.setLocalStateField('cursor', 7)
    const { clientID } = b.doc
    await eventually(() =>
      expect(a.provider.awareness.getStates().get(clientID)).toMatchObject({ cursor: 7 }),
    )
    b.provider.disconnect()
    await eventually(() => expect(a.provider.awareness.getStates().has(clientID)).toBe(false))
  },
)
