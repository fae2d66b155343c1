import { setTimeout as pause } from 'node:timers/promises'
import type { TestServer } from '../../integration/test-server.ts'
import { seededRandom } from '../../unit/random-editing.ts'
import { Client, type Trouble } from '../simulation/client.ts'
import { MANNERS, SocketLine } from './socket-line.ts'

/** How long somebody who fell silent stays connected: shorter and longer than the server's patience. */
const SILENT_MS = [1_000, 5_000, 45_000]
const MAX_PAUSE_MS = 500
const MAX_EDITS = 20
const HOUSEKEEPING_MS = 400
/** Copies of documents that a person keeps. */
const MAX_COPIES = 4
const STRANGER_SHARE = 0.05
/** The server did not answer in time: a busy machine, which is not what is looked at here. */
const LATE = /nothing within/
/** Attempts to open a document in the end. */
const ATTEMPTS = 5
/** Closes that a person of this town can bring on: roles change and documents go. */
const EXPECTED_CLOSES: readonly number[] = [1000, 1001, 1006, 1008, 1013]

interface Person {
  readonly cookie: string
  /** By document. */
  readonly copies: Map<string, Client<SocketLine>>
}

/** What has happened, by name. */
export type Counts = Record<string, number>

/** People who come and go over many documents on a real server. */
export class Town {
  readonly #server: TestServer
  readonly #random: () => number
  readonly #people: Person[] = []
  #mayor = ''
  #documents: string[] = []
  #open = true
  #clientIds = 0
  /** Per document and Yjs client: the clock up to which the server has said that it is on disk. */
  readonly saved = new Map<string, Map<number, number>>()
  readonly counts: Counts = {}
  readonly problems: string[] = []

  constructor(server: TestServer, seed: number) {
    this.#server = server
    this.#random = seededRandom(seed)
  }

  /** Documents that are not in the trash. */
  get documents(): readonly string[] {
    return this.#documents
  }

  /** All copies of a document, by whom they may be of. */
  copiesOf(document: string): Client<SocketLine>[] {
    return this.#people.flatMap(({ copies }) => copies.get(document) ?? [])
  }

  async settle(people: number, documents: number): Promise<void> {
    this.#mayor = await this.#server.guest()
    for (let i = 0; i < people; i++)
      this.#people.push({ cookie: await this.#server.guest(), copies: new Map() })
    for (let i = 0; i < documents; i++) await this.#found()
  }

