import WebSocket from 'ws'
import * as Y from 'yjs'
import { DocumentConnection } from '../lib/document-connection.ts'
import type { SyncStatus } from '../lib/sync-status.ts'

export const textOf = (doc: Y.Doc): Y.XmlText => {
  const paragraph = doc.getXmlFragment('default').get(1)
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
  if (!(text instanceof Y.XmlText)) throw new Error('the document has no first paragraph')
  return text
}

/** The browser's side of a document without a browser: the same connection that the page holds. */
export class Pen {
  readonly connection: DocumentConnection

  constructor(url: string, cookie: string, id: string) {
    class WithCookie extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers: { cookie } })
      }
    }
    this.connection = new DocumentConnection({
      serverUrl: `${url.replace('http', 'ws')}/sync`,
      documentId: id,
      user: { id: 'pen', name: 'Pen', color: '#336699' },
      role: 'editor',
      world: {
        // The part of a browser's WebSocket that the connection uses is the same.
        WebSocket: WithCookie as unknown as typeof globalThis.WebSocket,
        probe: async () => ({ kind: 'admitted' }),
        isOnline: () => true,
        random: Math.random,
        now: Date.now,
      },
    })
    void this.connection.start()
  }

  get doc(): Y.Doc {
    return this.connection.doc
  }

  get text(): string {
    return textOf(this.doc).toString()
  }

  get status(): SyncStatus {
    return this.connection.getSnapshot().status
  }

  /** Resolves once `holds` is true of what the page would show. */
  until(holds: (pen: Pen) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds(this)) return
        stop()
        this.doc.off('update', look)
        resolve()
      }
      const stop = this.connection.subscribe(look)
      this.doc.on('update', look)
      look()
    })
  }

  put(): void {
    this.connection.leave()
  }
}
