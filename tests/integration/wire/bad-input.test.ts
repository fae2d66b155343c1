import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { HEARTBEAT, writeUpdate } from '../../../lib/wire.ts'
import { seededRandom } from '../../unit/random-editing.ts'
import { TestServer } from '../test-server.ts'
import { encodeFrame, type FrameFields, OPCODE } from './frames.ts'
import { type Closing, RawClient } from './raw-client.ts'
import { Scene } from './scene.ts'
import { visitRequest } from './sync-client.ts'
import { eventually } from './within.ts'

const MIB = 1024 * 1024
const server = new TestServer({ LOG_LEVEL: 'error' })
let owner: string
let guest: string
let scene: Scene

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
  guest = await server.guest()
})
afterAll(async () => {
  await server.dispose()
  expect(server.errors, 'a bad peer is no error of the server').toBe('')
})
beforeEach(async () => {
  scene = await Scene.open(server, owner)
  await scene.setLink('editor')
})
afterEach(() => scene.leave())

const stranger = (): Promise<RawClient> =>
  RawClient.open(server.port, visitRequest({ document: scene.document, cookie: guest }))

/** What becomes of a stranger who sends this and then listens. */
async function answerTo(frame: FrameFields): Promise<Closing> {
  const client = await stranger()
  client.sendFrame(frame)
  return client.closed()
}

const update = (...octets: number[]): Uint8Array => writeUpdate(Buffer.from(octets))
/** An integer of lib0: seven bits per octet. */
function varUint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varUint(Math.floor(value / 128))]
}
const MOST = varUint(Number.MAX_SAFE_INTEGER)
const ENDLESS = Array.from({ length: 64 }, () => 0xff)
const DEEP = Array<number[]>(4000).fill([117, 1]).flat()
/** The head of a struct behind nothing, in `meta`, at the key `k`. */
const AT_KEY = [1, 4, 109, 101, 116, 97, 1, 107]

/** Something that a guest could send and has not. */
async function draftOf(text: string): Promise<Uint8Array> {
  const guestClient = await scene.join(guest)
  await guestClient.line.leave()
  return guestClient.draft(text)
}

test('[W1] a frame cut at any octet is lost with its line, and nobody else notices', async () => {
  const frame = encodeFrame({ payload: writeUpdate(await draftOf('cut')) })
  const lines = await Promise.all(Array.from(frame, stranger))
  for (const [cut, line] of lines.entries()) {
    line.sendOctets(frame.subarray(0, cut))
    line.hangUp()
  }
  for (const line of lines) expect((await line.closed()).code).toBe(1006)
  await scene.expectOnly('as if nothing had been')
})

test('[W4, G1] an update cut at any octet closes 1007, and nothing of it is taken', async () => {
  const whole = await draftOf('all or nothing')
  const cuts = Array.from(whole, (_, cut) => answerTo({ payload: writeUpdate(whole.subarray(0, cut)) }))
  for (const closing of await Promise.all(cuts)) expect(closing).toEqual({ code: 1007, reason: 'malformed' })
  await scene.expectOnly('nothing')
  const client = await stranger()
  client.send(writeUpdate(whole))
  await eventually(() => expect(scene.bystander.text).toContain('all or nothing'))
})

