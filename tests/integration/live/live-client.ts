import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import {
  LIVE_SUBPROTOCOL,
  type LiveMessage,
  type LiveRequest,
  liveMessage,
} from '../../../lib/live-messages.ts'
import { type ServerMessage, serverMessage } from '../../../lib/server-watch.ts'
import type { TalkAction, TalkEvent } from '../../../lib/talk.ts'
import type { TestServer } from '../test-server.ts'
import { eventually } from '../wire/within.ts'

interface Ending {
  readonly code: number
  readonly reason: string
}

/** A client of `/live` that keeps all that it is told. */
export class LiveClient {
  readonly messages: LiveMessage[] = []
  /** What operators are told of the server. */
  readonly server: ServerMessage[] = []
  ending: Ending | null = null
  readonly #ws: WebSocket

  private constructor(ws: WebSocket) {
    this.#ws = ws
    ws.on('message', (data, isBinary) => {
      if (isBinary) throw new Error('a binary frame')
      const message: unknown = JSON.parse(String(data))
      const ofServer = serverMessage.safeParse(message)
      if (ofServer.success) this.server.push(ofServer.data)
      else this.messages.push(liveMessage.parse(message))
    })
    ws.on('close', (code, reason) => {
      this.ending = { code, reason: reason.toString() }
    })
    // a server that is killed cuts the line
    ws.on('error', () => undefined)
  }

  static async connect(server: TestServer, cookie: string): Promise<LiveClient> {
    const client = new LiveClient(
      new WebSocket(`${server.socketUrl}/live`, LIVE_SUBPROTOCOL, { headers: { cookie } }),
    )
    await eventually(() => client.one('hello'))
    return client
  }

  /** Connects and listens to a topic. */
  static async listen(
    server: TestServer,
    cookie: string,
    topic: string,
    after?: number,
  ): Promise<LiveClient> {
    const client = await LiveClient.connect(server, cookie)
    await client.subscribe(topic, after)
    return client
  }

  async subscribe(topic: string, after?: number): Promise<void> {
    const before = this.all('subscribed').length
    this.send({ type: 'subscribe', topic, ...(after === undefined ? {} : { after }) })
    await eventually(() => {
      if (this.all('subscribed').length === before) throw new Error('not subscribed')
    })
  }

  send(request: LiveRequest): void {
    this.raw(JSON.stringify(request))
  }

  raw(data: string | Uint8Array): void {
    this.#ws.send(data)
  }

  /** Does something; returns the id under which it will be answered. */
  do(topic: string, action: TalkAction, id: string = randomUUID()): string {
    this.send({ type: 'do', id, topic, action })
    return id
  }

  post(topic: string, text: string, id?: string): string {
    return this.do(topic, { kind: 'post', text }, id)
  }

  /** Resolves with the number that it got, or with why it was refused. */
  async answered(id: string): Promise<number | string> {
    return eventually(() => {
      const done = this.all('done').find((message) => message.id === id)
      if (done !== undefined) return done.seq
      const refused = this.all('refused').find((message) => message.id === id)
      if (refused !== undefined) return refused.why
      throw new Error(`${id} is not answered`)
    })
  }

  all<T extends LiveMessage['type']>(type: T): Extract<LiveMessage, { type: T }>[] {
    return this.messages.filter(
      (message): message is Extract<LiveMessage, { type: T }> => message.type === type,
    )
  }

  one<T extends LiveMessage['type']>(type: T): Extract<LiveMessage, { type: T }> {
    const [found] = this.all(type)
    if (found === undefined) throw new Error(`no ${type}`)
    return found
  }

  /** All events of all topics, in the order in which they came. */
  get events(): TalkEvent[] {
    return this.all('events').flatMap(({ events }) => events)
  }

  get texts(): string[] {
    return this.events.flatMap(({ action }) => (action.kind === 'post' ? [action.text] : []))
  }

  async ended(): Promise<Ending> {
    return eventually(() => {
      if (this.ending === null) throw new Error('still there')
      return this.ending
    })
  }

  stopReading(): void {
    this.#ws.pause()
  }

  goOnReading(): void {
    this.#ws.resume()
  }

  destroy(): void {
    this.#ws.terminate()
  }
}
