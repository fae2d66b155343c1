import { expect } from 'vitest'
import type { TestServer } from '../test-server.ts'
import { RawClient } from './raw-client.ts'
import { visitRequest } from './sync-client.ts'
import { requestUpgrade, type UpgradeAnswer } from './upgrade-request.ts'

/** Who and what there is on a server, before anybody knocks. */
interface Scenery {
  readonly visitor: string
  /** Has all the connections that one person may have. */
  readonly busy: string
  /** Open to everybody. */
  readonly ours: string
  readonly trashed: string
  readonly strangers: string
}

const sceneries = new Map<TestServer, Scenery>()

/** Starts a server of which a person may have one connection, and sets the scene. */
export async function furnish(server: TestServer): Promise<void> {
  await server.start()
  const [visitor, busy, stranger] = [await server.guest(), await server.guest(), await server.guest()]
  const ours = await server.newDocument(visitor)
  const trashed = await server.newDocument(stranger)
  const strangers = await server.newDocument(stranger)
  await server.request(visitor, 'PUT', `/api/documents/${ours}/link`, { role: 'viewer' })
  await server.request(stranger, 'DELETE', `/api/documents/${trashed}`)
  await RawClient.open(server.port, visitRequest({ document: ours, cookie: busy }))
  sceneries.set(server, { visitor, busy, ours, trashed, strangers })
}

export function sceneryOf(server: TestServer): Scenery {
  const found = sceneries.get(server)
  if (found === undefined) throw new Error('this server was not furnished')
  return found
}

/** What a handshake is made of: everybody's own part, so that any two faults fit into one request. */
export interface Knock {
  readonly server: TestServer
  readonly method?: string
  readonly path?: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string | null>>
  readonly who?: 'visitor' | 'busy' | 'nobody'
  readonly document?: 'ours' | 'trashed' | 'strangers'
}

/** Sends a handshake that is fine but for what is said. */
export function knock(at: Knock): Promise<UpgradeAnswer> {
  const { server, method = 'GET', query = '', headers = {}, who = 'visitor', document = 'ours' } = at
  const here = sceneryOf(server)
  const path = at.path ?? `/sync/${here[document]}`
  const cookie = who === 'nobody' ? null : here[who]
  return requestUpgrade(server.port, {
    method,
    target: `${path}${query}`,
    headers: { Cookie: cookie, ...headers },
  })
}

/** An answer that is no: status and word as given, and a whole sentence for people. */
export function expectRefusal(answer: UpgradeAnswer, status: number, error: string): void {
  const body = JSON.parse(answer.body) as { error: string; message: string }
  expect({ status: answer.status, error: body.error }).toEqual({ status, error })
  expect(body.message).toMatch(/^\p{Lu}.{10,}\.$/u)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
}
