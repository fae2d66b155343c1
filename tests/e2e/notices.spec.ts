import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import type { Guest } from './guest.ts'
import { expect, test } from './product.ts'

const bell = (page: Page): Locator => page.getByRole('button', { name: /^Notices/ })
const unread = (page: Page): Locator => page.getByTestId('notices-unread')
const inbox = (page: Page): Locator => page.getByRole('dialog', { name: 'Notices' })

async function titled(owner: Guest, url: string, title: string): Promise<string> {
  const made = await owner.context.request.post(`${url}/api/documents`, { data: { title } })
  return ((await made.json()) as { id: string }).id
}

test('[Y1, Y3, Y8] a share, a mention in the text, a request and its answer arrive live; read in one tab is read in all', async ({
  app,
  account,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await titled(ada, app.url, 'Spring plan')
  const { page: home } = await bob.visit('/')
  await expect(bell(home)).toBeVisible()
  await expect(unread(home)).toHaveCount(0)

  // Bob asks, Ada is told while she looks at another document, and answers
  const other = await ada.open(await ada.newDocument(null))
  await bob.context.request.post(`${app.url}/api/documents/${id}/requests`, { data: { role: 'editor' } })
  await expect(unread(other.page)).toHaveText('1')
  await bell(other.page).click()
  await inbox(other.page).getByRole('link', { name: 'Bob asks to edit Spring plan' }).click()
  await expect(other.page).toHaveURL(`${app.url}/d/${id}#share`)
  await other.page.getByRole('button', { name: /^Let in/ }).click()
  await expect(unread(other.page)).toHaveCount(0)
  await expect(unread(home)).toHaveText('1')

  // a second tab of Bob's: a document of his own; both count
  const second = await bob.open(await bob.newDocument(null))
  await expect(unread(second.page)).toHaveText('1')
  await other.page.keyboard.press('Escape')
  const sheet = await ada.open(id)
  await sheet.toEnd()
  await sheet.page.keyboard.type('ask @bob')
  const people = sheet.page.getByRole('listbox', { name: 'People and documents' })
  await expect(people.getByRole('option').first()).toHaveAccessibleName(/Bob/)
  await sheet.page.keyboard.press('Enter')
  await sheet.isNow('saved')
  for (const page of [home, second.page]) await expect(unread(page)).toHaveText('2', { timeout: 60_000 })

  await bell(home).click()
  const rows = inbox(home).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('Ada mentioned you in Spring plan')
  await expect(rows.nth(1)).toContainText('Ada said yes: you can edit Spring plan')
  await expect(inbox(home).getByRole('heading', { name: 'Today' })).toBeVisible()
  await rows.first().getByRole('link').click()
  await expect(home).toHaveURL(new RegExp(`/d/${id}#b=`))
  await expect(unread(second.page)).toHaveText('1')
  await expect(unread(home)).toHaveText('1')

  await bell(second.page).click()
  await inbox(second.page).getByRole('button', { name: 'Mark all read' }).click()
  for (const page of [home, second.page]) await expect(unread(page)).toHaveCount(0)
  await second.page.reload()
  await expect(bell(second.page)).toHaveAccessibleName('Notices')
})

test('[Y4] a mention in the chat leads to the message, in the panel beside the text', async ({
  app,
  account,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await titled(ada, app.url, 'Talked over')
  await ada.grant(id, bob, 'editor')
  const sheet = await ada.open(id)
  await sheet.isComplete()
  await sheet.page.getByRole('button', { name: 'Chat' }).click()
  const field = sheet.page.getByRole('textbox', { name: 'Message' })
  for (const text of ['One', 'Two', `For @[Bob](user:${bob.id}) to see`, 'Four']) {
    await field.fill(text)
    await field.press('Enter')
  }
  await expect(sheet.page.locator('.chat-message')).toHaveCount(4)

  const { page } = await bob.visit('/')
  await expect(unread(page)).toHaveText('2')
  await bell(page).click()
  await expect(inbox(page).getByRole('listitem').first()).toContainText('For @Bob to see')
  await inbox(page).getByRole('link', { name: 'Ada mentioned you in the chat of Talked over' }).click()
  await expect(page).toHaveURL(new RegExp(`/d/${id}#chat=3`))
  await expect(page.locator('#message-3')).toBeFocused()
  await expect(page.locator('#message-3')).toContainText('to see')
})

test('[Y7] what is muted in the menu of a document is told nowhere', async ({ app, account }) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await titled(ada, app.url, 'Loud')
  await ada.grant(id, bob, 'editor')
  const sheet = await bob.open(id)
  await expect(unread(sheet.page)).toHaveText('1')
  const menu = sheet.page.getByRole('button', { name: 'Menu' })
  await menu.click()
  await expect(sheet.page.getByRole('menuitemradio', { name: 'What concerns me' })).toBeChecked()
  const saved = sheet.page.waitForResponse((answer) => answer.url().endsWith('/watching'))
  await sheet.page.getByRole('menuitemradio', { name: 'Nothing' }).click()
  expect((await saved).status()).toBe(200)
  await expect(sheet.page.getByRole('menuitemradio', { name: 'Nothing' })).toBeChecked()
  await ada.grant(id, bob, 'viewer')
  await ada.grant(await titled(ada, app.url, 'Quiet'), bob, 'viewer')
  await expect(unread(sheet.page)).toHaveText('2')
  await sheet.page.keyboard.press('Escape')
  await bell(sheet.page).click()
  await expect(inbox(sheet.page).getByRole('listitem')).toHaveText([
    /lets you read Quiet/,
    /lets you edit Loud/,
  ])
})

test('[E25, E27] the inbox has no barrier, is reached by keyboard, and fits a phone', async ({
  app,
  account,
  browser,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  await ada.grant(
    await titled(ada, app.url, 'A long title that goes on and on until it has to be broken'),
    bob,
    'viewer',
  )
  const { page } = await bob.visit('/')
  await expect(unread(page)).toHaveText('1')
  await bell(page).focus()
  await page.keyboard.press('Enter')
  await expect(inbox(page).getByRole('listitem')).toHaveCount(1)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(bell(page)).toBeFocused()

  const storageState = await bob.context.storageState()
  const phone = await browser.newContext({
    storageState,
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  })
  const small = await phone.newPage()
  await small.goto(app.url)
  await expect(unread(small)).toHaveText('1')
  await bell(small).tap()
  await expect(inbox(small).getByRole('listitem')).toHaveCount(1)
  const box = await inbox(small).boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
  expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await phone.close()
})

test('[Y14] a browser that was allowed to tells what arrives while no tab can be seen, in one tab', async ({
  app,
  account,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  await bob.context.grantPermissions(['notifications'])
  // the pages count what they show, and believe that nobody sees them when the test says so
  await bob.context.addInitScript(() => {
    const shown: string[] = []
    class Shown extends EventTarget {
      static readonly permission = 'granted'
      static requestPermission = async () => 'granted'
      constructor(title: string) {
        super()
        shown.push(title)
      }
      close(): void {
        shown.pop()
      }
    }
    let state = 'visible'
    Object.defineProperty(document, 'visibilityState', { get: () => state })
    Object.assign(window, {
      Notification: Shown,
      shown,
      hide: () => {
        state = 'hidden'
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
  const [first, second] = [await bob.visit('/'), await bob.visit('/account')]
  const shown = async (): Promise<string[]> => {
    const all: string[] = []
    for (const { page } of [first, second]) {
      all.push(...(await page.evaluate(() => (window as unknown as { shown: string[] }).shown)))
    }
    return all
  }
  await bell(first.page).click()
  await inbox(first.page).getByRole('button', { name: 'Tell me in the background too' }).click()
  await expect(inbox(first.page).getByText('This browser tells you')).toBeVisible()
  await ada.grant(await titled(ada, app.url, 'Seen'), bob, 'viewer')
  for (const { page } of [first, second]) await expect(unread(page)).toHaveText('1')
  for (const { page } of [first, second]) {
    await page.evaluate(() => (window as unknown as { hide: () => void }).hide())
  }
  await first.page.waitForFunction(async () => {
    const { held = [] } = await navigator.locks.query()
    return !held.some(({ name }) => name === 'scriptorium-in-sight')
  })
  await ada.grant(await titled(ada, app.url, 'Unseen'), bob, 'viewer')
  await expect.poll(shown).toEqual(['Ada lets you read Unseen'])
  for (const { page } of [first, second]) await expect(unread(page)).toHaveText('2')
  expect(await shown()).toHaveLength(1)
})

test('[Y12] the letters are turned off in the account, and by the address in a letter only with its token', async ({
  app,
  account,
}) => {
  const bob = await account(app, 'Bob')
  const { page } = await bob.visit('/account')
  const box = page.getByLabel('Send me letters about unread notices')
  await expect(box).toBeChecked()
  await box.uncheck()
  await page.reload()
  await expect(box).not.toBeChecked()
  await page.goto(`${app.url}/letters#nobody.nothing`)
  await page.getByRole('button', { name: 'Stop these letters' }).click()
  await expect(page.getByText('This address is not complete')).toBeVisible()
})
