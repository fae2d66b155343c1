import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { writeControl, writeStep1, writeStep2, writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient, visitRequest } from '../wire/sync-client.ts'
import { requestUpgrade } from '../wire/upgrade-request.ts'
import { eventually } from '../wire/within.ts'
import { type Cast, castOf, peopleOf, ROLES } from './cast.ts'

const WRITERS = ['owner', 'editor'] as const
const READERS = [...WRITERS, 'commenter', 'viewer', 'by link'] as const
const OUTSIDE = ROLES.filter((role) => !(READERS as readonly string[]).includes(role))

const server = new TestServer()
let people: Cast['people']
let cast: Cast
let watcher: SyncClient
let client: SyncClient

beforeAll(async () => {
  await server.start()
  people = await peopleOf(server)
})
afterAll(() => server.dispose())
beforeEach(async () => {
  cast = await castOf(server, people)
  watcher = await SyncClient.join(server, { document: cast.document, cookie: people.owner.cookie })
})
afterEach(() => {
  for (const { line } of [watcher, client]) line.destroy()
})

/** What may be said on the socket. A word that only writers may say closes 1008 for the others. */
const MESSAGES: readonly {
  readonly says: string
  readonly message: () => Uint8Array
  readonly writes: boolean
}[] = [
  { says: 'step 1', message: () => writeStep1(Y.encodeStateVector(client.doc)), writes: false },
  {
    says: 'a step 2 that brings nothing',
    message: () => writeStep2(Y.encodeStateAsUpdate(client.doc)),
    writes: false,
  },
  {
    says: 'an update that brings nothing',
    message: () => writeUpdate(Y.encodeStateAsUpdate(client.doc)),
    writes: false,
  },
  { says: 'a step 2 that writes', message: () => writeStep2(client.draft('written')), writes: true },
  { says: 'an update that writes', message: () => writeUpdate(client.draft('written')), writes: true },
  {
    says: 'an update that deletes',
    message: () => writeUpdate(client.edit((doc) => doc.getXmlFragment('default').delete(0, 1))),
    writes: true,
  },
  { says: 'its awareness', message: () => new Uint8Array([1, 6, 1, 7, 1, 2, 123, 125]), writes: false },
  { says: 'a question for awareness', message: () => new Uint8Array([3]), writes: false },
  { says: 'that everybody should look', message: () => writeControl(GATHER), writes: false },
]

/** Asks everybody to come: no write, and passed over from who may not edit. */
const GATHER = {
  type: 'gather',
  at: { type: null, tname: 'default', item: null, assoc: 0 },
} as const

describe.each(READERS)('[R4, SEC 12] %s', (role) => {
  test.each(MESSAGES)('says $says', async ({ says, message, writes }) => {
    client = await SyncClient.join(server, { document: cast.document, cookie: cast.cookieOf(role) })
    const before = watcher.text
    const octets = message()
    client.line.send(octets)
    if (writes && !(WRITERS as readonly string[]).includes(role)) {
      expect(await client.closed()).toEqual({ code: 1008, reason: 'role' })
      expect(watcher.text).toBe(before)
      return
    }
    await client.settled()
    if (says === 'that everybody should look') {
      const isHeard = (WRITERS as readonly string[]).includes(role) && role !== 'owner'
      await watcher.settled()
      expect(watcher.last('gather') !== undefined).toBe(isHeard)
    }
    await eventually(() => expect(watcher.text).toBe(client.text))
    if (!writes) expect(watcher.text).toBe(before)
  })
})

test.each(OUTSIDE)('[R4, SEC 12] %s says nothing: there is no socket', async (role) => {
  client = watcher
  const { status } = await requestUpgrade(
    server.port,
    visitRequest({ document: cast.document, cookie: cast.cookieOf(role) }),
  )
  expect(status).toBe(role === 'nobody' ? 401 : 403)
})
