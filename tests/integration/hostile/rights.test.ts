import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { writeAwareness, writeStep2, writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { StockClient } from '../wire/stock-client.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'
import { type Attack, type Target, testAttacks } from './attack.ts'
import { deletions, element, item, update } from './handmade.ts'
import { type Company, companyOf, paragraph, Stage } from './stage.ts'

const WRITE = { editor: 'taken', viewer: [1008] } as const

const written = ({ attacker }: Target): Uint8Array =>
  attacker.edit((doc) => doc.getXmlFragment('default').push([paragraph('contraband')]))
const erased = ({ attacker }: Target): Uint8Array =>
  attacker.edit((doc) => doc.getXmlFragment('default').delete(0, 1))
const attribute = ({ attacker }: Target): Uint8Array =>
  attacker.edit((doc) => (doc.getXmlFragment('default').get(0) as Y.XmlElement).setAttribute('level', '9'))
const title = ({ attacker }: Target): Uint8Array =>
  attacker.edit((doc) => doc.getMap('meta').set('title', 'contraband'))
const whole = ({ attacker }: Target): Uint8Array => Y.encodeStateAsUpdate(attacker.doc)

/** Every way to write there is. That a socket is for one document only is in its address: no message names another. */
const ATTACKS: readonly Attack[] = [
  { name: 'step2-as-write', messages: (at) => [writeStep2(written(at))], ...WRITE },
  {
    name: 'step2-as-write, hidden in all that is known',
    messages: (at) => {
      written(at)
      return [writeStep2(whole(at))]
    },
    ...WRITE,
  },
  { name: 'update', messages: (at) => [writeUpdate(written(at))], ...WRITE },
  { name: 'deletes only, by update', messages: (at) => [writeUpdate(erased(at))], ...WRITE },
  { name: 'deletes only, by step 2', messages: (at) => [writeStep2(erased(at))], ...WRITE },
  { name: 'an attribute', messages: (at) => [writeUpdate(attribute(at))], ...WRITE },
  { name: 'the title', messages: (at) => [writeUpdate(title(at))], ...WRITE },
  {
    name: 'a write behind a step 2 that brings nothing',
    messages: (at) => [writeStep2(whole(at)), writeUpdate(written(at))],
    ...WRITE,
  },
  {
    name: 'a write behind its awareness',
    messages: (at) => [writeAwareness(Uint8Array.of(1, 7, 1, 2, 123, 125)), writeUpdate(written(at))],
    ...WRITE,
  },
  {
    name: 'a write of what may be known, which a worker has to look at, and one behind it',
    messages: (at) => [writeStep2(deletions([...at.block, 1])), writeUpdate(written(at))],
    ...WRITE,
  },
  {
    name: 'an id of its own, without content',
    messages: ({ own }) => [
      writeUpdate(
        update([{ client: own, clock: 0, structs: [item({ parent: [own + 1, 0] }, element('p'))] }]),
      ),
    ],
    editor: 'passed over',
    viewer: [1008],
  },
  {
    name: 'what is known, by step 2',
    messages: (at) => [writeStep2(whole(at))],
    editor: 'passed over',
    viewer: 'passed over',
  },
  {
    name: 'what is known, by update',
    messages: (at) => [writeUpdate(whole(at))],
    editor: 'passed over',
    viewer: 'passed over',
  },
  {
    name: 'nothing',
    messages: () => [writeUpdate(Uint8Array.of(0, 0)), writeStep2(Uint8Array.of(0, 0))],
    editor: 'passed over',
    viewer: 'passed over',
  },
]

testAttacks('R1, R2', ATTACKS, { end: 'SIGTERM' })

const server = new TestServer({ LOG_LEVEL: 'error' })
let company: Company
let stage: Stage
beforeAll(async () => {
  await server.start()
  company = await companyOf(server)
})
afterAll(() => server.dispose())
beforeEach(async () => {
  stage = await Stage.open(server, company)
})
afterEach(() => stage.leave())

test('[R1] a reader who writes before the server has said anything is refused', async () => {
  const { document } = stage
  const copy = Y.encodeStateAsUpdate((await stage.join('viewer')).doc)
  const { records } = stage.stored()
  const hasty = await SyncClient.connect(server, { document, cookie: company.viewer.cookie })
  Y.applyUpdate(hasty.doc, copy)
  const fragment = hasty.doc.getXmlFragment('default')
  hasty.line.send(writeUpdate(hasty.edit(() => fragment.push([paragraph('contraband')]))))
  expect(await hasty.closed()).toEqual({ code: 1008, reason: 'role' })
  await stage.expectUnharmed()
  expect(stage.stored().records).toBe(records + 1)
})

test('[R2] a reader who comes back with an old copy stays, whatever was written and deleted meanwhile', async () => {
  const before = await stage.join('viewer')
  await before.line.leave()
  stage.victim.deleteAll()
  await stage.expectUnharmed()
  const again = await stage.join('viewer')
  Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(before.doc))
  again.sendStep2(Y.encodeStateAsUpdate(before.doc))
  await eventually(() => expect(again.saved).toBe(1))
  again.sendStep2(Y.encodeStateAsUpdate(again.doc))
  await eventually(() => expect(again.saved).toBe(2))
  await stage.expectUnharmed()
  expect(again.line.closing).toBeNull()
})

test('[R3, H10] a stock client whose access was taken away knocks by its own backoff, and is told nothing', async () => {
  const { document } = stage
  const { owner, editor } = company
  const revoked = new StockClient('y-websocket 3', server, document, editor.cookie)
  await eventually(() => expect(revoked.provider.synced).toBe(true))
  const path = `/api/documents/${document}/members`
  expect((await server.request(owner.cookie, 'DELETE', path, { userId: editor.id })).ok).toBe(true)
  await eventually(() => expect(revoked.closed).toBe(1))
  revoked.types.clear()
  // a server that let it in and closed then would set this back to 0 each time
  await eventually(() => expect(revoked.provider.wsUnsuccessfulReconnects).toBeGreaterThan(3), 15_000)
  await stage.expectUnharmed()
  expect([revoked.connected, [...revoked.types]]).toEqual([1, []])
  revoked.leave()
})
