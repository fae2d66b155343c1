import { devices } from '@playwright/test'
import { Guest } from './guest.ts'
import { expect, test } from './product.ts'

const { viewport, userAgent, deviceScaleFactor } = devices['Pixel 7']
const PHONE = { viewport, userAgent, deviceScaleFactor, hasTouch: true, isMobile: true }

test('[T2] on a phone, holding a disc follows that person, and a swipe ends it', async ({
  app,
  browser,
  account,
}) => {
  // a name of their own: two guests may be given the same
  const other = await account(app, 'Grace')
  const context = await browser.newContext(PHONE)
  const me = await Guest.enter(context, app.url)
  const id = await me.newDocument()
  const theirs = await other.open(id)
  await theirs.write('words')
  const sheet = await me.open(id)
  const { page } = sheet
  await expect(sheet.carets).toHaveCount(1)
  const disc = page.getByRole('button', { name: other.name })
  // what opens from the disc comes after the text, and makes it anew
  await page.waitForLoadState('networkidle')
  await expect(disc).toBeVisible()
  const box = await disc.boundingBox()
  if (box === null) throw new Error('nobody else is shown')
  const fingers = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await touch('touchStart', x, y)
  const line = page.getByText(`Following ${other.name}`)
  await expect(line).toBeVisible()
  // a finger trembles, and goes
  await touch('touchMove', x + 1, y + 1)
  await touch('touchEnd', x, y)
  await theirs.page.keyboard.type(' and more')
  await expect(sheet.paragraph).toHaveText('words and more')
  await expect(line).toBeVisible()
  await touch('touchStart', 200, 500)
  await touch('touchMove', 200, 440)
  await touch('touchEnd', 200, 440)
  await expect(line).toHaveCount(0)
  await context.close()
})

test('[F10] the toolbar of a phone puts in a picture with two taps', async ({ app, browser }) => {
  const context = await browser.newContext(PHONE)
  const me = await Guest.enter(context, app.url)
  const sheet = await me.open(await me.newDocument())
  await sheet.paragraph.tap()
  for (const name of ['Image', 'File']) {
    const chooser = sheet.page.waitForEvent('filechooser')
    await sheet.page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button', { name }).tap()
    expect((await chooser).isMultiple()).toBe(true)
  }
  await context.close()
})
