import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type WireMessage, writeStep1, writeUpdate } from '../../../lib/wire.ts'
import { TestServer } from '../test-server.ts'
import { SyncClient, textOf } from './sync-client.ts'
import { eventually } from './within.ts'

const PIECE_BYTES = 256 * 1024
/** What a message and its update take beside what they carry. */
const HEAD_BYTES = 64

const server = new TestServer({ UPDATES_PER_SECOND: '10000' })
let cookie: string
beforeAll(async () => {
  await server.start()
  cookie = await server.guest()
})
afterAll(() => server.dispose())

/** A document in which one letter in two of a long text was deleted, and who wrote it. */
async function documentWithHoles(): Promise<SyncClient & { document: string }> {
  const document = await server.newDocument(cookie)
  const author = await SyncClient.join(server, { document, cookie })
  author.type('abcdefghij'.repeat(40))
  for (let i = 0; i < 200; i++) author.line.send(writeUpdate(author.edit((doc) => deleteAt(doc, i))))
  await eventually(() => expect(author.saved).toBe(201))
  return Object.assign(author, { document })
}

function deleteAt(doc: Y.Doc, index: number): void {
  const blocks = doc.getXmlFragment('default').toArray()
  const text = blocks.at(-1)
  if (!(text instanceof Y.XmlText)) throw new Error('no text')
  text.delete(index, 1)
}

/** Connects with a copy; the octets of the step 2s that it is answered with come back. */
async function comeBack(document: string, copy: Uint8Array): Promise<SyncClient> {
  const client = await SyncClient.connect(server, { document, cookie })
  Y.applyUpdate(client.doc, copy)
  client.line.send(writeStep1(Y.encodeStateVector(client.doc)))
  return client
}

const octetsOf = ({ messages }: SyncClient, kind: WireMessage['kind']): number[] =>
  messages.flatMap((message) => (message.kind === kind && 'update' in message ? [message.update.length] : []))

test('[J2] a client that missed nothing gets at most 200 octets, however much was deleted', async () => {
  const author = await documentWithHoles()
  const copy = Y.encodeStateAsUpdate(author.doc)
  expect(copy.length).toBeGreaterThan(600)
  const client = await comeBack(author.document, copy)
  client.sendStep2(copy)
  await client.seen('step2')
  expect(octetsOf(client, 'step2')[0]).toBeLessThanOrEqual(200)
  expect(octetsOf(client, 'update')).toEqual([])
  await eventually(() => expect(client.saved).toBe(1))
  await client.line.leave()
})

test('[J2] a client that lacks only deletions gets just these', async () => {
  const author = await documentWithHoles()
  const copy = Y.encodeStateAsUpdate(author.doc)
  author.line.send(writeUpdate(author.edit((doc) => deleteAt(doc, 50))))
  await eventually(() => expect(author.saved).toBe(202))
  const client = await comeBack(author.document, copy)
  client.sendStep2(copy)
  await client.seen('step2')
  expect(client.text).toBe(author.text)
  expect(octetsOf(client, 'step2')[0]).toBeLessThanOrEqual(200)
  await client.line.leave()
})

test('[J2] a client that does not say which deletions it has is sent them all', async () => {
  const author = await documentWithHoles()
  const copy = Y.encodeStateAsUpdate(author.doc)
  author.line.send(writeUpdate(author.edit((doc) => deleteAt(doc, 50))))
  await eventually(() => expect(author.saved).toBe(202))
  const client = await comeBack(author.document, copy)
  await client.seen('step2')
  expect(client.text).toBe(author.text)
  await client.line.leave()
})

test('[J3] a large document comes in pieces of 256 KiB, and the step 2 last', async () => {
  const document = await server.newDocument(cookie)
  const author = await SyncClient.join(server, { document, cookie })
  for (let i = 0; i < 6; i++) author.type(`${i}é漢😀`.repeat(100_000))
  await eventually(() => expect(author.saved).toBe(6))
  const fresh = await SyncClient.join(server, { document, cookie })
  const pieces = octetsOf(fresh, 'update')
  expect(pieces.length).toBeGreaterThan(20)
  expect(Math.max(...pieces)).toBeLessThanOrEqual(PIECE_BYTES + HEAD_BYTES)
  // the size may be told at any moment
  expect(fresh.messages.findLast(({ kind }) => kind !== 'control')?.kind).toBe('step2')
  expect(fresh.text).toBe(author.text)
  const half = await comeBack(document, Y.encodeStateAsUpdate(fresh.doc))
  author.type('and on')
  await eventually(() => expect(author.saved).toBe(7))
  await eventually(() => expect(half.text).toBe(author.text))

  class WithCookie extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { cookie } })
    }
  }
  const doc = new Y.Doc()
  const stock = new WebsocketProvider(`${server.socketUrl}/sync`, document, doc, {
    WebSocketPolyfill: WithCookie as never,
    disableBc: true,
  })
  await new Promise((resolve) => stock.once('sync', resolve))
  expect(textOf(doc)).toBe(author.text)
  stock.destroy()
  stock.awareness.destroy()
  for (const client of [author, fresh, half]) await client.line.leave()
})

test('[J1] who joins while others write gets everything once', async () => {
  const document = await server.newDocument(cookie)
  const author = await SyncClient.join(server, { document, cookie })
  author.type('x'.repeat(1_000_000))
  await eventually(() => expect(author.saved).toBe(1))
  const joining: Promise<SyncClient>[] = []
  for (let i = 0; i < 100; i++) {
    author.type(`line ${i}`)
    if (i % 10 === 0) joining.push(SyncClient.join(server, { document, cookie }))
  }
  const joined = await Promise.all(joining)
  await eventually(() => expect(author.saved).toBe(101))
  for (const client of joined) await eventually(() => expect(client.text).toBe(author.text))
  for (const client of [author, ...joined]) await client.line.leave()
})
