import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HeldServer } from './held-server.ts'
import { SyncClient } from './sync-client.ts'
import { eventually } from './within.ts'

const CLOSE_MS = 2_000
const server = new HeldServer()
let owner: string
let guest: string
let document: string

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
  guest = await server.guest()
})
afterAll(() => server.dispose())
beforeEach(async () => {
  document = await server.newDocument(owner)
  await change('PUT', '/link', { role: 'editor' })
})

const change = (method: string, path: string, body?: unknown): Promise<Response> =>
  server.request(owner, method, `/api/documents/${document}${path}`, body)

/** A guest who was let in as an editor, and something that happens before the document is there. */
async function letInBefore(event: () => Promise<unknown>): Promise<SyncClient> {
  const goOn = server.hold()
  const visitor = await SyncClient.connect(server, { document, cookie: guest })
  await event()
  goOn()
  return visitor
}

test('[R3] access that is lost while the document is loaded is lost', async () => {
  const visitor = await letInBefore(() => change('PUT', '/link', { role: null }))
  expect(await visitor.line.closed(CLOSE_MS)).toEqual({ code: 1008, reason: 'revoked' })
  expect(visitor.messages.map(({ kind }) => kind)).not.toContain('step2')
})

test('[R3] a document that is put in the trash while it is loaded is closed', async () => {
  const visitor = await letInBefore(() => change('DELETE', ''))
  expect(await visitor.line.closed(CLOSE_MS)).toEqual({ code: 1008, reason: 'deleted' })
})

test('[R3, R1] a role that sinks while the document is loaded has sunk', async () => {
  const visitor = await letInBefore(() => change('PUT', '/link', { role: 'viewer' }))
  await visitor.seen('step1')
  const roles = visitor.controls.flatMap((control) => ('role' in control ? [control.role] : []))
  expect(roles.at(-1)).toBe('viewer')
  visitor.type('contraband')
  expect(await visitor.line.closed(CLOSE_MS)).toEqual({ code: 1008, reason: 'role' })
})

test('[R3] a role that rises while the document is loaded has risen', async () => {
  await change('PUT', '/link', { role: 'viewer' })
  const visitor = await letInBefore(() => change('PUT', '/link', { role: 'editor' }))
  await visitor.seen('step1')
  visitor.type('welcome')
  await eventually(() => expect(visitor.saved).toBe(1))
})
