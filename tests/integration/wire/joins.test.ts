import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { type WireMessage, writeStep1, writeUpdate } from '../../../lib/wire.ts'
import { Pen } from '../../pen.ts'
import { TestServer } from '../test-server.ts'
import { StockClient } from './stock-client.ts'
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

/** A large document of two authors: bold words of one in the middle of what was the other's. */
async function documentWithMarks(): Promise<string> {
  const document = await server.newDocument(cookie)
  const [ann, ben] = [
    await SyncClient.join(server, { document, cookie }),
    await SyncClient.join(server, { document, cookie }),
  ]
  // in an update clients come in the order of their ids: hers with the marks before his with the words
  ann.doc.clientID = 4_000_000_000
  ben.doc.clientID = 500_000
  const turn = async (who: SyncClient, change: (doc: Y.Doc) => void): Promise<void> => {
    who.line.send(writeUpdate(who.edit(change)))
    await eventually(() => expect(ann.text).toBe(ben.text))
  }
  const filler = 'filler '.repeat(60_000)
  await turn(ann, (doc) => doc.getXmlFragment('default').push([paragraph('x and more')]))
  await turn(ann, (doc) => doc.getXmlFragment('default').push([paragraph(filler)]))
  await turn(ann, (doc) => wordsOf(doc).format(0, 1, { bold: true }))
  await turn(ben, (doc) => doc.getXmlFragment('default').push([paragraph(filler)]))
  await turn(ben, (doc) => wordsOf(doc).insert(1, 'bold'))
  await turn(ann, (doc) => wordsOf(doc).delete(0, 1))
  for (const { line } of [ann, ben]) await line.leave()
  await compacted(document)
  // what was in memory was not
  await server.end('SIGTERM')
  await server.start()
  return document
}

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

/** Behind the heading and the paragraph that every document begins with. */
const wordsOf = (doc: Y.Doc): Y.XmlText =>
  (doc.getXmlFragment('default').get(2) as Y.XmlElement).get(0) as Y.XmlText

/** Resolves once nobody is there any more and a snapshot has taken the place of all records. */
const compacted = (document: string): Promise<void> =>
  eventually(() => {
    const log = new DatabaseSync(join(server.dataDir, 'log.db'), { readOnly: true, timeout: 5_000 })
    const row = log
      .prepare(
        'SELECT s.seq = l.last_seq AS whole FROM snapshots s JOIN logs l ON l.id = s.log WHERE document = ?',
      )
      .get(document)
    log.close()
    expect(row?.whole).toBe(1)
  }, 15_000)

// Between two pieces there may be marks around words that have yet to come, and Yjs deletes them as an edit of whoever
// hears of them. Our page keeps it from that (`lib/keep-marks.ts`); others get such pieces as one.
test('[J3] a stock client that opens a large document takes no formats from it', async () => {
  const document = await documentWithMarks()
  const stock = new StockClient('y-websocket 3', server, document, cookie)
  const said: Uint8Array[] = []
  stock.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== stock.provider) said.push(update)
  })
  await eventually(() => expect(stock.provider.synced).toBe(true)).finally(() => stock.leave())
  expect(said).toEqual([])
})

test('[J3] our page takes none', async () => {
  const document = await documentWithMarks()
  const pen = new Pen(server.url, cookie, document)
  await pen.until(({ status }) => status.kind === 'saved')
  expect(wordsOf(pen.doc).toDelta()).toEqual([
    { insert: 'bold', attributes: { bold: true } },
    { insert: ' and more' },
  ])
  pen.put()
})
