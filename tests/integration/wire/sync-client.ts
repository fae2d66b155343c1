import * as Y from 'yjs'
import { type ControlMessage, controlMessage, SUBPROTOCOL } from '../../../lib/control-messages.ts'
import { readMessage, type WireMessage, writeStep1, writeStep2, writeUpdate } from '../../../lib/wire.ts'
import type { TestServer } from '../test-server.ts'
import { type Frame, OPCODE } from './frames.ts'
import { type Closing, RawClient } from './raw-client.ts'
import { eventually } from './within.ts'

/** Origin of transactions that came over the wire. */
export const REMOTE = 'remote'

type Control<T extends ControlMessage['type']> = Extract<ControlMessage, { type: T }>

export interface Visit {
  readonly document: string
  readonly cookie: string
  /** Whether it offers `scriptorium.v1`. */
  readonly controls?: boolean
}

/** The handshake of a visit. */
export const visitRequest = ({ document, cookie, controls = true }: Visit) => ({
  target: `/sync/${document}`,
  headers: { Cookie: cookie, 'Sec-WebSocket-Protocol': controls ? SUBPROTOCOL : null },
})

/** What a document holds, as markup. */
export const textOf = (doc: Y.Doc): string => doc.getXmlFragment('default').toString()

/** One Yjs document on one raw connection. Takes what it is sent; says only what the test tells it to. */
export class SyncClient {
  readonly doc = new Y.Doc()
  readonly messages: WireMessage[] = []
  readonly controls: ControlMessage[] = []
  #line: RawClient | null = null

  /** Connects and asks for the document; resolves once it is there. */
  static async join(server: Pick<TestServer, 'port'>, visit: Visit): Promise<SyncClient> {
    const client = await SyncClient.connect(server, visit)
    client.line.send(writeStep1(Y.encodeStateVector(client.doc)))
    await client.seen('step2')
    return client
  }

  /** Connects and says nothing. */
  static async connect(server: Pick<TestServer, 'port'>, visit: Visit): Promise<SyncClient> {
    const client = new SyncClient()
    client.#line = await RawClient.open(server.port, visitRequest(visit), (frame) => client.#receive(frame))
    return client
  }

  get line(): RawClient {
    if (this.#line === null) throw new Error('not connected')
    return this.#line
  }

  get text(): string {
    return textOf(this.doc)
  }

  get saved(): number {
    return this.last('saved')?.count ?? 0
  }

  last<T extends ControlMessage['type']>(type: T): Control<T> | undefined {
    return this.controls.findLast((control): control is Control<T> => control.type === type)
  }

  /** Changes the document and returns the update that says so, without sending it. */
  edit(change: (doc: Y.Doc) => void): Uint8Array {
    const updates: Uint8Array[] = []
    const note = (update: Uint8Array): number => updates.push(update)
    this.doc.on('update', note)
    this.doc.transact(() => change(this.doc))
    this.doc.off('update', note)
    return Y.mergeUpdates(updates)
  }

  /** Puts a text behind the document's other blocks; not sent. */
  draft(text: string): Uint8Array {
    return this.edit((doc) => doc.getXmlFragment('default').push([new Y.XmlText(text)]))
  }

  /** Puts a text behind the document's other blocks and sends it. */
  type(text: string): void {
    this.line.send(writeUpdate(this.draft(text)))
  }

  /** Deletes all blocks and sends that. */
  deleteAll(): void {
    const update = this.edit((doc) => {
      const blocks = doc.getXmlFragment('default')
      blocks.delete(0, blocks.length)
    })
    this.line.send(writeUpdate(update))
  }

  sendStep2(update: Uint8Array): void {
    this.line.send(writeStep2(update))
  }

  /** Resolves once the server has decided about everything sent until now: it answers in order. */
  async settled(): Promise<void> {
    const answers = (): number => this.messages.filter(({ kind }) => kind === 'step2').length
    const before = answers()
    this.line.send(writeStep1(Y.encodeStateVector(this.doc)))
    await eventually(() => {
      if (answers() === before) throw new Error('no answer to step 1')
    })
  }

  async seen(kind: WireMessage['kind']): Promise<void> {
    await eventually(() => {
      if (!this.messages.some((message) => message.kind === kind)) throw new Error(`no ${kind} yet`)
    })
  }

  closed(): Promise<Closing> {
    return this.line.closed()
  }

  #receive({ opcode, payload }: Frame): void {
    if (opcode !== OPCODE.binary) return
    const message = readMessage(payload)
    this.messages.push(message)
    if (message.kind === 'step2' || message.kind === 'update') {
      Y.applyUpdate(this.doc, message.update, REMOTE)
    } else if (message.kind === 'control') this.controls.push(controlMessage.parse(JSON.parse(message.json)))
  }
}
