import type { Locator, Page } from '@playwright/test'
import type { Sheet } from './sheet.ts'

/** The chat of a document as a person sees and uses it. */
export class ChatPanel {
  readonly page: Page
  readonly panel: Locator
  readonly field: Locator
  readonly messages: Locator
  /** The button in the header that opens it. */
  readonly button: Locator
  readonly badge: Locator
  readonly typing: Locator

  constructor({ page }: Sheet) {
    this.page = page
    this.panel = page.locator('.talk-panel')
    this.field = this.panel.getByRole('textbox', { name: 'Message', exact: true })
    this.messages = this.panel.locator('.chat-message')
    this.button = page.getByRole('banner').getByRole('button', { name: /^Chat/ })
    this.badge = page.getByTestId('chat-news')
    this.typing = this.panel.getByTestId('typing')
  }

  /** Opens it with its keys, and waits until it can be used. */
  static async open(sheet: Sheet): Promise<ChatPanel> {
    const chat = new ChatPanel(sheet)
    await sheet.isComplete()
    await sheet.page.keyboard.press('Control+Shift+L')
    await chat.panel.waitFor()
    return chat
  }

  async say(words: string): Promise<void> {
    await this.field.fill(words)
    await this.field.press('Enter')
  }

  message(words: string): Locator {
    return this.messages.filter({ hasText: words })
  }

  /** Chooses something of the menu of a message. */
  async choose(words: string, item: string): Promise<void> {
    await this.message(words).hover()
    await this.message(words).getByRole('button', { name: 'More', exact: true }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}
