import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as WebsocketProvider2 } from 'y-websocket-2'
import * as Y from 'yjs'
import type { TestServer } from '../test-server.ts'

// 2.1 differs in the types of its events only
const PROVIDERS = {
  'y-websocket 3': WebsocketProvider,
  'y-websocket 2.1': WebsocketProvider2 as unknown as typeof WebsocketProvider,
} as const
export type StockVersion = keyof typeof PROVIDERS

/** A stock client as it comes, and what happened to its line. */
export class StockClient {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  /** Types of the messages that it got. */
  readonly types = new Set<number>()
  connected = 0
  closed = 0

  constructor(version: StockVersion, server: TestServer, document: string, cookie: string) {
    const { types } = this
    class WithCookie extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers: { cookie } })
        this.on('message', (octets: ArrayBuffer) => types.add(new Uint8Array(octets)[0] ?? -1))
      }
    }
    this.provider = new PROVIDERS[version](`${server.socketUrl}/sync`, document, this.doc, {
      WebSocketPolyfill: WithCookie as never,
      disableBc: true,
      connect: false,
    })
    this.provider.on('status', ({ status }) => {
      if (status === 'connected') this.connected++
    })
    this.provider.on('connection-close', () => this.closed++)
    this.provider.connect()
  }

  get text(): string {
    return this.doc.getXmlFragment('default').toString()
  }

  type(text: string): void {
    this.doc.getXmlFragment('default').push([new Y.XmlText(text)])
  }

  leave(): void {
    this.provider.destroy()
    this.provider.awareness.destroy()
  }
}
