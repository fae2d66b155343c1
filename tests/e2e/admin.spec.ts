import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { expect, test } from './product.ts'

const figure = (page: Page, series: string) => page.locator(`[data-series="${series}"]`)

test('[OP4] a stranger and a guest get the page of 403, and no link to it', async ({
  appWith,
  account,
  guest,
}) => {
  const app = await appWith({ OPERATORS: 'olga@example.org' })
  for (const person of [await account(app, 'Eve'), await guest(app)]) {
    const page = await person.context.newPage()
    const answer = await page.goto(`${app.url}/admin`)
    expect(answer?.status()).toBe(403)
    await expect(page.getByRole('heading', { name: 'You do not have access to this page' })).toBeVisible()
    await page.goto(app.url)
    await page.getByRole('button', { name: 'Account and appearance' }).click()
    await expect(page.getByRole('menuitem', { name: 'Server', exact: true })).toHaveCount(0)
  }
})

test('[OP5, OP6] figures, charts and rooms move while another person writes', async ({
  appWith,
  account,
  guest,
}) => {
  const app = await appWith({})
  const operator = await account(app, 'Olga')
  const page = await operator.context.newPage()
  await page.goto(app.url)
  await page.getByRole('button', { name: 'Account and appearance' }).click()
  await page.getByRole('menuitem', { name: 'Server', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Server', level: 1 })).toBeVisible()
  await expect(figure(page, 'people')).toHaveText('1')
  await expect(page.getByText('Nobody has a document open.')).toBeVisible()

  const writer = await guest(app)
  const sheet = await writer.open(await writer.newDocument())
  await sheet.text.click()
  await expect(figure(page, 'people')).toHaveText('2')
  await expect(figure(page, 'rooms')).toHaveText('1')
  const moves = page.getByRole('region', { name: 'Updates per second' }).locator('path')
  const before = await moves.getAttribute('d')
  await expect(async () => {
    await sheet.text.pressSequentially('word ')
    expect(Number(await figure(page, 'updates').textContent())).toBeGreaterThan(0)
    expect(await moves.getAttribute('d')).not.toBe(before)
  }).toPass()
  const room = page.getByRole('button', { name: /^Details of / })
  await expect(room).toHaveCount(1)
  await page.getByRole('button', { name: 'Size', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
  await room.focus()
  await page.keyboard.press('Enter')
  await expect(room).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('link', { name: 'Open document' })).toBeVisible()

  await sheet.page.close()
  await expect(page.getByRole('rowheader', { name: '1001 · document' })).toBeVisible()
  await expect(figure(page, 'rooms')).toHaveText('0')
})

test('[OP5, E25] the page has no barrier, light and dark, wide and on a phone', async ({
  appWith,
  account,
  guest,
}) => {
  const app = await appWith({})
  const operator = await account(app, 'Olga')
  const writer = await guest(app)
  await writer.open(await writer.newDocument())
  const page = await operator.context.newPage()
  await page.goto(`${app.url}/admin`)
  await page.getByRole('button', { name: /^Details of / }).click()
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await expectAccessible(page)
  }
})