type Lie = readonly [what: string, frame: FrameFields, code: number]
const message = (what: string, ...octets: number[]): Lie => [what, { payload: Buffer.from(octets) }, 1007]
const inUpdate = (what: string, ...octets: number[]): Lie => [what, { payload: update(...octets) }, 1007]
const LIES: readonly Lie[] = [
  message('message length', 0, 2, ...MOST, 0),
  message('message length of 4 GiB', 0, 2, ...varUint(2 ** 32), 0),
  message('message length beyond 2^53', 0, 2, ...ENDLESS, 0),
  message('message type beyond 2^53', ...ENDLESS, 0),
  message('state vector entries', 0, 0, MOST.length, ...MOST),
  message('awareness entries', 1, MOST.length, ...MOST),
  message('awareness state length', 1, MOST.length + 3, 1, 7, 1, ...MOST),
  inUpdate('section count', ...MOST),
  inUpdate('struct count of 2^25-1', 1, ...varUint(2 ** 25 - 1), 6, 0, 0, 0),
  inUpdate('struct count', 1, ...MOST, 6, 0),
  inUpdate('client id beyond 2^53', 1, 1, ...ENDLESS),
  inUpdate('clock at its end', 1, 1, 6, ...MOST, 0, 2, 0),
  inUpdate('delete set count of 2^32', 0, ...varUint(2 ** 32)),
  inUpdate('delete range count', 0, 1, 6, ...MOST),
  inUpdate('string length', 1, 1, 6, 0, 0x24, ...AT_KEY, ...MOST),
  inUpdate('octets length', 1, 1, 6, 0, 0x23, ...AT_KEY, ...MOST),
  inUpdate('JSON count', 1, 1, 6, 0, 0x22, ...AT_KEY, ...MOST),
  inUpdate('any count', 1, 1, 6, 0, 0x28, ...AT_KEY, ...MOST),
  inUpdate('any array count', 1, 1, 6, 0, 0x28, ...AT_KEY, 1, 117, ...MOST),
  inUpdate('any object count', 1, 1, 6, 0, 0x28, ...AT_KEY, 1, 118, ...MOST),
  inUpdate('any octets length', 1, 1, 6, 0, 0x28, ...AT_KEY, 1, 116, ...MOST),
  inUpdate('any depth of 4000', 1, 1, 6, 0, 0x28, ...AT_KEY, 1, ...DEEP, 126, 0),
  ['frame length of 4 MiB and one', { declaredLength: BigInt(4 * MIB + 1) }, 1009],
  ['frame length of 2^53', { declaredLength: 2n ** 53n }, 1009],
  ['frame length of 2^63-1', { declaredLength: 2n ** 63n - 1n }, 1009],
  ['frame length of 2^64-1', { declaredLength: 2n ** 64n - 1n }, 1009],
  ['ping length of 2^63-1', { opcode: OPCODE.ping, declaredLength: 2n ** 63n - 1n }, 1002],
]

test.each(LIES)('[G2, L1] an invented %s is told from what is there', async (_, frame, code) => {
  expect((await answerTo(frame)).code).toBe(code)
})

test('[G2] 200 invented lengths cost no memory', async () => {
  const tellAll = async (): Promise<void> => {
    await Promise.all(LIES.map(([, frame]) => answerTo(frame)))
  }
  await tellAll()
  const before = residentBytes()
  for (let told = 0; told < 200; told += LIES.length) await tellAll()
  expect(residentBytes() - before).toBeLessThan(64 * MIB)
  await scene.expectOnly('still quick')
})

/** Memory of the server process that is in RAM. */
function residentBytes(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}

// HOSTILE.md A: each of these costs a stock server the whole document
const POISON: readonly (readonly [string, number[]])[] = [
  ['zero-length-gc', [1, 2, 6, 0, 4, 1, 1, 116, 1, 97, 0, 0, 0]],
  ['zero-length-deleted', [1, 2, 6, 0, 4, 1, 1, 116, 1, 97, 0x81, 6, 0, 0, 0]],
  ['a skip', [1, 2, 6, 0, 4, 1, 1, 116, 1, 97, 10, 3, 0]],
  ['the same client twice', [2, 1, 6, 0, 4, 1, 1, 116, 1, 97, 1, 6, 1, 0, 1, 0]],
]
describe.each(['editor', 'viewer'] as const)('from a %s', (role) => {
  beforeEach(() => scene.setLink(role))

  test.each(POISON)('[G3] %s closes 1007, and the document opens for everybody', async (_, octets) => {
    expect(await answerTo({ payload: update(...octets) })).toEqual({ code: 1007, reason: 'malformed' })
    await scene.expectOnly('unharmed')
  })
})

test('[G7] what a victim has yet to type cannot be deleted before', async () => {
  const victim = scene.editor.doc.clientID
  const attacker = await scene.join(guest)
  attacker.line.send(update(0, 1, ...varUint(victim), 1, 0, ...varUint(1e9)))
  await attacker.settled()
  await scene.expectOnly('here to stay')
  expect(attacker.text).toContain('here to stay')
})

test('[G7, R1] a viewer who tries that is closed with 1008', async () => {
  await scene.setLink('viewer')
  const victim = scene.editor.doc.clientID
  const closing = await answerTo({ payload: update(0, 1, ...varUint(victim), 1, 0, ...varUint(1e9)) })
  expect(closing).toEqual({ code: 1008, reason: 'role' })
  await scene.expectOnly('here to stay')
})

