import type { BrowserContext, Page } from '@playwright/test'
import { expect, test } from './product.ts'

const SCRIPTS = '**/_next/static/chunks/*.js'

/** Lets through what the page itself names, and asks `late` about every other script. */
async function routeLateScripts(page: Page, url: string, late: () => Promise<'abort' | 'continue'>) {
  const html = await (await page.context().request.get(url)).text()
  const named = new Set(
    Array.from(html.matchAll(/\/_next\/static\/chunks\/[^"'\\? ]+\.js/g), ([path]) => path),
  )
  await page.route(SCRIPTS, async (route) => {
    if (named.has(new URL(route.request().url()).pathname)) await route.continue()
    else await route[await late()]()
  })
}

async function opened(context: BrowserContext, url: string, late: () => Promise<'abort' | 'continue'>) {
  const page = await context.newPage()
  await routeLateScripts(page, url, late)
  await page.goto(url)
  await page.locator('.tiptap').waitFor()
  return page
}

test('[E28] what is pressed before it is here opens when it is', async ({ app, guest }) => {
  const visitor = await guest(app)
  const url = `${app.url}/d/${await visitor.newDocument()}`
  const gate = Promise.withResolvers<'continue'>()
  const page = await opened(visitor.context, url, () => gate.promise)
  const menu = page.getByRole('button', { name: 'Menu' })
  await menu.click()
  await expect(page.getByRole('menu')).toHaveCount(0)
  gate.resolve('continue')
  await expect(page.getByRole('menuitem', { name: 'New document' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(menu).toBeFocused()
})

test('[E28] keys pressed before their part is here reach it, and come back', async ({ app, guest }) => {
  const visitor = await guest(app)
  const url = `${app.url}/d/${await visitor.newDocument()}`
  const gate = Promise.withResolvers<'continue'>()
  const page = await opened(visitor.context, url, () => gate.promise)
  const share = page.getByRole('button', { name: 'Share' })
  await share.focus()
  await page.keyboard.press('Enter')
  await expect(share).toHaveAttribute('aria-expanded', 'true')
  gate.resolve('continue')
  const dialog = page.getByRole('dialog', { name: /^Share/ })
  await expect(dialog.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(share).toBeFocused()

  await page.locator('body[data-parts="here"]').waitFor()
  const status = page.getByTestId('status')
  await status.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'How safe your changes are' })).toBeVisible()
})

test('[E28] a panel that is asked for by its keys before it is here opens when it is', async ({
  app,
  guest,
}) => {
  const visitor = await guest(app)
  const url = `${app.url}/d/${await visitor.newDocument()}`
  const gate = Promise.withResolvers<'continue'>()
  const page = await opened(visitor.context, url, () => gate.promise)
  await page.locator('.tiptap').click()
  await page.keyboard.press('Control+f')
  gate.resolve('continue')
  await expect(page.getByRole('textbox', { name: 'Find' })).toBeFocused()
})

test('[E28] what cannot be fetched says so, and opens when it can', async ({ app, guest }) => {
  const visitor = await guest(app)
  const url = `${app.url}/d/${await visitor.newDocument()}`
  let answer: 'abort' | 'continue' = 'abort'
  const page = await opened(visitor.context, url, async () => answer)
  await page.getByRole('button', { name: 'Share' }).click()
  const trouble = page.getByRole('alert').filter({ hasText: 'has not come yet' })
  await expect(trouble).toBeVisible()
  answer = 'continue'
  await trouble.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog', { name: /^Share/ })).toBeVisible()
  await expect(trouble).toHaveCount(0)
})

test('[E28] what opens later opens offline once the page rests', async ({ app, guest }) => {
  const visitor = await guest(app)
  const sheet = await visitor.open(await visitor.newDocument())
  const { page } = sheet
  await sheet.isComplete()
  await visitor.context.setOffline(true)
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog', { name: /^Share/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('[E28] formulas, code, emoji and Markdown are read offline, first seen there', async ({
  app,
  guest,
}) => {
  const visitor = await guest(app)
  const sheet = await visitor.open(await visitor.newDocument())
  const { page, text } = sheet
  await sheet.isComplete()
  await visitor.context.setOffline(true)
  await sheet.write(':tada: $a^2$ ')
  await expect(sheet.paragraph).toContainText('🎉')
  await expect(text.locator('.formula .katex')).toBeVisible()
  expect(await page.evaluate(() => document.fonts.check('italic 1em KaTeX_Math'))).toBe(true)
  await page.keyboard.press('Enter')
  await text.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '## Parts\n\n```js\nconst one = 1\n```\n')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(text.locator('h2')).toHaveText('Parts')
  await expect(text.locator('.hljs-keyword')).toHaveText('const')
})

test('[X8] scripts that do not come at first are asked for again, and the page works', async ({
  app,
  guest,
}) => {
  const visitor = await guest(app)
  const page = await visitor.context.newPage()
  const asked = new Set<string>()
  await page.route(SCRIPTS, async (route) => {
    const isFirst = !asked.has(route.request().url())
    asked.add(route.request().url())
    await (isFirst ? route.abort() : route.continue())
  })
  await page.goto(`${app.url}/d/${await visitor.newDocument()}`)
  await page.locator('.tiptap').click()
  await page.keyboard.type('Here after all')
  await expect(page.getByTestId('status')).toHaveAttribute('data-status', 'saved')
})

test('[X8] a page whose scripts do not come says so', async ({ app, guest }) => {
  const visitor = await guest(app)
  const page = await visitor.context.newPage()
  await page.route(SCRIPTS, (route) => route.abort())
  await page.goto(`${app.url}/d/${await visitor.newDocument()}`)
  const trouble = page.getByRole('alert').filter({ hasText: 'did not come over the line' })
  await expect(trouble).toBeVisible()
  await page.unroute(SCRIPTS)
  await trouble.getByRole('link', { name: 'Load again' }).click()
  await page.locator('.tiptap').waitFor()
  await expect(trouble).toBeHidden()
})
