import { Buffer } from 'node:buffer'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { writeStep1, writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { type FrameFields, OPCODE } from './frames.ts'
import { Scene } from './scene.ts'
import { SyncClient } from './sync-client.ts'
import { eventually } from './within.ts'

const MESSAGE_CAP = 4096
const DOCUMENT_CAP = 16_384
const server = new TestServer({
  MAX_MESSAGE_BYTES: String(MESSAGE_CAP),
  MAX_DOCUMENT_BYTES: String(DOCUMENT_CAP),
})
let owner: string
let guest: string
let scene: Scene

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
  guest = await server.guest()
})
afterAll(() => server.dispose())
beforeEach(async () => {
  scene = await Scene.open(server, owner)
})
afterEach(() => scene.leave())

const payload = Buffer.from([1, 1, 0])
const oversized = Buffer.alloc(126)
const BROKEN: readonly (readonly [string, readonly FrameFields[]])[] = [
  ...[1, 2, 4, 7].map((reserved) => [`reserved bits ${reserved}`, [{ reserved, payload }]] as const),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map(
    (opcode) => [`opcode ${opcode}`, [{ opcode, payload }]] as const,
  ),
  ['an unmasked frame', [{ masked: false, payload }]],
  ['a continuation of nothing', [{ opcode: OPCODE.continuation, payload }]],
  ['a message inside a message', [{ fin: false, payload }, { payload }]],
  ['a fragmented ping', [{ opcode: OPCODE.ping, fin: false, payload }]],
  ['a ping of 126 octets', [{ opcode: OPCODE.ping, payload: oversized }]],
  ['a close of one octet', [{ opcode: OPCODE.close, payload: Buffer.from([3]) }]],
  ['a close with the code 1005', [{ opcode: OPCODE.close, payload: Buffer.from([3, 0xed]) }]],
]
test.each(BROKEN)('[C2] %s closes 1002', async (_, frames) => {
  for (const frame of frames) scene.editor.line.sendFrame(frame)
  expect(await scene.editor.closed()).toEqual({ code: 1002, reason: 'framing' })
})

test('[C3] a text frame closes 1003', async () => {
  scene.editor.line.sendFrame({ opcode: OPCODE.text, payload: Buffer.from('hello') })
  expect(await scene.editor.closed()).toEqual({ code: 1003, reason: 'text-frame' })
})

const MALFORMED: readonly (readonly [string, readonly number[]])[] = [
  ['an empty message', []],
  ['a sync message without a step', [0]],
  ['an unknown sync step', [0, 3, 0]],
  ['a length beyond the message', [0, 2, 9, 0, 0]],
  ['octets behind an update', [0, 2, 2, 0, 0, 0]],
  ['octets inside an update, behind its end', [0, 2, 3, 0, 0, 0]],
  ['octets behind a step 1', [0, 0, 1, 0, 7]],
  ['octets behind an awareness message', [1, 1, 0, 0]],
  ['octets behind a query', [3, 0]],
  ['a state vector that ends early', [0, 0, 2, 1, 5]],
  ['an awareness message that ends early', [1, 2, 1, 5]],
  ['an update of nothing', [0, 2, 0]],
  ['a control message that is no UTF-8', [120, 1, 0xff]],
]
test.each(MALFORMED)('[W4] %s closes 1007', async (_, octets) => {
  scene.editor.line.send(Buffer.from(octets))
  expect(await scene.editor.closed()).toEqual({ code: 1007, reason: 'malformed' })
})

test('[C7] a text frame that is no UTF-8 closes 1007', async () => {
  scene.editor.line.sendFrame({ opcode: OPCODE.text, payload: Buffer.from([0xff]) })
  expect(await scene.editor.closed()).toEqual({ code: 1007, reason: 'malformed' })
})

for (const role of ['viewer', 'commenter'] as const) {
  for (const kind of ['update', 'step 2'] as const) {
    test(`[R1] a ${role} who writes by ${kind} is closed with 1008, and nothing of it is kept`, async () => {
      await scene.setLink(role)
      const reader = await scene.join(guest)
      const write = reader.draft('contraband')
      if (kind === 'update') reader.line.send(writeUpdate(write))
      else reader.sendStep2(Y.encodeStateAsUpdate(reader.doc))
      // what is already in flight is not taken either
      reader.type('more of it')
      expect(await reader.closed()).toEqual({ code: 1008, reason: 'role' })
      expect(reader.last('rejected')).toEqual({ type: 'rejected', count: 1, why: 'role' })
      await scene.expectOnly('allowed')
    })
  }
}

test('[R1] a viewer who deletes by step 2 is closed with 1008, and nothing is deleted', async () => {
  await scene.setLink('viewer')
  const reader = await scene.join(guest)
  reader.edit((doc) => doc.getXmlFragment('default').delete(0, 1))
  reader.sendStep2(Y.encodeStateAsUpdate(reader.doc))
  expect(await reader.closed()).toEqual({ code: 1008, reason: 'role' })
  await scene.expectOnly('all here')
})

test('[R2] a viewer whose step 2 repeats what is known stays, deletions too', async () => {
  await scene.setLink('viewer')
  scene.editor.type('soon gone')
  scene.editor.deleteAll()
  await eventually(() => expect(scene.editor.saved).toBe(2))
  const reader = await scene.join(guest)
  reader.sendStep2(Y.encodeStateAsUpdate(reader.doc))
  await eventually(() => expect(reader.saved).toBe(1))
  expect(reader.line.closing).toBeNull()
})

