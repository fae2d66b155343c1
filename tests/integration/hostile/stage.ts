import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { writeUpdate } from '../../../lib/wire.ts'
import { wholeContent } from '../../unit/whole-content.ts'
import { type Person, signUp } from '../access/cast.ts'
import type { TestServer } from '../test-server.ts'
import { StockClient } from '../wire/stock-client.ts'
import { SyncClient } from '../wire/sync-client.ts'
import { eventually } from '../wire/within.ts'

/** Four accounts: who made the document and looks on, who writes in it, and two who mean harm. */
export interface Company {
  readonly owner: Person
  readonly victim: Person
  readonly editor: Person
  readonly viewer: Person
}
export type Attacker = 'editor' | 'viewer'

export async function companyOf(server: TestServer): Promise<Company> {
  const [owner, victim, editor, viewer] = await Promise.all(
    ['Owner', 'Victim', 'Editor', 'Viewer'].map((name) => signUp(server, name)),
  )
  return { owner, victim, editor, viewer } as Company
}

/** What is on disk of a document: records, and client ids with an owner. */
interface Stored {
  readonly records: number
  readonly clients: number
}

/** A new document in which the victim has written, watched by the owner and by a stock client of the owner's. */
export class Stage {
  readonly server: TestServer
  readonly document: string
  readonly company: Company
  readonly bystander: SyncClient
  readonly victim: SyncClient
  readonly stock: StockClient
  readonly #others: SyncClient[] = []
  #sentences = 0

  private constructor(
    server: TestServer,
    document: string,
    company: Company,
    here: [SyncClient, SyncClient],
  ) {
    this.server = server
    this.document = document
    this.company = company
    this.bystander = here[0]
    this.victim = here[1]
    this.stock = new StockClient('y-websocket 3', server, document, company.owner.cookie)
  }

  static async open(server: TestServer, company: Company): Promise<Stage> {
    const { owner, victim, editor, viewer } = company
    const document = await server.newDocument(owner.cookie)
    const visit = (cookie: string) => SyncClient.join(server, { document, cookie })
    const grant = async ({ id: userId }: Person, role: string): Promise<void> => {
      const path = `/api/documents/${document}/members`
      expect((await server.request(owner.cookie, 'PUT', path, { userId, role })).ok).toBe(true)
    }
    const [bystander, author] = await Promise.all([
      visit(owner.cookie),
      grant(victim, 'editor').then(() => visit(victim.cookie)),
      grant(editor, 'editor'),
      grant(viewer, 'viewer'),
    ])
    const stage = new Stage(server, document, company, [bystander, author])
    await eventually(() => expect(stage.stock.provider.synced).toBe(true))
    await stage.#victimWrites()
    return stage
  }

  /** Another connection. */
  async join(person: keyof Company): Promise<SyncClient> {
    const { cookie } = this.company[person]
    const client = await SyncClient.join(this.server, { document: this.document, cookie })
    this.#others.push(client)
    return client
  }

  /** What the server has stored: asked behind its back. */
  stored(): Stored {
    const db = new DatabaseSync(join(this.server.dataDir, 'log.db'), { readOnly: true, timeout: 5_000 })
    const row = db
      .prepare(
        `SELECT last_seq AS records, (SELECT count(*) FROM clients c WHERE c.log = l.id) AS clients
         FROM logs l WHERE document = ?`,
      )
      .get(this.document)
    db.close()
    return { records: Number(row?.records), clients: Number(row?.clients) }
  }

  /** Updates that the bystander was sent. */
  get forwarded(): number {
    return this.bystander.messages.filter(({ kind }) => kind === 'update').length
  }

  /** Everybody works on: whoever was here is, an edit reaches them, and a newcomer gets the same document. */
  async expectUnharmed(): Promise<void> {
    await this.bystander.settled()
    const sentence = await this.#victimWrites()
    await eventually(() => expect(wholeContent(this.stock.doc)).toContain(sentence))
    const fresh = await this.join('owner')
    const all = [this.bystander, this.stock, fresh].map(({ doc }) => contentAndClocks(doc))
    expect(all).toEqual([all[0], all[0], all[0]])
    expect([this.bystander.line.closing, this.victim.line.closing]).toEqual([null, null])
    expect([this.stock.connected, this.stock.closed]).toEqual([1, 0])
  }

  /** What the bystander has of the document. */
  get seen(): readonly string[] {
    return contentAndClocks(this.bystander.doc)
  }

  leave(): void {
    for (const { line } of [this.bystander, this.victim, ...this.#others]) line.destroy()
    this.stock.leave()
  }

  /** The victim adds a paragraph; resolves with its text as soon as the bystander has it. */
  async #victimWrites(): Promise<string> {
    const sentence = `Sentence ${++this.#sentences}.`
    const update = this.victim.edit((doc) => doc.getXmlFragment('default').push([paragraph(sentence)]))
    this.victim.line.send(writeUpdate(update))
    await eventually(() => expect(wholeContent(this.bystander.doc)).toContain(sentence))
    return sentence
  }
}

export function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

export const contentAndClocks = (doc: Y.Doc): readonly string[] => [
  wholeContent(doc),
  Buffer.from(Y.encodeStateVector(doc)).toString('hex'),
]

/** Memory of the server process that is in RAM, in octets. */
export function residentBytes({ pid }: TestServer): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}
