import type { BrowserContext } from '@playwright/test'
import * as Y from 'yjs'
import { harmIn } from '../harm.ts'
import { hostileBlocks, hostileLines, strangeBlocks } from '../hostile-documents.ts'
import { Pen } from '../pen.ts'
import { paragraph, written } from '../unit/raw-blocks.ts'
import { wholeContent } from '../unit/whole-content.ts'
import type { App } from './app.ts'
import type { Guest } from './guest.ts'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

const LAST = 'the last line'

/** What a page does that it should not: from now on, of every page of a browser. */
async function watch(context: BrowserContext, app: App): Promise<readonly string[]> {
  const heard: string[] = []
  await context.exposeFunction('reportViolation', (words: string) => heard.push(words))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { reportViolation } = window as unknown as { reportViolation: (words: string) => void }
      reportViolation(`${violatedDirective} ${blockedURI}`)
    })
  })
  context.on('page', (page) => {
    page.on('pageerror', (error) => heard.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(message.text())
    })
    page.on('dialog', (dialog) => {
      heard.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(app.url) && !/^(?:blob|data):/.test(url)) heard.push(url)
    })
  })
  return heard
}

async function expectUnharmed({ page, text }: Sheet): Promise<void> {
  await expect(text.getByText(LAST).last()).toBeAttached()
  expect(await text.evaluate(harmIn)).toEqual([])
  expect(await page.evaluate(() => '__x' in window)).toBe(false)
}

/** Sends blocks as a client of one's own does, past every editor. */
async function sendRaw(pen: Pen, blocks: readonly Y.XmlElement[]): Promise<void> {
  Y.applyUpdate(pen.doc, Y.encodeStateAsUpdate(written(...blocks, paragraph(LAST))), 'hostile')
  await pen.until(({ status }) => status.kind === 'saved')
}

async function penOf(app: App, somebody: Guest, id: string): Promise<Pen> {
  const pen = new Pen(app.url, await somebody.cookie(), id)
  await pen.until(({ status }) => status.kind === 'saved')
  return pen
}

const RAW: readonly (readonly [string, () => readonly Y.XmlElement[]])[] = [
  ['SEC 20, SEC 21, SEC 22', hostileBlocks],
  ['SEC 19, SEC 23, SEC 26', () => [...hostileLines(), ...strangeBlocks()]],
]

for (const [ids, blocks] of RAW) {
  test(`[K1, E16, ${ids}] what a hostile client writes does nothing, to those who write and those who read, and stays`, async ({
    app,
    guest,
  }) => {
    const [attacker, writer, reader] = [await guest(app), await guest(app), await guest(app)]
    const id = await attacker.newDocument()
    const heard = await Promise.all([watch(writer.context, app), watch(reader.context, app)])
    const pen = await penOf(app, attacker, id)
    await sendRaw(pen, blocks())
    const sent = wholeContent(pen.doc)

    const alice = await writer.open(id)
    await attacker.share(id, 'viewer')
    const bob = await reader.open(id)
    await attacker.share(id, 'editor')
    for (const sheet of [alice, bob]) await expectUnharmed(sheet)
    // nobody's page wrote anything
    expect(wholeContent(pen.doc)).toBe(sent)

    await alice.text.getByText(LAST).last().click()
    await alice.page.keyboard.press('End')
    await alice.page.keyboard.type(' goes on')
    await alice.isNow('saved')
    await expect(bob.text.getByText(`${LAST} goes on`)).toBeAttached()
    await pen.until(({ doc }) => wholeContent(doc).includes('goes on'))
    expect(wholeContent(pen.doc)).toBe(sent.replace(LAST, `${LAST} goes on`))

    const download = alice.page.waitForEvent('download')
    await alice.page.getByRole('button', { name: 'Menu', exact: true }).click()
    await alice.page.getByRole('menuitem', { name: 'Download as Markdown' }).click()
    expect((await download).suggestedFilename()).toMatch(/^[\p{L}\p{N} ._-]+\.md$/u)

    for (const sheet of [alice, bob]) {
      await sheet.page.reload()
      await expectUnharmed(sheet)
    }
    expect(heard).toEqual([[], []])
    pen.put()
  })
}
