import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

const LINE = 'All work and no play makes a long document. '

/** Puts plain text where the caret is, as the clipboard does. */
function paste(sheet: Sheet, text: string): Promise<void> {
  return sheet.text.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

test('[L1] two million characters are pasted, saved and seen by others', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  await alice.toEnd()
  const text = LINE.repeat(Math.ceil(2_000_000 / LINE.length)).slice(0, 2_000_000)
  await paste(alice, text)
  await alice.isNow('saved')
  for (const sheet of [alice, bob]) {
    await expect.poll(async () => (await sheet.blocks()).join('').length).toBe(text.length)
  }
  await bob.page.reload()
  await bob.text.waitFor()
  expect((await bob.blocks()).join('')).toBe(text)
  await alice.page.keyboard.type('!')
  await alice.isNow('saved')
})

test('[L1] a paste that is too much is refused with words, and nothing is lost', async ({ app, guest }) => {
  const author = await guest(app)
  const id = await author.newDocument()
  const sheet = await author.open(id)
  await sheet.write('Before. ')
  await paste(sheet, 'x'.repeat(5 * 1_048_576))
  await expect(sheet.page.locator('.document-notices')).toContainText('Nothing was added')
  await sheet.page.keyboard.type('After.')
  await expect(sheet.paragraph).toHaveText('Before. After.')
  await sheet.isNow('saved')
})

test('[E1] a title of ten thousand characters breaks no page', async ({ app, guest }) => {
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  await sheet.title.click()
  await paste(sheet, 'Title '.repeat(2_000).trim())
  await sheet.isNow('saved')
  await expect(sheet.title).toHaveText(/^(Title ){1999}Title$/)
  const list = await author.visit('/')
  const row = list.page.getByRole('link', { name: /^Title Title/ })
  await expect(row).toBeVisible()
  for (const { page } of [sheet, list]) {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  }
})
