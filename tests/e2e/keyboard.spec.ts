import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './product.ts'
import { Sheet } from './sheet.ts'

type Step = 'Tab' | 'Shift+Tab' | 'ArrowDown'

/** More stops than any page has between two things. */
const MAX_STOPS = 60

/** Goes there as somebody without a mouse does. */
async function goTo(page: Page, target: Locator, key: Step = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < MAX_STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${target}`)
}

async function press(page: Page, target: Locator, key: Step = 'Tab'): Promise<void> {
  await goTo(page, target, key)
  await page.keyboard.press('Enter')
}

/** In a browser's own list: opened, by the first letters of what is wanted. */
async function choose(page: Page, list: Locator, option: string): Promise<void> {
  await goTo(page, list)
  await page.keyboard.press('Space')
  await page.keyboard.type(option)
  await page.keyboard.press('Enter')
  await expect(list.locator('option:checked')).toHaveText(option)
}

test('[E27] writing and sharing, with the keyboard alone', async ({ app, page, account }) => {
  const keys = page.keyboard
  const other = await account(app, 'Bob')
  const sheet = new Sheet(page)

  await test.step('an account, a document', async () => {
    await page.goto(`${app.url}/sign-up`)
    await goTo(page, page.getByRole('textbox', { name: /^Name/ }))
    await keys.type('Ada')
    await goTo(page, page.getByLabel('Email'))
    await keys.type(`ada.${crypto.randomUUID().slice(0, 8)}@example.org`)
    await goTo(page, page.getByLabel('Password'))
    await keys.type('analytical engine')
    await keys.press('Enter')
    await press(page, page.getByRole('main').getByRole('button', { name: 'New document' }))
    await expect(sheet.text).toBeFocused()
  })

  await test.step('text, a heading, a list, a table', async () => {
    await keys.type('By hand')
    await keys.press('Enter')
    await keys.type('## Plan')
    await keys.press('Enter')
    await keys.type('- one')
    await keys.press('Enter')
    await keys.press('Tab')
    await keys.type('inner')
    await keys.press('Enter')
    await keys.press('Enter')
    await keys.press('Enter')
    await keys.type('/table')
    await expect(page.getByRole('listbox')).toBeVisible()
    await keys.press('Enter')
    await keys.type('left')
    await keys.press('Tab')
    await keys.type('right')
    await keys.press('Control+End')
    await expect(sheet.text.locator('table')).toContainText('leftright')
    await expect(sheet.text.locator('ul ul')).toHaveText('inner')
  })

  await test.step('formatting, a link, the toolbar, the menu of a block', async () => {
    await keys.press('Control+Home')
    await keys.press('ArrowDown')
    await keys.press('End')
    await keys.press('Control+Shift+ArrowLeft')
    await keys.press('Control+i')
    await expect(sheet.text.locator('h2 em')).toHaveText('Plan')
    await keys.press('Control+k')
    await keys.type('https://example.org/plan')
    await keys.press('Enter')
    await expect(sheet.text.locator('h2 a')).toHaveAttribute('href', 'https://example.org/plan')
    await keys.press('Alt+F10')
    await expect(page.getByRole('toolbar').locator(':focus')).toHaveCount(1)
    await keys.press('Escape')
    await expect(sheet.text).toBeFocused()
    await keys.press('Control+.')
    await expect(page.getByRole('menu')).toBeVisible()
    await keys.press('Escape')
    await expect(sheet.text).toBeFocused()
    await keys.press('Control+f')
    await keys.type('inner')
    await expect(page.getByRole('search')).toContainText('1 of 1')
    await keys.press('Escape')
    await expect(sheet.text).toBeFocused()
    await sheet.isNow('saved', 'Saved')
  })

  const dialog = page.getByRole('dialog', { name: /^Share/ })
  const share = page.getByRole('button', { name: /^Share/ })
  await test.step('somebody is let in, then may only comment', async () => {
    await press(page, share, 'Shift+Tab')
    await goTo(page, dialog.getByLabel('Add somebody by e-mail'))
    await keys.type(other.email ?? '')
    await choose(page, dialog.getByLabel('What they may do'), 'Can edit')
    await press(page, dialog.getByRole('button', { name: 'Add', exact: true }))
    await expect(dialog.getByText('can edit this document now')).toBeVisible()
    await choose(page, dialog.getByLabel('Role of Bob'), 'Can comment')
  })

  await test.step('the link is on', async () => {
    await choose(page, dialog.getByLabel('Link access'), 'Anyone with it can view')
    await expect(dialog.getByLabel('When the link ends')).toBeVisible()
    await press(page, dialog.getByRole('button', { name: 'Copy link' }))
    await keys.press('Escape')
    await expect(share).toBeFocused()
  })

  const bob = await other.visit(new URL(page.url()).pathname)
  await test.step('the other reads, and becomes an editor', async () => {
    await bob.isNow('read-only', 'Comment only')
    await expect(bob.title).toHaveText('By hand')
    await press(page, share)
    await choose(page, dialog.getByLabel('Role of Bob'), 'Can edit')
    await keys.press('Escape')
    await expect(bob.text).toHaveAttribute('contenteditable', 'true')
  })

  await test.step('both write', async () => {
    await goTo(bob.page, bob.text)
    await bob.page.keyboard.press('Control+End')
    await bob.page.keyboard.type('Bob was here. ')
    await expect(sheet.text).toContainText('Bob was here.')
    await goTo(page, sheet.text)
    await keys.press('Control+End')
    await keys.type('So was Ada.')
    await expect(bob.text).toContainText('Bob was here. So was Ada.')
    await sheet.isNow('saved', 'Saved')
  })

  await test.step('and the other is taken off again', async () => {
    await press(page, share, 'Shift+Tab')
    await press(page, dialog.getByRole('button', { name: 'More about Bob' }))
    await press(page, page.getByRole('menuitem', { name: 'Remove' }), 'ArrowDown')
    await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }))
    await expect(bob.page.getByText('Anyone with the link')).toHaveCount(0)
    await expect(bob.text).toHaveAttribute('contenteditable', 'false')
  })
})
