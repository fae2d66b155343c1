import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { TestServer } from './test-server.ts'

let server: TestServer
const opened: WebsocketProvider[] = []

beforeEach(async () => {
  server = new TestServer()
  await server.start()
})

afterEach(async () => {
  for (const provider of opened.splice(0)) {
    provider.destroy()
    provider.awareness.destroy()
  }
  await server.dispose()
})

function open(document: string, cookie: string): { doc: Y.Doc; provider: WebsocketProvider } {
  const doc = new Y.Doc()
  class WithCookie extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { cookie } })
    }
  }
  const provider = new WebsocketProvider(`${server.socketUrl}/sync`, document, doc, {
    WebSocketPolyfill: WithCookie as never,
    disableBc: true,
  })
  opened.push(provider)
  return { doc, provider }
}

const text = (doc: Y.Doc): Y.XmlText => {
  const paragraph = doc.getXmlFragment('default').get(1) as Y.XmlElement
  return paragraph.get(0) as Y.XmlText
}

test('[A1] two stock clients write, the server is killed, a third opens the same text', async () => {
  const cookie = await server.guest()
  const document = await server.newDocument(cookie, 'Both of us')
  const a = open(document, cookie)
  const b = open(document, cookie)
  await vi.waitFor(() => expect(a.provider.synced && b.provider.synced).toBe(true))
  text(a.doc).insert(0, 'one ')
  await vi.waitFor(() => expect(text(b.doc)?.toString()).toBe('one '))
  text(b.doc).insert(4, 'two')
  await vi.waitFor(() => expect(text(a.doc).toString()).toBe('one two'))
  await server.end('SIGKILL')
  text(a.doc).insert(7, ' three')
  await server.start()
  const c = open(document, cookie)
  await vi.waitFor(
    () => expect(c.doc.getXmlFragment('default').toString()).toContain('one two three'),
    10_000,
  )
  await vi.waitFor(() => expect(text(b.doc).toString()).toBe('one two three'), 10_000)
  expect(c.doc.getXmlFragment('default').toString()).toContain('Both of us')
})