test('[R3] who loses access while connected is closed with 1008 revoked', async () => {
  await scene.setLink('editor')
  const visitor = await scene.join(guest)
  await scene.setLink(null)
  expect(await visitor.closed()).toEqual({ code: 1008, reason: 'revoked' })
  await scene.expectOnly('the owner stays')
})

test('[R3] a document that is put in the trash closes everybody with 1008 deleted', async () => {
  await scene.setLink('viewer')
  const visitor = await scene.join(guest)
  await server.request(owner, 'DELETE', `/api/documents/${scene.document}`)
  expect(await Promise.all([visitor.closed(), scene.editor.closed()])).toEqual([
    { code: 1008, reason: 'deleted' },
    { code: 1008, reason: 'deleted' },
  ])
})

// not built yet: DESIGN section 4 wants it
test('[C8] who signs out is closed with 1008 session', async () => {
  await scene.setLink('editor')
  const cookie = await server.guest()
  const visitor = await scene.join(cookie)
  await server.request(cookie, 'POST', '/api/auth/sign-out', {})
  visitor.type('written by nobody')
  await Promise.race([visitor.settled(), visitor.closed()])
  expect(visitor.line.closing).toEqual({ code: 1008, reason: 'session' })
})

test('[L1, SEC 14] a message over the cap closes 1009, one at the cap does not', async () => {
  scene.editor.line.send(Buffer.concat([Buffer.from([99]), Buffer.alloc(MESSAGE_CAP - 1)]))
  await scene.editor.settled()
  scene.editor.line.send(Buffer.alloc(MESSAGE_CAP + 1))
  expect(await scene.editor.closed()).toEqual({ code: 1009, reason: 'message-size' })
})

test('[L1, SEC 14] a message over the cap in fragments closes 1009', async () => {
  const half = Buffer.alloc(MESSAGE_CAP / 2 + 1)
  scene.editor.line.sendFrame({ fin: false, payload: half })
  scene.editor.line.sendFrame({ opcode: OPCODE.continuation, payload: half })
  expect(await scene.editor.closed()).toEqual({ code: 1009, reason: 'message-size' })
})

test('[L2, SEC 14] a full document takes deletions only; what is too much closes 1009', async () => {
  const block = 'x'.repeat(3_000)
  for (let size = 0; size + block.length < DOCUMENT_CAP - 1_000; size += block.length)
    scene.editor.type(block)
  await scene.editor.settled()
  const before = scene.editor.text
  const writer = await scene.join()
  await eventually(() => expect(writer.text).toBe(before))
  writer.type('y'.repeat(3_000))
  expect(await writer.closed()).toEqual({ code: 1009, reason: 'doc-size' })
  expect(writer.last('rejected')).toEqual({ type: 'rejected', count: 1, why: 'doc-size' })
  expect(await scene.textOnServer()).toBe(before)
  scene.editor.deleteAll()
  await scene.editor.settled()
  scene.editor.type('room again')
  await eventually(async () => expect(await scene.textOnServer()).toBe('room again'))
  expect(scene.editor.line.closing).toBeNull()
})

test('[L3, SEC 14] who writes too fast is closed with 1013 and told how long to wait', async () => {
  const strict = new TestServer({ RATE_LIMITS: 'on', UPDATES_PER_SECOND: '2' })
  await strict.start()
  const cookie = await strict.guest()
  const visit = { document: await strict.newDocument(cookie), cookie }
  const hasty = await SyncClient.join(strict, visit)
  for (let i = 0; i < 40; i++) hasty.type(`word ${i} `)
  expect(await hasty.closed()).toEqual({ code: 1013, reason: 'rate 1' })
  const back = await SyncClient.join(strict, visit)
  expect(back.line.closing).toBeNull()
  await strict.dispose()
})

test('[L3] asking counts like writing', async () => {
  const strict = new TestServer({ RATE_LIMITS: 'on', UPDATES_PER_SECOND: '1' })
  await strict.start()
  const cookie = await strict.guest()
  const asker = await SyncClient.join(strict, { document: await strict.newDocument(cookie), cookie })
  for (let i = 0; i < 20; i++) asker.line.send(writeStep1(new Uint8Array([0])))
  expect((await asker.closed()).code).toBe(1013)
  await strict.dispose()
})

test.each([
  ['C12', 'SIGTERM', { code: 1012, reason: 'restart' }],
  ['C1', 'SIGINT', { code: 1001, reason: 'stop' }],
] as const)(
  '[%s, A1] %s: what was acknowledged is on disk, everybody is told',
  async (_, signal, closing) => {
    const ending = new TestServer()
    await ending.start()
    const cookie = await ending.guest()
    const visit = { document: await ending.newDocument(cookie), cookie }
    const [writer, reader] = [await SyncClient.join(ending, visit), await SyncClient.join(ending, visit)]
    for (let i = 0; i < 200; i++) writer.type(`<${i}>`)
    await eventually(() => expect(writer.saved).toBeGreaterThan(0))
    for (let i = 200; i < 400; i++) writer.type(`<${i}>`)
    const gone = ending.end(signal)
    expect(await Promise.all([writer.closed(), reader.closed()])).toEqual([closing, closing])
    expect(await gone).toBe(0)
    await ending.start()
    const words = (await SyncClient.join(ending, visit)).text.match(/<\d+>/g) ?? []
    expect(words).toEqual(Array.from({ length: writer.saved }, (_, i) => `<${i}>`))
    expect(reader.text.match(/<\d+>/g)).toEqual(words)
    await ending.dispose()
  },
)
