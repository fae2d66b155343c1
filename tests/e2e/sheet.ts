import { type CDPSession, expect, type JSHandle, type Locator, type Page } from '@playwright/test'
import type { SyncStatus } from '../../lib/sync-status.ts'

type StatusKind = SyncStatus['kind']

/** A document page in a tab, as a person sees and uses it. */
export class Sheet {
  readonly page: Page
  readonly text: Locator
  readonly title: Locator
  /** The first paragraph below the title. */
  readonly paragraph: Locator
  readonly status: Locator
  readonly avatars: Locator
  readonly carets: Locator
  /** What stands above the text when the connection has ended for good. */
  readonly stopped: Locator
  #line: CDPSession | null = null

  constructor(page: Page) {
    this.page = page
    this.text = page.locator('.tiptap')
    this.title = this.text.locator('h1').first()
    this.paragraph = this.text.locator('p').first()
    this.status = page.getByTestId('status')
    this.avatars = page.getByTestId('avatar')
    this.carets = this.text.locator('.caret')
    this.stopped = page.getByTestId('stopped')
  }

  /** Waits until everything is here that comes after the text. */
  async isComplete(): Promise<void> {
    await this.page.locator('body[data-parts="here"]').waitFor()
  }

  /** Puts the caret behind everything that is written. */
  async toEnd(): Promise<void> {
    await this.paragraph.click()
    await this.page.keyboard.press('Control+End')
  }

  /** Writes at the end of the text, key by key. */
  async write(words: string): Promise<void> {
    await this.toEnd()
    await this.page.keyboard.type(words)
  }

  /** Opens the sharing dialog. */
  async share(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^Share/ }).click()
    return this.page.getByRole('dialog', { name: /^Share/ })
  }

  /** The text of each block. What is shown for one person alone, a caret or an empty line's room, is not in it. */
  blocks(): Promise<string[]> {
    return this.text.locator('> *').evaluateAll((blocks) =>
      blocks.map((block) => {
        const copy = block.cloneNode(true) as Element
        for (const caret of copy.querySelectorAll('.caret')) caret.remove()
        return copy.textContent
      }),
    )
  }

  /** The first paragraph is this, with the space at its end. */
  async reads(words: string): Promise<void> {
    await expect.poll(() => this.paragraph.textContent()).toBe(words)
  }

  async isNow(kind: StatusKind, words?: string): Promise<void> {
    await expect(this.status).toHaveAttribute('data-status', kind)
    if (words !== undefined) await expect(this.status).toHaveText(words)
  }

  /** Every status that the page shows from now on, the present one first. */
  watchStatus(): Promise<JSHandle<string[]>> {
    return this.status.evaluateHandle((element) => {
      const seen = [element.getAttribute('data-status') ?? '']
      const note = () => seen.push(element.getAttribute('data-status') ?? '')
      new MutationObserver(note).observe(element, { attributeFilter: ['data-status'] })
      return seen
    })
  }

  /** Takes the network from this tab alone, or gives it back. */
  async setOffline(offline: boolean): Promise<void> {
    // One session for the tab: what one takes away another cannot give back.
    this.#line ??= await this.page.context().newCDPSession(this.page)
    const rest = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await this.#line.send('Network.emulateNetworkConditions', { offline, ...rest })
  }
}
