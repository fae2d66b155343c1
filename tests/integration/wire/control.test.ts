import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { Scene } from './scene.ts'
import { SyncClient } from './sync-client.ts'
import { eventually } from './within.ts'

const NOTHING = new Uint8Array([0, 0])
const server = new TestServer({
  MAX_MESSAGE_BYTES: '20000',
  MAX_DOCUMENT_BYTES: '30000',
  UPDATES_PER_SECOND: '77',
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

const nameOf = async (cookie: string): Promise<string> => {
  const answer = await server.request(cookie, 'GET', '/api/me')
  return ((await answer.json()) as { user: { name: string } }).user.name
}

test('[W2] the first message says the role, the limits and the size', async () => {
  await scene.setLink('commenter')
  const visitor = await scene.join(guest)
  expect(visitor.messages[0]?.kind).toBe('control')
  expect(visitor.controls[0]).toEqual({
    type: 'hello',
    role: 'commenter',
    limits: { messageBytes: 20_000, documentBytes: 30_000, updatesPerSecond: 77 },
    size: Y.encodeStateAsUpdate(visitor.doc).length,
  })
  expect(scene.editor.last('hello')?.role).toBe('owner')
})

test('[W2] behind it comes step 1, and then nothing unasked', async () => {
  const visitor = await SyncClient.connect(server, { document: scene.document, cookie: owner })
  await visitor.seen('step1')
  scene.editor.type('seen by all')
  await visitor.seen('update')
  expect(visitor.messages.map(({ kind }) => kind)).toEqual(['control', 'step1', 'update'])
})

test('[A2, W2] saved counts every update and step 2, empty and repeated ones too', async () => {
  const { editor } = scene
  const word = editor.draft('word')
  const steps: readonly (() => void)[] = [
    () => editor.line.send(writeUpdate(word)),
    () => editor.line.send(writeUpdate(word)),
    () => editor.line.send(writeUpdate(NOTHING)),
    () => editor.sendStep2(NOTHING),
    () => editor.sendStep2(Y.encodeStateAsUpdate(editor.doc)),
    () => editor.deleteAll(),
  ]
  for (const [i, step] of steps.entries()) {
    step()
    await eventually(() => expect(editor.saved, `step ${i}`).toBe(i + 1))
  }
  expect(scene.bystander.saved).toBe(0)
})

test('[A2] saved never runs back, and reaches the count of what was sent', async () => {
  const { editor } = scene
  for (let i = 0; i < 300; i++) editor.type(`${i} `)
  await eventually(() => expect(editor.saved).toBe(300))
  const counts = editor.controls.flatMap((control) => (control.type === 'saved' ? [control.count] : []))
  expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b))
})

test('[G9, W2] behind a gap nothing counts as saved, until a step 2 has closed it', async () => {
  const { editor } = scene
  const lost = editor.draft('lost ')
  editor.type('found')
  await eventually(() => expect(editor.messages.filter(({ kind }) => kind === 'step1')).toHaveLength(2))
  await editor.settled()
  expect(editor.saved).toBe(0)
  expect(lost.length).toBeGreaterThan(0)
  editor.sendStep2(Y.encodeStateAsUpdate(editor.doc))
  await eventually(() => expect(editor.saved).toBe(2))
  expect(await scene.textOnServer()).toMatch(/lost found$/)
})

test('[R3] a change of role arrives on the open socket and holds at once', async () => {
  const by = await nameOf(owner)
  await scene.setLink('viewer')
  const visitor = await scene.join(guest)
  for (const role of ['editor', 'commenter', 'editor'] as const) {
    await scene.setLink(role)
    await eventually(() => expect(visitor.last('role')).toEqual({ type: 'role', role, by }))
  }
  visitor.type('now I may')
  await eventually(() => expect(visitor.saved).toBe(1))
  await scene.setLink('viewer')
  await eventually(() => expect(visitor.last('role')?.role).toBe('viewer'))
  visitor.type('and now not')
  expect(await visitor.closed()).toEqual({ code: 1008, reason: 'role' })
  expect(await scene.textOnServer()).toMatch(/now I may$/)
})

test('[R3] who is told of no change of role had none', async () => {
  await scene.setLink('viewer')
  await scene.setLink('editor')
  await scene.editor.settled()
  expect(scene.editor.last('role')).toBeUndefined()
})

test('[L2] the size is told after the document was measured', async () => {
  scene.editor.type('x'.repeat(18_000))
  scene.editor.type('y'.repeat(18_000))
  expect(await scene.editor.closed()).toEqual({ code: 1009, reason: 'doc-size' })
  await eventually(() => expect(scene.bystander.last('size')).toBeDefined())
  const bytes = Y.encodeStateAsUpdate(scene.bystander.doc).length
  expect(scene.bystander.last('size')).toEqual({ type: 'size', bytes, cap: 30_000 })
})

test('[L7] whoever listens is told the size when it passes 80 and 90 % of the cap, and when it falls again', async () => {
  const { editor, bystander } = scene
  const told = () => bystander.last('size')?.bytes
  const exact = () => Y.encodeStateAsUpdate(bystander.doc).length
  for (const [text, least] of [
    ['x'.repeat(19_000), null],
    ['y'.repeat(6_000), 24_000],
    ['z'.repeat(2_500), 27_000],
  ] as const) {
    editor.type(text)
    await eventually(() => expect(bystander.text).toContain(text))
    if (least === null) continue
    await eventually(() => expect(told()).toBe(exact()))
    expect(exact()).toBeGreaterThan(least)
  }
  editor.deleteAll()
  await eventually(() => expect(bystander.text).toBe(''))
  await eventually(() => expect(told()).toBe(exact()))
  expect([told(), editor.last('size')?.bytes]).toEqual([exact(), exact()])
  expect(exact()).toBeLessThan(1_000)
})

test.each([
  ['doc-size', (client: SyncClient) => client.draft('x'.repeat(40_000 / 2 - 100))],
  ['malformed', () => new Uint8Array([9])],
  ['guard', (client: SyncClient) => client.edit((doc) => doc.getMap('unheard of').set('a', 1))],
] as const)('[W2] a write that is refused is named with its number, and why: %s', async (why, write) => {
  scene.bystander.type('z'.repeat(15_000))
  await eventually(() => expect(scene.editor.text).toContain('zzz'))
  const { editor } = scene
  editor.sendStep2(NOTHING)
  editor.line.send(writeUpdate(write(editor)))
  expect((await editor.closed()).reason).toBe(why)
  expect(editor.last('rejected')).toEqual({ type: 'rejected', count: 2, why })
  expect(editor.saved).toBe(1)
})

test('[W2] a stock client gets none of it', async () => {
  await scene.setLink('editor')
  const stock = await SyncClient.connect(server, { document: scene.document, cookie: guest, controls: false })
  stock.sendStep2(NOTHING)
  stock.type('written')
  await eventually(() => expect(scene.bystander.text).toContain('written'))
  await scene.setLink('viewer')
  stock.type('refused')
  expect(await stock.closed()).toEqual({ code: 1008, reason: 'role' })
  expect(stock.messages.map(({ kind }) => kind)).not.toContain('control')
})
