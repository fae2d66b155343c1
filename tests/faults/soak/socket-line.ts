import * as Y from 'yjs'
import { type ControlMessage, controlMessage } from '../../../lib/control-messages.ts'
import type { Role } from '../../../lib/roles.ts'
import { readMessage, writeAwareness } from '../../../lib/wire.ts'
import { encodeFrame, OPCODE } from '../../integration/wire/frames.ts'
import { RawClient } from '../../integration/wire/raw-client.ts'
import { visitRequest } from '../../integration/wire/sync-client.ts'
import { entriesOf } from '../../unit/presence-room.ts'
import type { Client, Speaker } from '../simulation/client.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** How somebody may leave. */
export const MANNERS = [
  'says goodbye',
  'hangs up',
  'is killed',
  'is killed mid-frame',
  'falls silent',
] as const
export type Manner = (typeof MANNERS)[number]

/** One real connection of a client. */
export class SocketLine implements Speaker {
  readonly #raw: RawClient
  readonly #client: Client<SocketLine>
  /** The client's own clock when each write was sent. */
  readonly #clocks: number[] = []
  #role: Role = 'viewer'
  #presence = 0

  private constructor(raw: RawClient, client: Client<SocketLine>) {
    this.#raw = raw
    this.#client = client
  }

  /** Connects a client. Rejects when the server does not let it in. */
  static async open(
    port: number,
    document: string,
    cookie: string,
    client: Client<SocketLine>,
  ): Promise<SocketLine> {
    const early: Uint8Array[] = []
    let opened: SocketLine | null = null
    const raw = await RawClient.open(port, visitRequest({ document, cookie }), ({ opcode, payload }) => {
      if (opcode === OPCODE.ping && opened !== null) opened.#raw.sendFrame({ opcode: OPCODE.pong, payload })
      if (opcode !== OPCODE.binary) return
      if (opened === null) early.push(payload)
      else opened.#receive(payload)
    })
    const line = new SocketLine(raw, client)
    opened = line
    client.connected(line)
    for (const payload of early) line.#receive(payload)
    raw.closed(DAY_MS).then(
      ({ code }) => line.#over(code),
      () => raw.destroy(),
    )
    return line
  }

  get canEdit(): boolean {
    return this.#role === 'editor' || this.#role === 'owner'
  }

  /** How the socket stands, in words. */
  get condition(): string {
    return this.#raw.condition
  }

  /** Updates and step 2s sent. */
  get counted(): number {
    return this.#clocks.length
  }

  /** The client's own clock up to which the server says that it is on disk. */
  get savedClock(): number {
    return this.#clocks[this.#client.saved - 1] ?? 0
  }

  say(payload: Uint8Array, update: Uint8Array | null): void {
    if (update !== null) this.#clocks.push(Y.getState(this.#client.doc.store, this.#client.doc.clientID))
    this.#raw.send(payload)
  }

  /** Moves the caret. */
  show(place: number): void {
    const entry = [
      this.#client.doc.clientID,
      ++this.#presence,
      { cursor: { anchor: place, head: place } },
    ] as const
    this.#raw.send(writeAwareness(entriesOf([entry])))
  }

  /** Reads nothing from now on, or goes on. */
  freeze(frozen: boolean): void {
    this.#raw.freeze(frozen)
  }

  async end(manner: Manner, silentMs: number): Promise<void> {
    if (this.#raw.closing !== null) return
    switch (manner) {
      case 'says goodbye':
        // whoever reads nothing would not hear the answer
        this.#raw.freeze(false)
        return this.#raw.leave()
      case 'hangs up':
        this.#raw.hangUp()
        break
      case 'is killed':
        this.#raw.destroy()
        break
      case 'is killed mid-frame':
        this.#raw.sendOctets(encodeFrame({ payload: new Uint8Array(100) }).subarray(0, 40))
        this.#raw.destroy()
        break
      case 'falls silent':
        this.#raw.freeze(true)
        setTimeout(() => this.#raw.destroy(), silentMs).unref()
        break
    }
    this.#over(1006)
  }

  /** Told once: by then the client may have another line. */
  #over(code: number): void {
    if (this.#client.line === this) this.#client.closed(code)
  }

  #receive(payload: Uint8Array): void {
    // after its end this line is not the client's any more
    if (this.#client.line !== this) return
    const message = readMessage(payload)
    if (message.kind === 'control') {
      const control: ControlMessage = controlMessage.parse(JSON.parse(message.json))
      if (control.type === 'hello' || control.type === 'role') this.#role = control.role
    }
    this.#client.message(payload)
  }
}
