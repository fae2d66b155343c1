import type { Page } from '@playwright/test'
import { png } from '../pictures.ts'
import { expect, test } from './product.ts'

/** Pastes a file into the text, as from a screenshot or a file manager. */
async function paste(page: Page, name: string, type: string, octets: Buffer): Promise<void> {
  await page.locator('.tiptap').evaluate(
    (element, given) => {
      const data = new DataTransfer()
      const octets = Uint8Array.from(atob(given.octets), (letter) => letter.charCodeAt(0))
      data.items.add(new File([octets], given.name, { type: given.type }))
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      element.dispatchEvent(event)
    },
    { name, type, octets: octets.toString('base64') },
  )
}

test('[F13] pictures that stand in pasted HTML themselves become files, each in its place', async ({
  app,
  guest,
}) => {
  const [ada, bob] = [await guest(app), await guest(app)]
  const id = await ada.newDocument()
  const [mine, theirs] = [await ada.open(id), await bob.open(id)]
  await mine.toEnd()
  const source = (octets: Buffer) => `data:image/png;base64,${octets.toString('base64')}`
  const html = `<p>before</p><p><img src="${source(png(40, 30))}"></p><p>between</p>
    <table><tr><td><img src="${source(png(20, 10))}"></td><td>beside</td></tr></table>
    <p>after <img src="data:image/svg+xml;base64,PHN2Zy8+"></p>`
  await mine.text.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, html)
  const pictures = theirs.text.locator('img[src^="/api/"]')
  await expect(pictures).toHaveCount(2)
  await mine.isNow('saved')
  const order = await theirs.text
    .locator('p, img[src^="/api/"]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('width') ?? each.textContent))
  expect(order.filter((each) => each !== '')).toEqual(['before', '40', 'between', '20', 'beside', 'after'])
  await expect(theirs.text.locator('td img[src^="/api/"]')).toHaveCount(1)
  expect(await mine.text.innerHTML()).not.toContain('pasted-picture')
})

test('[F13] what is too large for the text is attached as a file when its person wants that', async ({
  app,
  guest,
}) => {
  const ada = await guest(app)
  const sheet = await ada.open(await ada.newDocument())
  await sheet.toEnd()
  await sheet.text.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'too much '.repeat(600_000))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await sheet.page.getByRole('button', { name: 'Attach as a file' }).click()
  await expect(sheet.text.getByText('Pasted text.txt')).toBeVisible()
  await sheet.isNow('saved')
  await expect(sheet.page.getByText('That is too much at once')).toHaveCount(0)
})

test('[F8, F10, F12] a pasted picture is seen by the others; it is described and resized by keys', async ({
  app,
  guest,
}) => {
  const [author, reader] = [await guest(app), await guest(app)]
  const id = await author.newDocument('viewer')
  const mine = await author.open(id)
  const theirs = await reader.open(id)
  await mine.write('Before')
  await paste(mine.page, 'gate.png', 'image/png', png(400, 300))
  for (const sheet of [mine, theirs]) {
    const width = () =>
      sheet.text.locator('.picture img').evaluate((image: HTMLImageElement) => image.naturalWidth)
    await expect.poll(width).toBe(400)
  }
  await mine.text.locator('.picture img').click()
  await mine.page.getByRole('button', { name: 'Add alt text' }).click()
  await mine.page.getByLabel('Alt text').fill('An open gate')
  await mine.page.getByLabel('Caption').fill('In April')
  await mine.page.getByRole('button', { name: 'Done' }).click()
  const handle = mine.page.getByRole('slider', { name: 'Width of the picture' })
  await handle.focus()
  await mine.page.keyboard.press('Home')
  await expect(handle).toHaveAttribute('aria-valuenow', '10')
  await mine.isNow('saved')
  const picture = theirs.text.locator('.picture')
  await expect(picture.getByAltText('An open gate')).toBeVisible()
  await expect(picture.locator('figcaption')).toHaveText('In April')
  await expect(picture.locator('.picture-frame')).toHaveAttribute('style', /width: 10%/)

  // a reader has nothing to change it with, and adds none
  await expect(theirs.page.getByRole('slider')).toHaveCount(0)
  await paste(theirs.page, 'mine.png', 'image/png', png(4, 4))
  await expect(theirs.text.locator('.upload')).toHaveCount(0)
  const refused = await reader.context.request.post(`${app.url}/api/documents/${id}/files?name=a.png`, {
    data: png(4, 4),
    headers: { 'content-type': 'application/octet-stream' },
  })
  expect(refused.status()).toBe(403)

  // [SEC 31] nothing of Next.js fetches it for somebody else
  const address = await mine.text.locator('.picture img').getAttribute('src')
  const around = await mine.page.request.get(
    `${app.url}/_next/image?url=${encodeURIComponent(address ?? '')}&w=640&q=75`,
  )
  expect(around.status()).toBe(404)
})

test('[F10, F11] a file that cannot be sent is kept with words, and goes when there is a connection', async ({
  app,
  guest,
}) => {
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  await author.context.setOffline(true)
  await paste(sheet.page, 'notes.pdf', 'application/pdf', Buffer.from('%PDF-1.7'))
  const upload = sheet.text.getByTestId('upload')
  await expect(upload).toContainText(
    'Files need a connection. This one is kept on this page until you are back.',
  )
  await author.context.setOffline(false)
  await upload.getByRole('button', { name: 'Try again' }).click()
  const attachment = sheet.text.locator('.attachment')
  await expect(attachment).toContainText('notes.pdf')
  await expect(upload).toHaveCount(0)
  const download = sheet.page.waitForEvent('download')
  await attachment.getByRole('button', { name: 'Download notes.pdf' }).click()
  expect((await download).suggestedFilename()).toBe('notes.pdf')
})

test('[F6] a text that is saved as an own document keeps its pictures', async ({ app, account }) => {
  const [owner, other] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await owner.newDocument(null)
  await owner.grant(id, other, 'editor')
  const bob = await other.open(id)
  await bob.write('With a picture')
  await paste(bob.page, 'gate.png', 'image/png', png(40, 30))
  await bob.text.locator('.picture img').waitFor()
  await bob.isNow('saved')
  await bob.setOffline(true)
  await bob.write('Not taken.')
  await bob.isNow('local')
  await owner.grant(id, other, 'viewer')
  await bob.setOffline(false)
  await bob.isNow('stopped')
  await bob.stopped.getByRole('button', { name: 'Save as my own document' }).click()
  await expect(bob.page).not.toHaveURL(new RegExp(id))
  const picture = bob.text.locator('.picture img')
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40)
  expect(await picture.getAttribute('src')).not.toContain(id)
})
