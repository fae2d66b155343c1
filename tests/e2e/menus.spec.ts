import type { Locator } from '@playwright/test'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

/** Opens the menu of the page and chooses from it. */
async function choose(
  sheet: Sheet,
  role: 'menuitem' | 'menuitemradio',
  name: string | RegExp,
): Promise<void> {
  await sheet.page.getByRole('button', { name: 'Menu' }).click()
  await sheet.page.getByRole(role, { name }).click()
}

async function close(sheet: Sheet): Promise<void> {
  await sheet.page.keyboard.press('Escape')
  await expect(sheet.page.getByRole('menu')).toHaveCount(0)
}

test('[M10] everything in the menu of the page', async ({ app, account, guest }) => {
  const [ada, bob] = [await account(app, 'Ada'), await guest(app)]
  const id = await ada.newDocument()
  const sheet = await ada.open(id)
  const root = sheet.page.locator('html')
  await sheet.title.click()
  await sheet.page.keyboard.type('Menus')
  await sheet.write('Some words.')
  await sheet.isNow('saved')

  await choose(sheet, 'menuitem', /^Find in document/)
  await expect(sheet.page.getByRole('search').getByRole('textbox').first()).toBeFocused()
  await sheet.page.keyboard.press('Escape')
  await choose(sheet, 'menuitem', /^Keyboard shortcuts/)
  await expect(sheet.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await sheet.page.keyboard.press('Escape')

  const download = sheet.page.waitForEvent('download')
  await choose(sheet, 'menuitem', 'Download as Markdown')
  expect((await download).suggestedFilename()).toBe('Menus.md')
  const withComments = sheet.page.waitForEvent('download')
  await choose(sheet, 'menuitem', 'Download with comments')
  expect((await withComments).suggestedFilename()).toBe('Menus.md')

  for (const [name, attribute, value] of [
    ['Serif', 'data-font', 'serif'],
    ['Sans serif', 'data-font', 'sans'],
    ['Dark', 'data-theme', 'dark'],
    ['Light', 'data-theme', 'light'],
    ['Same as the system', 'data-theme', 'system'],
  ] as const) {
    await choose(sheet, 'menuitemradio', new RegExp(`^${name}$`))
    await expect(root).toHaveAttribute(attribute, value)
    await close(sheet)
  }

  const other = await bob.open(id)
  await choose(sheet, 'menuitem', 'Bring everyone here')
  await expect(other.page.getByText('Ada asks you to look here')).toBeVisible()

  await choose(sheet, 'menuitemradio', 'Deutsch')
  await expect(root).toHaveAttribute('lang', 'de')
  await expect(sheet.paragraph).toHaveText('Some words.')
  await sheet.page.getByRole('button', { name: 'Menü' }).click()
  await sheet.page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(root).toHaveAttribute('lang', 'en')
  await expect(sheet.paragraph).toHaveText('Some words.')

  await choose(sheet, 'menuitem', 'Your account')
  await expect(sheet.page).toHaveURL(/\/account$/)
  await sheet.page.goBack()
  await sheet.text.waitFor()
  await choose(sheet, 'menuitem', 'New document')
  await expect(sheet.page).not.toHaveURL(new RegExp(id))
  await sheet.text.waitFor()
  await choose(sheet, 'menuitem', 'Delete document')
  await sheet.page.getByRole('alertdialog').getByRole('button', { name: 'Delete document' }).click()
  await expect(sheet.page.getByRole('heading', { name: 'Your documents' })).toBeVisible()
  await expect(sheet.page.getByRole('link', { name: 'Menus' })).toBeVisible()
  await sheet.page.getByRole('button', { name: 'Account and appearance' }).click()
  await sheet.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(sheet.page.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('[M10] everything in the menu of a block, and of a document at home', async ({ app, account }) => {
  const ada = await account(app, 'Ada')
  const sheet = await ada.open(await ada.newDocument())
  await sheet.title.click()
  await sheet.page.keyboard.type('Blocks')
  for (const line of ['one', 'two', 'three']) {
    await sheet.page.keyboard.press('Enter')
    await sheet.page.keyboard.type(line)
  }
  const ofBlock = async (line: Locator, name: string): Promise<void> => {
    await line.click()
    await sheet.page.keyboard.press('Control+.')
    await sheet.page.getByRole('menuitem', { name }).click()
  }
  const line = (words: string): Locator => sheet.text.getByText(words, { exact: true }).first()
  await ofBlock(line('three'), 'Move up')
  await expect.poll(() => sheet.blocks()).toEqual(['Blocks', 'one', 'three', 'two'])
  await ofBlock(line('one'), 'Move down')
  await expect.poll(() => sheet.blocks()).toEqual(['Blocks', 'three', 'one', 'two'])
  await ofBlock(line('two'), 'Duplicate')
  await expect.poll(() => sheet.blocks()).toEqual(['Blocks', 'three', 'one', 'two', 'two'])
  await ofBlock(line('three'), 'Delete')
  await expect.poll(() => sheet.blocks()).toEqual(['Blocks', 'one', 'two', 'two'])
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await ofBlock(line('one'), 'Copy link to block')
  const address = await sheet.page.evaluate(() => navigator.clipboard.readText())
  expect(address).toMatch(/\/d\/\w{26}#./)
  await line('one').click()
  await sheet.page.keyboard.press('Control+.')
  await sheet.page.getByRole('menuitem', { name: 'Turn into' }).press('ArrowRight')
  await sheet.page.getByRole('menuitem', { name: 'Heading 2' }).click()
  await expect(sheet.text.locator('h2')).toHaveText('one')
  await sheet.isNow('saved')

  await sheet.page.goto(app.url)
  const more = sheet.page.getByRole('button', { name: 'More about Blocks' })
  await more.click()
  const tab = ada.context.waitForEvent('page')
  await sheet.page.getByRole('menuitem', { name: 'Open in a new tab' }).click()
  await (await tab).close()
  await more.click()
  await sheet.page.getByRole('menuitem', { name: 'Delete' }).click()
  await sheet.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(more).toBeVisible()
})
