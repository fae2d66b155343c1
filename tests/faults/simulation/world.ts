import * as Y from 'yjs'
import { type ControlMessage, controlMessage } from '../../../lib/control-messages.ts'
import type { DocumentId } from '../../../lib/ids.ts'
import { readMessage } from '../../../lib/wire.ts'
import { MemoryLog } from '../../memory-log.ts'
import { editOnce, seededRandom } from '../../unit/random-editing.ts'
import { Client, type Identity } from './client.ts'
import { Disk, LANES } from './disk.ts'
import { difference, Judge, replayStored } from './judge.ts'
import { Line } from './line.ts'
import { Server } from './server.ts'

const DOCUMENT = '0123456789abcdefghjkmnpqrs' as DocumentId
/** Closes of those who broke a rule. */
const RULE_CLOSES: readonly number[] = [1002, 1003, 1007, 1008, 1009]
const SEED_EDITS = 6
const ALL = Number.POSITIVE_INFINITY
/** Rounds in which everything under way arrives; more than this and it goes in circles. */
const MAX_ROUNDS = 200
/** Rounds without anything under way after which nothing more will come. */
const QUIET_ROUNDS = 3
const ROUND_MS = 20

/** The only clock there is. */
export interface Time {
  /** Milliseconds. */
  now(): number
  /** Runs the timers of the next `ms` milliseconds. */
  pass(ms: number): void
  /** Lets everything happen that needs neither time nor the outside. */
  settle(): Promise<void>
  /** Drops all timers. */
  forget(): void
}

/** A document, its disk, the server in its present life, the clients and the lines between them. */
export class World {
  readonly time: Time
  readonly clients: Client[] = []
  readonly #log = new MemoryLog()
  readonly #judge = new Judge()
  #disk: Disk
  #server: Server
  #lines: Line[] = []
  #made = 0
  /** The first promise that was broken. */
  fault: string | null = null

  constructor(time: Time, seed: number) {
    this.time = time
    const doc = new Y.Doc()
    doc.clientID = 1
    const random = seededRandom(seed)
    for (let step = 0; step < SEED_EDITS; step++) editOnce(doc, random, step)
    const record = { document: DOCUMENT, seq: 1, author: 'seed', time: 0, bytes: Y.encodeStateAsUpdate(doc) }
    void this.#log.append([record])
    this.#judge.stored([record])
    this.#disk = this.#newDisk()
    this.#server = this.#newServer()
  }

  get server(): Server {
    return this.#server
  }

  get disk(): Disk {
    return this.#disk
  }

  get lines(): readonly Line[] {
    return this.#lines
  }

  /** Opens a page with a copy of the document, or none. `dice` decides about its Yjs client id. */
  enter(identity: Identity, dice: number, copy: Uint8Array | null, at = this.clients.length): void {
    const clientId = (dice % 20_000_000) * 100 + ++this.#made + 1
    const client: Client = new Client(identity, clientId, copy, (trouble) => {
      // nobody here breaks a rule
      if (trouble.kind !== 'closed' || RULE_CLOSES.includes(trouble.code)) {
        this.break(`${client.name}: ${JSON.stringify(trouble)}`)
      }
    })
    client.kept = copy
    this.clients[at] = client
  }

  connect(client: Client): void {
    if (client.line !== null) return
    const line = new Line(client, (on, payload) => this.#onWritten(client, on, payload))
    this.#lines.push(line)
    client.connected(line)
    void this.#server.accept(line, client.identity)
  }

  /** The process dies. Of what it has written, the first `arrive` messages of each line still do. */
  kill(arrive: number): void {
    this.time.forget()
    for (const line of this.#lines) line.cut(arrive)
    this.#disk = this.#newDisk()
    this.#server = this.#newServer()
  }

  /** The process ends as on SIGTERM, and starts again. */
  async restart(): Promise<void> {
    let drained = false
    this.#server.release()
    void this.#server.drain().then(() => {
      drained = true
    })
    for (let round = 0; round < MAX_ROUNDS && !drained; round++) await this.#diskRound()
    if (!drained) this.break('the server does not drain')
    this.kill(ALL)
  }

  /** Everything under way arrives, everybody comes back; then all must be the same. */
  async conclude(): Promise<void> {
    let quiet = 0
    for (let round = 0; quiet < QUIET_ROUNDS && this.fault === null; round++) {
      if (round > MAX_ROUNDS) return this.break('it does not come to rest')
      this.#server.release()
      for (const client of this.clients) this.connect(client)
      await this.#diskRound()
      for (const line of this.#lines) {
        line.flow(ALL)
        line.toServer(ALL)
        line.toClient(ALL)
      }
      await this.time.settle()
      this.sweep()
      const still =
        !this.#disk.busy &&
        this.#lines.every(({ idle }) => idle) &&
        this.clients.every(({ line }) => line !== null)
      quiet = still ? quiet + 1 : 0
    }
    if (this.fault === null) await this.#check()
  }

  /** The disk does all that it is asked to, and what is asked for by its answers. */
  async diskCatchesUp(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS && this.#disk.busy; round++) {
      for (const lane of LANES) {
        this.#disk.work(lane)
        this.#disk.answer(lane)
      }
      await this.time.settle()
    }
  }

  /** Forgets lines that have ended at both ends. */
  sweep(): void {
    this.#lines = this.#lines.filter(({ over }) => !over)
  }

  break(what: string): void {
    this.fault ??= what
  }

  async #diskRound(): Promise<void> {
    for (const lane of LANES) {
      this.#disk.work(lane)
      this.#disk.answer(lane)
    }
    this.time.pass(ROUND_MS)
    await this.time.settle()
  }

  /** Each client has exactly the document, the document is what was written, and all of it was acknowledged. */
  async #check(): Promise<void> {
    const document = replayStored(await this.#log.read(DOCUMENT))
    const lost = difference(document, this.#judge.doc)
    if (lost !== null) return this.break(`the log is not the records that were written: ${lost}`)
    for (const { name, doc, line, saved, identity } of this.clients) {
      const differs = difference(doc, document)
      if (differs !== null) return this.break(`${name} does not have the document: ${differs}`)
      const counted = line?.counted.length ?? 0
      if (identity.controls && saved !== counted)
        return this.break(`${name} knows of ${saved} of ${counted} writes`)
    }
  }

  /** Nobody is told anything that is not on the disk. */
  #onWritten(client: Client, line: Line, payload: Uint8Array): void {
    const message = readMessage(payload)
    if (message.kind === 'update' || message.kind === 'step2') {
      this.#mustBeStored(`${client.name} is sent what is not on the disk`, message.update)
    } else if (message.kind === 'control') {
      const control: ControlMessage = controlMessage.parse(JSON.parse(message.json))
      if (control.type !== 'saved') return
      for (const update of line.counted.slice(0, control.count)) {
        this.#mustBeStored(`${client.name} is told that ${control.count} are saved`, update)
      }
    }
  }

  #mustBeStored(what: string, update: Uint8Array): void {
    const lacks = this.#judge.lacks(update)
    if (lacks !== null) this.break(`${what}: ${lacks}`)
  }

  #newDisk(): Disk {
    return new Disk(this.#log, this.time.now, (records) => this.#judge.stored(records))
  }

  #newServer(): Server {
    return new Server(
      DOCUMENT,
      this.#disk,
      () => this.time.now(),
      (what) => this.break(what),
    )
  }
}
