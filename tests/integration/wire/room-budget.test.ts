import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from '../test-server.ts'
import { expectRefusal } from './knock.ts'
import { SyncClient, visitRequest } from './sync-client.ts'
import { requestUpgrade, type UpgradeAnswer } from './upgrade-request.ts'
import { eventually } from './within.ts'

const MIB = 1024 * 1024
const server = new TestServer({ MAX_ROOM_BYTES: String(MIB) })
let cookie: string

beforeAll(async () => {
  await server.start()
  cookie = await server.guest()
})
afterAll(() => server.dispose())

async function knock(document: string): Promise<UpgradeAnswer> {
  const answer = await requestUpgrade(server.port, visitRequest({ document, cookie }))
  answer.socket.destroy()
  return answer
}

/** Somebody in a new document, of so many octets. */
async function fill(octets: number): Promise<{ client: SyncClient; document: string }> {
  const document = await server.newDocument(cookie)
  const client = await SyncClient.join(server, { document, cookie })
  client.type('x'.repeat(octets))
  await eventually(() => expect(client.saved).toBe(1))
  return { client, document }
}

test('[L6, H12, C13] rooms in use leave no memory: others wait, who is in writes on, and one who leaves makes way', async () => {
  const small = await fill(100_000)
  await small.client.line.leave()
  const first = await fill(600_000)
  const second = await fill(600_000)
  const refused = await eventually(async () => {
    // one that was opened a moment ago is opened again
    const answer = await knock(await server.newDocument(cookie))
    expect(answer.status).toBe(503)
    return answer
  })
  expectRefusal(refused, 503, 'memory')
  expectRefusal(await knock(small.document), 503, 'memory')
  const beside = await SyncClient.join(server, { document: second.document, cookie })
  second.client.type('more')
  await eventually(() => expect(beside.text).toMatch(/more$/))
  await first.client.line.leave()
  const back = await eventually(() => SyncClient.join(server, { document: small.document, cookie }))
  expect(back.text).toContain('x'.repeat(100_000))
  // there was memory at the handshake; it is too much once it is read
  const late = await SyncClient.connect(server, { document: first.document, cookie })
  expect(await late.closed()).toEqual({ code: 1013, reason: 'overload 5' })
  for (const client of [second.client, beside, back]) {
    expect(client.line.closing).toBeNull()
    client.line.destroy()
  }
})
