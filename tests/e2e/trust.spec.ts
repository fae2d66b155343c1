import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

/** Puts paragraphs at the end of the text, as the clipboard does. */
async function fill(sheet: Sheet, paragraphs: readonly string[]): Promise<void> {
  await sheet.toEnd()
  await sheet.text.evaluate(
    (element, html) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/html', html)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    paragraphs.map((text) => `<p>${text}</p>`).join(''),
  )
  await sheet.isNow('saved')
}

const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => `Line ${i}.`)

/** Where a paragraph with these words is in the window, in pixels; not a number while it is not there. */
const topOf = async (sheet: Sheet, words: string): Promise<number> => {
  const box = await sheet.text.locator('p', { hasText: words }).first().boundingBox()
  return box?.y ?? Number.NaN
}

test('[T1, T2, T6] the view follows a caret until it is moved, and goes where everybody is asked to look', async ({
  app,
  guest,
}) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const alice = await first.open(id)
  await fill(alice, lines(120))
  const bob = await second.open(id)
  await bob.text.locator('p', { hasText: 'Line 119.' }).click()
  await expect(alice.avatars).toHaveCount(2)
  await alice.page.keyboard.press('Control+Home')
  await alice.avatars.last().dblclick()
  const line = alice.page.getByText(`Following ${second.name}`)
  await expect(line).toBeVisible()
  await expect(alice.text.locator('p', { hasText: 'Line 119.' })).toBeInViewport()
  await bob.page.keyboard.press('Control+Home')
  await expect(alice.title).toBeInViewport()
  await alice.page.keyboard.press('Escape')
  await expect(line).toHaveCount(0)

  // by keyboard the same disc opens a menu
  await bob.page.keyboard.press('Control+End')
  await alice.avatars.last().focus()
  await alice.page.keyboard.press('Enter')
  await alice.page.getByRole('menuitem', { name: `Go to ${second.name}` }).press('Enter')
  await expect(alice.text.locator('p', { hasText: 'Line 119.' })).toBeInViewport()

  await alice.page.getByRole('button', { name: 'Menu' }).click()
  await alice.text.locator('p').first().scrollIntoViewIfNeeded()
  await bob.page.getByRole('button', { name: 'Menu' }).click()
  await bob.page.getByRole('menuitem', { name: 'Bring everyone here' }).click()
  await expect(bob.page.getByText('One person was asked to look here.')).toBeVisible()
  await expect(alice.page.getByText(`${second.name} asks you to look here.`)).toBeVisible()
  await alice.page.keyboard.press('Escape')
  await alice.page.getByRole('button', { name: 'Go', exact: true }).click()
  await expect(alice.text.locator('p', { hasText: 'Line 119.' })).toBeInViewport()
})

test('[T3] a line stays where it is while others write above it', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const alice = await first.open(id)
  await fill(alice, lines(120))
  const bob = await second.open(id)
  await alice.page.evaluate(() => window.scrollTo(0, 1_200))
  await alice.text.locator('p', { hasText: 'Line 32.' }).click()
  const before = await topOf(alice, 'Line 32.')
  await bob.text.locator('p').first().click()
  await bob.page.keyboard.press('Home')
  for (const words of ['More above. ', 'Still more. ', 'The last above. ']) {
    await bob.page.keyboard.type(words)
    await bob.page.keyboard.press('Enter')
    await expect(alice.text).toContainText(words.trim())
  }
  await expect.poll(async () => Math.abs((await topOf(alice, 'Line 32.')) - before)).toBeLessThanOrEqual(1)
  // the same without a caret: the first line that can be seen
  await alice.page.getByRole('button', { name: 'Menu' }).focus()
  await bob.page.keyboard.type('Without a caret. ')
  await bob.page.keyboard.press('Enter')
  await expect(alice.text).toContainText('Without a caret.')
  await expect.poll(async () => Math.abs((await topOf(alice, 'Line 32.')) - before)).toBeLessThanOrEqual(1)
})

test('[T8, T9] Ctrl+S answers, and who comes back is told what met', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  await alice.write('Together. ')
  await alice.isNow('saved')
  const answer = alice.page.getByTestId('save-answer')
  await alice.page.keyboard.press('Control+s')
  await expect(answer).toHaveText(/^Everything is saved\. Last save \d\d:\d\d:\d\d\.$/)
  await first.context.setOffline(true)
  await alice.page.keyboard.type('abc')
  await alice.isNow('local')
  await alice.page.keyboard.press('Control+s')
  await expect(answer).toContainText('Kept on this device: 3 changes.')
  await bob.write('B')
  await bob.isNow('saved')
  await first.context.setOffline(false)
  await expect(alice.page.locator('.document-notices')).toContainText(
    'Back online. 3 of your changes were sent; 1 change by others came in.',
  )
})

test('[T10, T11] a full document says what is large, and takes deletions', async ({ appWith, guest }) => {
  const app = await appWith({ MAX_DOCUMENT_BYTES: '20000' })
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  await fill(sheet, ['Small.', 'L'.repeat(15_000), 'x'.repeat(4_000)])
  const notices = sheet.page.locator('.document-notices')
  await expect(notices).toContainText('full')
  await sheet.toEnd()
  await sheet.page.keyboard.type('0123456789'.repeat(8))
  await expect(notices).toContainText('nothing was added')
  await sheet.isNow('saved')
  await notices.getByRole('button', { name: 'What is large' }).first().click()
  const dialog = sheet.page.getByRole('dialog', { name: 'What is large' })
  await dialog.getByRole('button', { name: /^Delete LLL/ }).click()
  await dialog.getByRole('button', { name: 'Delete it' }).click()
  await expect(dialog.getByRole('button', { name: /^Delete LLL/ })).toHaveCount(0)
  await sheet.page.keyboard.press('Escape')
  await sheet.isNow('saved')
  await expect(async () => {
    await sheet.toEnd()
    await sheet.page.keyboard.type('Room again.')
    await expect(sheet.text).toContainText('Room again.', { timeout: 500 })
  }).toPass()
  await sheet.isNow('saved')
})
