import { expect } from 'vitest'
import * as Y from 'yjs'
import type { TestServer } from '../test-server.ts'
import { REMOTE, SyncClient, textOf } from './sync-client.ts'
import { eventually } from './within.ts'

type LinkRole = 'viewer' | 'commenter' | 'editor' | null

/** A new document, its owner who edits it, and a bystander who may edit too and only watches. */
export class Scene {
  readonly server: TestServer
  readonly document: string
  readonly owner: string
  readonly editor: SyncClient
  readonly bystander: SyncClient
  /** The document as it must be: the seed, and what these two wrote. */
  readonly #written = new Y.Doc()

  private constructor(server: TestServer, document: string, owner: string, here: [SyncClient, SyncClient]) {
    this.server = server
    this.document = document
    this.owner = owner
    this.editor = here[0]
    this.bystander = here[1]
    Y.applyUpdate(this.#written, Y.encodeStateAsUpdate(this.editor.doc))
    for (const { doc } of here) {
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== REMOTE) Y.applyUpdate(this.#written, update)
      })
    }
  }

  /** `owner` is a cookie. */
  static async open(server: TestServer, owner: string): Promise<Scene> {
    const document = await server.newDocument(owner)
    const visit = { document, cookie: owner }
    const editor = await SyncClient.join(server, visit)
    const bystander = await SyncClient.join(server, visit)
    return new Scene(server, document, owner, [editor, bystander])
  }

  /** Another connection, of the owner unless told otherwise. */
  join(cookie: string = this.owner): Promise<SyncClient> {
    return SyncClient.join(this.server, { document: this.document, cookie })
  }

  async setLink(role: LinkRole): Promise<void> {
    const path = `/api/documents/${this.document}/link`
    const { status } = await this.server.request(this.owner, 'PUT', path, { role })
    expect(status).toBe(200)
  }

  /** What a fresh client reads. */
  async textOnServer(): Promise<string> {
    const fresh = await this.join()
    await fresh.line.leave()
    return fresh.text
  }

  /** The editor types; sees to it that everybody then has what these two wrote, and nothing else. */
  async expectOnly(text: string): Promise<void> {
    const saved = this.editor.saved
    this.editor.type(text)
    const written = textOf(this.#written)
    await eventually(() => expect(this.editor.saved).toBe(saved + 1))
    await eventually(() => expect(this.bystander.text).toContain(text))
    expect([this.editor.text, this.bystander.text, await this.textOnServer()]).toEqual(Array(3).fill(written))
  }

  leave(): void {
    for (const client of [this.editor, this.bystander]) client.line.destroy()
  }
}
