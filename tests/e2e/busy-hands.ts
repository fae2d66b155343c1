import type { Sheet } from './sheet.ts'

type Random = (below: number) => number

/** What the menu of blocks makes, by the words that find it; those behind a bar ask for words of their own. */
const KINDS = ['text', 'heading 2', 'heading 3', 'bulleted', 'numbered', 'task list', 'quote', 'code block']
const MORE_KINDS = [
  'divider',
  'table',
  'toggle',
  'callout: tip',
  'callout: warning',
  'table of contents',
  'date',
]
const WITH_FIELD = ['formula', 'formula block', 'footnote', 'embed']

const KEYS = [
  'Enter',
  'Enter',
  'Backspace',
  'Delete',
  'Tab',
  'Shift+Tab',
  'Shift+Enter',
  'Control+Enter',
  'Control+z',
  'Control+z',
  'Control+Shift+z',
  'Control+d',
  'Control+Shift+ArrowUp',
  'Control+Shift+ArrowDown',
  'Control+Alt+2',
  'Control+Shift+8',
  'Control+Shift+9',
]
const MARKS = ['Control+b', 'Control+i', 'Control+e', 'Control+Shift+h']

/** Somebody who does something with a document again and again, by keys, menus and the mouse. */
export class BusyHands {
  readonly sheet: Sheet
  /** Whether there is a server that has the page. */
  mayReload = true
  readonly #name: string
  readonly #random: Random
  #words = 0
  #isOffline = false

  constructor(sheet: Sheet, name: string, random: Random) {
    this.sheet = sheet
    this.#name = name
    this.#random = random
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#random(values.length)] as T
  }

  /** Does one thing; returns what. */
  async act(): Promise<string> {
    const dice = this.#random(100)
    if (dice < 5) return this.#line()
    if (dice < 8 && this.mayReload) return this.#reload()
    await this.#goSomewhere()
    if (dice < 45) return this.#write()
    if (dice < 60) return this.#press()
    if (dice < 80) return this.#makeBlock()
    if (dice < 86) return this.#mark()
    if (dice < 93) return this.#blockMenu()
    return this.#replace()
  }

  async back(): Promise<void> {
    if (this.#isOffline) await this.#line()
  }

  async #line(): Promise<string> {
    this.#isOffline = !this.#isOffline
    await this.sheet.setOffline(this.#isOffline)
    return this.#isOffline ? 'offline' : 'online'
  }

  async #reload(): Promise<string> {
    await this.back()
    await this.sheet.page.reload()
    await this.sheet.text.waitFor()
    return 'reload'
  }

  async #goSomewhere(): Promise<void> {
    const { keyboard } = this.sheet.page
    await keyboard.press('Escape')
    await this.sheet.text.focus()
    await keyboard.press(this.#random(2) === 0 ? 'Control+Home' : 'Control+End')
    const steps = this.#random(12)
    const arrow = this.#random(2) === 0 ? 'ArrowDown' : 'ArrowUp'
    for (let i = 0; i < steps; i++) await keyboard.press(arrow)
    if (this.#random(2) === 0) await keyboard.press('End')
  }

  async #write(): Promise<string> {
    const words = `${this.#name}${this.#words++} `
    await this.sheet.page.keyboard.type(words)
    return `write ${words}`
  }

  async #press(): Promise<string> {
    const keys = this.#pick(KEYS)
    await this.sheet.page.keyboard.press(keys)
    return keys
  }

  async #mark(): Promise<string> {
    const { keyboard } = this.sheet.page
    await keyboard.press('Shift+Home')
    const keys = this.#pick(MARKS)
    await keyboard.press(keys)
    return keys
  }

  async #makeBlock(): Promise<string> {
    const { page } = this.sheet
    const kind = this.#pick([...KINDS, ...MORE_KINDS, ...WITH_FIELD])
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type(`/${kind}`)
    // it does not open in code
    const list = page.getByRole('listbox', { name: 'Kinds of block' })
    const isThere = await list.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    )
    if (!isThere) return `no ${kind}`
    await page.keyboard.press('Enter')
    await page.keyboard.type(`${this.#name}${this.#words++}`)
    if (WITH_FIELD.includes(kind)) await page.keyboard.press('Escape')
    return `make ${kind}`
  }

  async #blockMenu(): Promise<string> {
    const { page } = this.sheet
    await page.keyboard.press('Control+.')
    const isThere = await page
      .getByRole('menu')
      .waitFor({ timeout: 1_000 })
      .then(
        () => true,
        () => false,
      )
    if (!isThere) return 'no menu'
    const item = this.#pick(['Duplicate', 'Move up', 'Move down', 'Delete'])
    await page.keyboard.type(item.slice(0, item.startsWith('Move') ? 6 : 3))
    await page.keyboard.press('Enter')
    return `menu ${item}`
  }

  async #replace(): Promise<string> {
    const { page } = this.sheet
    await page.keyboard.press('Control+f')
    await page.keyboard.type(this.#pick(['1', '2', this.#name]))
    await page.keyboard.press('Tab')
    const bar = page.getByRole('search')
    if ((await bar.count()) > 0) {
      await bar.getByRole('textbox', { name: 'Replace with' }).fill(`${this.#name}r`)
      await bar.getByRole('button', { name: 'All' }).click({ force: true })
    }
    await page.keyboard.press('Escape')
    return 'replace'
  }
}
