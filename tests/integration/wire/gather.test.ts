import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { deletionsUpdate } from '../../../lib/deletions-update.ts'
import { MESSAGE_CONTROL, writeControl, writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { Scene } from './scene.ts'
import { SyncClient } from './sync-client.ts'
import { eventually } from './within.ts'

const AT = { type: null, tname: 'default', item: null, assoc: 0 } as const
const ASK = writeControl({ type: 'gather', at: AT })

const server = new TestServer()
let owner: string
let guest: string
let scene: Scene
let visitor: SyncClient

beforeAll(async () => {
  await server.start()
  owner = await server.guest()
  guest = await server.guest()
})
afterAll(() => server.dispose())
beforeEach(async () => {
  scene = await Scene.open(server, owner)
  await scene.setLink('editor')
  visitor = await scene.join(guest)
})
afterEach(() => {
  visitor.line.destroy()
  scene.leave()
})

const me = async (cookie: string) => {
  const answer = await server.request(cookie, 'GET', '/api/me')
  return ((await answer.json()) as { user: { id: string; name: string } }).user
}

/** A control message with whatever is in it. */
function raw(json: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE_CONTROL)
  encoding.writeVarString(encoder, json)
  return encoding.toUint8Array(encoder)
}

test('[T6, W2] the others are told who asks and where, by the server’s word; the sender how many', async () => {
  const { id, name } = await me(guest)
  visitor.line.send(raw(JSON.stringify({ type: 'gather', at: AT, by: 'Mallory', userId: 'x' })))
  await eventually(() => expect(visitor.last('gathered')).toEqual({ type: 'gathered', people: 1 }))
  for (const other of [scene.editor, scene.bystander]) {
    await eventually(() =>
      expect(other.last('gather')).toEqual({ type: 'gather', by: name, userId: id, at: AT }),
    )
  }
  expect(visitor.last('gather')).toBeUndefined()
  expect([visitor.saved, scene.editor.saved]).toEqual([0, 0])
})

test('[T6, R3] who may no longer edit is passed over, and stays connected', async () => {
  await scene.setLink('commenter')
  await eventually(() => expect(visitor.last('role')?.role).toBe('commenter'))
  visitor.line.send(ASK)
  await visitor.settled()
  await scene.editor.settled()
  expect(scene.editor.last('gather')).toBeUndefined()
  expect(visitor.last('gathered')).toBeUndefined()
  expect(visitor.line.closing).toBeNull()
})

test('[T6] a fourth time in a row is refused in words, from another connection too', async () => {
  const again = await scene.join(guest)
  for (const client of [visitor, again, visitor]) {
    client.line.send(ASK)
    await client.settled()
  }
  again.line.send(ASK)
  await eventually(() => expect(again.last('notice')?.text).toMatch(/^You have just asked everybody/))
  await scene.editor.settled()
  expect(scene.editor.controls.filter(({ type }) => type === 'gather')).toHaveLength(3)
  again.line.destroy()
})

test.each([
  ['no JSON', '{"type":"gather"'],
  ['no place', '{"type":"gather"}'],
  ['a place in another root', JSON.stringify({ type: 'gather', at: { ...AT, tname: 'meta' } })],
  ['a long one', JSON.stringify({ type: 'gather', at: AT, more: 'x'.repeat(5_000) })],
  ['a word of the server', JSON.stringify({ type: 'notice', text: 'Reload now' })],
])('[T6, W4] %s is passed over: nobody is told, nobody is sent away', async (_, json) => {
  const before = scene.editor.controls.length
  visitor.line.send(raw(json))
  await visitor.settled()
  await scene.editor.settled()
  expect(scene.editor.controls).toHaveLength(before)
  expect([visitor.line.closing, visitor.last('gathered')]).toEqual([null, undefined])
})

test('[T6, W2] a stock client is told nothing, and asks nobody', async () => {
  const stock = await SyncClient.connect(server, { document: scene.document, cookie: guest, controls: false })
  scene.editor.line.send(ASK)
  await eventually(() => expect(visitor.last('gather')).toBeDefined())
  stock.line.send(ASK)
  await stock.settled()
  await scene.editor.settled()
  expect(stock.messages.map(({ kind }) => kind)).not.toContain('control')
  expect(scene.editor.last('gather')).toBeUndefined()
  stock.line.destroy()
})

test('[T12, L2] what a full document refused is taken after deletions that go before it', async () => {
  const small = new TestServer({ MAX_DOCUMENT_BYTES: '30000' })
  await small.start()
  const cookie = await small.guest()
  const full = await Scene.open(small, cookie)
  const { doc } = full.editor
  full.editor.type('x'.repeat(29_000))
  await eventually(() => expect(full.editor.saved).toBe(1))
  const known = Y.decodeStateVector(Y.encodeStateVector(doc))
  full.editor.type('y'.repeat(5_000))
  expect(await full.editor.closed()).toEqual({ code: 1009, reason: 'doc-size' })
  const text = doc.getXmlFragment('default')
  full.editor.edit(() => text.delete(text.length - 2, 1))

  for (const [deletionsFirst, taken] of [
    [false, false],
    [true, true],
  ] as const) {
    const back = await SyncClient.connect(small, { document: full.document, cookie })
    if (deletionsFirst) back.line.send(writeUpdate(deletionsUpdate(doc, known)))
    back.sendStep2(Y.encodeStateAsUpdate(doc))
    if (taken) await eventually(() => expect(back.saved).toBe(2))
    else expect(await back.closed()).toEqual({ code: 1009, reason: 'doc-size' })
    back.line.destroy()
  }
  expect(await full.textOnServer()).toBe(full.editor.text)
  full.leave()
  await small.dispose()
})