// not built yet: DESIGN section 7 binds a client id to the user who first used it
test('[G11] nobody writes under the client id of another', async () => {
  await scene.expectOnly('mine')
  const { clientID, store } = scene.editor.doc
  const next = varUint(Y.getState(store, clientID))
  const attacker = await scene.join(guest)
  attacker.line.send(update(1, 1, ...varUint(clientID), ...next, 0, ...varUint(1e9), 0))
  await Promise.race([attacker.settled(), attacker.closed()])
  expect(attacker.line.closing).toEqual({ code: 1008, reason: 'guard' })
  await scene.expectOnly('still mine')
})

test('[G9] who shows one gap after the other is closed with 1008', async () => {
  const attacker = await stranger()
  for (let i = 0; i < 1_001; i++) attacker.send(update(0, 1, ...varUint(6), 1, ...varUint(i), 9))
  expect(await attacker.closed()).toEqual({ code: 1008, reason: 'guard' })
  await scene.expectOnly('unharmed')
})

test.each([
  ['an update of nothing but an unknown client', [1, 1, 6, 5, 0, 1, 0]],
  ['an origin that is not there', [1, 1, 6, 0, 0x84, 7, 99, 1, 97, 0]],
  ['deletions of a client that is not there', [0, 1, 77, 1, 0, 1]],
])('[G6, G7] %s is asked for, and neither kept nor told', async (_, octets) => {
  const client = await scene.join(guest)
  const asked = client.messages.length
  client.line.send(update(...octets))
  await client.settled()
  expect(client.messages.slice(asked).map(({ kind }) => kind)).toEqual(['step1', 'step2'])
  expect(client.saved).toBe(0)
  await scene.expectOnly('unharmed')
})

test('[W4] a message type that nobody knows is passed over', async () => {
  const client = await scene.join(guest)
  for (const type of [2, 4, 5, 99, 119, 121, 2 ** 32])
    client.line.send(Buffer.from([...varUint(type), 1, 2, 3]))
  await client.settled()
  expect(client.line.closing).toBeNull()
  await scene.expectOnly('unharmed')
})

test('[C8] a message in more fragments than anybody needs is cut off', async () => {
  const client = await stranger()
  client.sendFrame({ fin: false })
  const piece = encodeFrame({ fin: false, opcode: OPCODE.continuation })
  client.sendOctets(Buffer.concat(Array(20_000).fill(piece)))
  expect((await client.closed()).code).toBe(1008)
  await scene.expectOnly('unharmed')
})

const SEED = Number(process.env.SEED ?? 20_260_101)
test(`[G1, W4] edits flow while 60 connections send garbage (seed ${SEED})`, async () => {
  const random = seededRandom(SEED)
  const octet = (): number => Math.floor(random() * 256)
  const garbage = (): Buffer => Buffer.from(Array.from({ length: 1 + Math.floor(random() * 60) }, octet))
  const kinds: readonly (() => Uint8Array)[] = [
    garbage,
    () => encodeFrame({ payload: garbage() }),
    () => encodeFrame({ payload: writeUpdate(garbage()) }),
    () => encodeFrame({ payload: Buffer.concat([HEARTBEAT, garbage()]) }),
  ]
  const pest = async (): Promise<void> => {
    for (let visit = 0; visit < 5; visit++) {
      const client = await stranger()
      const kind = kinds[Math.floor(random() * kinds.length)] ?? garbage
      for (let i = 0; i < 20; i++) client.sendOctets(kind())
      client.hangUp()
      await client.closed()
    }
  }
  const pests = Promise.all(Array.from({ length: 60 }, pest))
  for (let i = 0; i < 20; i++) {
    scene.editor.type(`<${i}>`)
    await eventually(() => expect(scene.bystander.text).toBe(scene.editor.text), 1_000)
  }
  await pests
  await scene.expectOnly('to the end')
})

test('[A1] after all of it the server is restarted, and the text is the same', async () => {
  await scene.expectOnly('as it was')
  const before = scene.editor.text
  scene.leave()
  expect(await server.end('SIGTERM')).toBe(0)
  await server.start()
  expect(await scene.textOnServer()).toBe(before)
})