  /** Lives for so long; resolves when everybody has gone home. */
  async live(ms: number): Promise<void> {
    const night = pause(ms).then(() => {
      this.#open = false
    })
    await Promise.all([night, this.#keepHouse(), ...this.#people.map((person) => this.#liveAs(person))])
  }

  /** Everybody opens what they have a copy of once more. */
  async gather(): Promise<void> {
    for (const document of this.#documents) await this.#setLink(document, 'editor')
    await Promise.all(this.#people.map((person) => this.#openAll(person)))
  }

  async #openAll({ cookie, copies }: Person): Promise<void> {
    for (const [document, client] of copies) {
      if (!this.#documents.includes(document)) copies.delete(document)
      else {
        for (let attempt = 0; attempt < ATTEMPTS && client.line === null; attempt++) {
          await SocketLine.open(this.#server.port, document, cookie, client).catch((error: Error) =>
            this.#onError(error),
          )
        }
      }
    }
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)] as T
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1
  }

  async #liveAs(person: Person): Promise<void> {
    await pause(this.#below(2_000))
    while (this.#open) {
      const stranger = this.#random() < STRANGER_SHARE
      const who = stranger ? { cookie: await this.#server.guest(), copies: new Map() } : person
      // some documents are much more popular than others
      const document = this.#documents[Math.floor(this.#random() ** 3 * this.#documents.length)]
      if (document !== undefined) await this.#visit(who, document)
      await pause(this.#below(MAX_PAUSE_MS))
    }
  }

  async #visit(person: Person, document: string): Promise<void> {
    const client = this.#copy(person, document)
    const line = await SocketLine.open(this.#server.port, document, person.cookie, client).catch(
      (error: Error) => {
        if (!/refused: 40[34]/.test(error.message)) this.#onError(error)
        return null
      },
    )
    if (line === null) {
      this.#count('refused')
      person.copies.delete(document)
      return
    }
    this.#count('visits')
    const frozen = this.#random() < 0.05
    for (let edits = this.#below(MAX_EDITS); edits > 0 && client.line !== null; edits--) {
      if (frozen) line.freeze(edits % 8 !== 0)
      await pause(this.#below(MAX_PAUSE_MS))
      if (client.line === null) break
      if (this.#random() < 0.5) line.show(edits)
      if (line.canEdit && this.#random() < 0.8) {
        client.edit(this.#below(2 ** 31), 1 + this.#below(3))
        this.#count('edits')
      }
    }
    this.#note(document, client, line)
    const manner = this.#pick(MANNERS)
    await line.end(manner, this.#pick(SILENT_MS)).catch((error: Error) => this.#onError(error))
    this.#count(manner)
    // a page may also make some edits without a line
    if (person.copies.get(document) === client && this.#random() < 0.3) client.edit(this.#below(2 ** 31), 1)
  }

  /** What this connection was told is on disk. */
  #note(document: string, client: Client<SocketLine>, line: SocketLine): void {
    const clocks = this.saved.get(document) ?? new Map<number, number>()
    this.saved.set(document, clocks)
    const { clientID } = client.doc
    clocks.set(clientID, Math.max(clocks.get(clientID) ?? 0, line.savedClock))
  }

  #copy({ copies }: Person, document: string): Client<SocketLine> {
    const known = copies.get(document)
    if (known !== undefined) return known
    const [oldest] = copies.keys()
    if (copies.size >= MAX_COPIES && oldest !== undefined) copies.delete(oldest)
    const identity = { user: 'somebody', role: 'editor', controls: true } as const
    const client = new Client<SocketLine>(
      identity,
      ++this.#clientIds * 1_000 + this.#below(1_000),
      null,
      (trouble) => {
        // what was refused is offered to its author; the page is loaded anew
        if (trouble.kind !== 'closed' || trouble.code === 1008) copies.delete(document)
        this.#onTrouble(trouble)
      },
    )
    copies.set(document, client)
    return client
  }

  #onError({ message }: Error): void {
    if (LATE.test(message)) this.#count('late')
    else this.problems.push(message)
  }

  #onTrouble(trouble: Trouble): void {
    if (trouble.kind === 'closed') this.#count(`closed ${trouble.code}`)
    const expected =
      trouble.kind === 'closed'
        ? EXPECTED_CLOSES.includes(trouble.code)
        : trouble.kind === 'rejected' && trouble.why === 'role'
    if (!expected) this.problems.push(JSON.stringify(trouble))
  }

  /** Documents are made and trashed, links are closed and opened. */
  async #keepHouse(): Promise<void> {
    while (this.#open) {
      await pause(HOUSEKEEPING_MS)
      const document = this.#pick(this.#documents)
      const dice = this.#random()
      if (dice < 0.3) {
        this.#documents = this.#documents.filter((other) => other !== document)
        await this.#server.request(this.#mayor, 'DELETE', `/api/documents/${document}`)
        this.#count('trashed')
        await this.#found()
      } else if (dice < 0.6) await this.#setLink(document, this.#pick(['viewer', 'commenter', null]))
      else await this.#setLink(document, 'editor')
      if (dice < 0.1) await this.#server.request(this.#mayor, 'GET', '/api/documents')
    }
  }

  async #found(): Promise<void> {
    const document = await this.#server.newDocument(this.#mayor, 'A page')
    await this.#setLink(document, 'editor')
    this.#documents.push(document)
    this.#count('documents')
  }

  async #setLink(document: string, role: string | null): Promise<void> {
    const { status } = await this.#server.request(this.#mayor, 'PUT', `/api/documents/${document}/link`, {
      role,
    })
    if (status !== 200) this.problems.push(`link of ${document}: ${status}`)
    this.#count('links changed')
  }
}
