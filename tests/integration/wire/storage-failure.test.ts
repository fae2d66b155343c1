import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { flipOctets } from '../../flip-octets.ts'
import { HeldServer } from './held-server.ts'
import { Scene } from './scene.ts'
import { SyncClient } from './sync-client.ts'

const CLOSED = { code: 1011, reason: 'storage' }
const server = new HeldServer()
let owner: string
let scene: Scene

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
})
afterAll(() => server.dispose())
beforeEach(async () => {
  scene = await Scene.open(server, owner)
})
afterEach(() => {
  server.failing = false
  scene.leave()
})

test('[A4, C11] a write that the disk does not take closes 1011 and is neither acknowledged nor forwarded', async () => {
  const saved = scene.editor.saved
  const before = scene.bystander.text
  server.failing = true
  scene.editor.type('lost?')
  expect(await Promise.all([scene.editor.closed(), scene.bystander.closed()])).toEqual([CLOSED, CLOSED])
  expect(scene.editor.saved).toBe(saved)
  expect(scene.bystander.text).toBe(before)

  server.failing = false
  const back = await scene.join()
  expect(back.text).toBe(before)
  await back.line.leave()
})

test('[A4] whoever writes elsewhere meanwhile is not harmed by it for longer than it lasts', async () => {
  const other = await Scene.open(server, owner)
  server.failing = true
  scene.editor.type('refused')
  expect(await scene.editor.closed()).toEqual(CLOSED)
  server.failing = false
  await other.expectOnly('taken')
  other.leave()
})

test('[A3, C11] a document that cannot be read closes 1011 before a word of it is sent', async () => {
  const document = await server.newDocument(owner)
  flipOctets(server.dataDir, document)
  const visitor = await SyncClient.connect(server, { document, cookie: owner })
  expect(await visitor.closed()).toEqual(CLOSED)
  expect([visitor.messages, visitor.controls]).toEqual([[], []])
  flipOctets(server.dataDir, document)
  await (await SyncClient.join(server, { document, cookie: owner })).line.leave()
})
