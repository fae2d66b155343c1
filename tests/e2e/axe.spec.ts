import { expectAccessible } from './accessible.ts'
import { expect, test } from './product.ts'

test('[E25] pages for who is outside have no barrier', async ({ app, browser, account }) => {
  const stranger = await (await browser.newContext()).newPage()
  for (const path of [
    '/',
    '/sign-in',
    '/sign-up',
    '/forgot-password',
    '/reset-password?token=x',
    '/nowhere',
  ]) {
    await stranger.goto(`${app.url}${path}`)
    await expectAccessible(stranger)
  }
  const owner = await account(app, 'Ada')
  const id = await owner.newDocument(null)
  await stranger.goto(`${app.url}/d/${id}`)
  await expectAccessible(stranger)
  await stranger.context().close()
})

test('[E25] home and account have no barrier', async ({ app, account }) => {
  const person = await account(app, 'Ada')
  const { page } = await person.visit('/')
  await expectAccessible(page)
  await person.newDocument()
  await page.reload()
  await page.getByRole('link', { name: 'Untitled' }).waitFor()
  await expectAccessible(page)
  await page.goto(`${app.url}/account`)
  await expectAccessible(page)
})

test('[E25] a document, its menus and dialogs have no barrier', async ({ app, account, guest }) => {
  // a dozen looks at everything that is on the page
  test.slow()
  const [owner, other] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument()
  const sheet = await owner.open(id)
  const { page } = sheet
  await sheet.write('## Heading')
  await page.keyboard.press('Enter')
  await page.keyboard.type('- a point')
  await sheet.isNow('saved')
  const reader = await other.open(id)
  await expect(sheet.avatars).toHaveCount(2)
  await expectAccessible(page)
  await sheet.status.click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Menu' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await sheet.share()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await sheet.write(' /')
  await page.getByRole('listbox').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await sheet.write(' @a')
  await page.getByRole('option', { name: 'Ada' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+Home')
  await page.getByRole('toolbar', { name: 'Selected text' }).waitFor()
  await page.keyboard.press('Control+k')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('point')
  await page.getByRole('toolbar', { name: 'Selected text' }).waitFor({ state: 'hidden' })
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+/')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await owner.share(id, 'viewer')
  await reader.isNow('read-only')
  await expectAccessible(reader.page)
  await owner.share(id, null)
  await expect(reader.stopped).toBeVisible()
  await expectAccessible(reader.page)
})
