import type { APIResponse, BrowserContext, Page } from '@playwright/test'
import type { LinkRole, SharedRole, Visitor } from '../../lib/api-schema.ts'
import { Sheet } from './sheet.ts'

/** The password of every account of the tests. */
export const PASSWORD = 'analytical engine'

/** Somebody with a browser of their own and a session. */
export class Guest {
  readonly context: BrowserContext
  readonly id: string
  readonly name: string
  /** Null for guests. */
  readonly email: string | null
  readonly #url: string

  private constructor(context: BrowserContext, url: string, user: Visitor) {
    this.context = context
    this.#url = url
    this.id = user.id
    this.name = user.name
    this.email = user.email
  }

  /** Signs in as a guest; the product gives the name. */
  static async enter(context: BrowserContext, url: string): Promise<Guest> {
    await context.request.post(`${url}/api/auth/sign-in/anonymous`, { data: {} })
    return Guest.#known(context, url)
  }

  /** Makes an account with an address of its own and signs in with it. */
  static async register(context: BrowserContext, url: string, name: string): Promise<Guest> {
    const email = `${name.toLowerCase()}.${crypto.randomUUID().slice(0, 8)}@example.org`
    const data = { name, email, password: PASSWORD }
    await context.request.post(`${url}/api/auth/sign-up/email`, { data })
    return Guest.#known(context, url)
  }

  static async #known(context: BrowserContext, url: string): Promise<Guest> {
    const answer = await context.request.get(`${url}/api/me`)
    const { user } = (await answer.json()) as { user: Visitor }
    return new Guest(context, url, user)
  }

  /** The session, as a client without a browser sends it. */
  async cookie(): Promise<string> {
    return (await this.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  /** Makes a document over HTTP and returns its id. Unless said otherwise whoever has the link may edit. */
  async newDocument(link: LinkRole = 'editor'): Promise<string> {
    const answer = await this.context.request.post(`${this.#url}/api/documents`, { data: { title: '' } })
    const { id } = (await answer.json()) as { id: string }
    await this.share(id, link)
    return id
  }

  async share(id: string, role: LinkRole): Promise<void> {
    await this.put(`/api/documents/${id}/link`, { role })
  }

  /** Gives a role to somebody. */
  async grant(id: string, to: Guest, role: SharedRole): Promise<void> {
    await this.put(`/api/documents/${id}/members`, { userId: to.id, role })
  }

  async put(path: string, data: object): Promise<APIResponse> {
    const answer = await this.context.request.put(`${this.#url}${path}`, { data })
    if (!answer.ok()) throw new Error(`PUT ${path}: ${answer.status()} ${await answer.text()}`)
    return answer
  }

  /** Opens a document in a new tab, and waits until its text is there. */
  async open(id: string): Promise<Sheet> {
    const sheet = await this.visit(`/d/${id}`)
    await sheet.text.waitFor()
    return sheet
  }

  /** Opens an address of the product in a new tab. */
  async visit(path: string): Promise<Sheet> {
    const page: Page = await this.context.newPage()
    await page.goto(`${this.#url}${path}`)
    return new Sheet(page)
  }
}
