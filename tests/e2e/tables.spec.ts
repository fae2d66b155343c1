import type { Page } from '@playwright/test'
import { ACTIVE_CONTENT } from '../active-content.ts'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

/** Puts what is on a clipboard in at the caret, as the browser does. */
const paste = (page: Page, clipboard: Readonly<Record<string, string>>): Promise<void> =>
  page.locator('.tiptap').evaluate((text, data) => {
    const clipboardData = new DataTransfer()
    for (const [type, content] of Object.entries(data)) clipboardData.setData(type, content)
    text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, clipboard)

/** The texts of the cells, row by row, without what is shown for one person alone. */
const cells = (sheet: Sheet): Promise<string[][]> =>
  sheet.text.locator('tr').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.children].map((cell) => {
        const copy = cell.cloneNode(true) as Element
        for (const caret of copy.querySelectorAll('.caret')) caret.remove()
        return copy.textContent
      }),
    ),
  )

/** Everything that the page complains about from now on. */
function complaints(sheet: Sheet): string[] {
  const heard: string[] = []
  sheet.page.on('pageerror', (error) => heard.push(error.message))
  return heard
}

const chooseInTable = async ({ page }: Sheet, action: string): Promise<void> => {
  const button = page.getByRole('button', { name: 'Table' })
  // it makes a table until the toolbar has seen where the caret is
  await expect(button).toHaveAttribute('aria-haspopup', 'menu')
  await button.click()
  await page.getByRole('menuitem', { name: action }).click()
}

const SHEET = '<table><tr><td>Name</td><td>Sum</td></tr><tr><td>Ada</td><td>12</td></tr></table>'

test('[Q4, Q12, Q16] a sheet that is pasted is changed by two at once: equal, nothing lost, writable', async ({
  app,
  guest,
}) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  const heard = [complaints(alice), complaints(bob)]
  await alice.toEnd()
  await paste(alice.page, {
    'text/html': `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>${SHEET}`,
  })
  await expect
    .poll(() => cells(bob))
    .toEqual([
      ['Name', 'Sum'],
      ['Ada', '12'],
    ])

  for (const sheet of [alice, bob]) {
    // the menus of a table are fetched after the text
    await sheet.isComplete()
    await sheet.setOffline(true)
  }
  await alice.text.getByText('Ada').click()
  await chooseInTable(alice, 'Insert row below')
  await bob.text.getByText('Sum').click()
  await chooseInTable(bob, 'Insert column right')
  await alice.setOffline(false)
  await bob.setOffline(false)
  const withGap = [
    ['Name', 'Sum', ''],
    ['Ada', '12', ''],
    ['', ''],
  ]
  for (const sheet of [alice, bob]) await expect.poll(() => cells(sheet)).toEqual(withGap)

  // both write on at the same moment, and no cell comes by itself
  await alice.text.getByText('Ada').click()
  await bob.text.getByText('12').click()
  for (const { page } of [alice, bob]) await page.keyboard.press('End')
  await Promise.all([alice.page.keyboard.type(' Lovelace'), bob.page.keyboard.type('345')])
  const written = [
    ['Name', 'Sum', ''],
    ['Ada Lovelace', '12345', ''],
    ['', ''],
  ]
  for (const sheet of [alice, bob]) await expect.poll(() => cells(sheet)).toEqual(written)

  await bob.page.getByRole('button', { name: 'Fill the gaps' }).click()
  for (const sheet of [alice, bob]) {
    await expect.poll(() => cells(sheet)).toEqual([...written.slice(0, 2), ['', '', '']])
    await sheet.isNow('saved')
  }
  expect(heard).toEqual([[], []])
})

test('[Q1, Q2, Q3] a person makes a table by hand, with the pointer and with keys', async ({
  app,
  guest,
}) => {
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  const heard = complaints(sheet)
  const { page, text } = sheet
  await sheet.toEnd()
  await page.getByRole('button', { name: 'Table' }).click()
  for (const word of ['a', 'b', 'c', 'd']) {
    await page.keyboard.type(word)
    await page.keyboard.press('Tab')
  }
  expect(await cells(sheet)).toEqual([
    ['a', 'b', 'c'],
    ['d', '', ''],
    ['', '', ''],
  ])

  await text.getByText('d', { exact: true }).hover()
  await page.getByRole('button', { name: 'Column 1' }).click()
  await page.getByRole('menuitem', { name: 'Move right' }).click()
  await text.getByText('d', { exact: true }).hover()
  await page.getByRole('button', { name: 'Row 2' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  expect(await cells(sheet)).toEqual([
    ['b', 'a', 'c'],
    ['', 'd', ''],
    ['', 'd', ''],
    ['', '', ''],
  ])

  // the two cells of a column, by the keys alone
  await expect(page.getByRole('menu')).toHaveCount(0)
  await text.getByText('d', { exact: true }).first().click()
  await expect(text.locator('.selectedCell')).toHaveCount(0)
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(text.locator('.selectedCell')).toHaveCount(2)
  await chooseInTable(sheet, 'Merge cells')
  await expect(text.locator('td[rowspan="2"]')).toHaveText('dd')

  const head = text.locator('th').first()
  const before = await head.boundingBox()
  if (before === null) throw new Error('the table is not shown')
  await page.mouse.move(before.x + before.width - 1, before.y + 10)
  await page.mouse.down()
  await page.mouse.move(before.x + before.width - 61, before.y + 10, { steps: 3 })
  await page.mouse.up()
  await expect(text.locator('col').first()).toHaveAttribute(
    'style',
    `width: ${Math.round(before.width) - 60}px;`,
  )

  // a phone scrolls the table, never the page
  await page.setViewportSize({ width: 360, height: 700 })
  await chooseInTable(sheet, 'Insert column right')
  const widths = await text
    .locator('.table-scroll')
    .evaluate((scroll) => [
      document.documentElement.scrollWidth - window.innerWidth,
      scroll.scrollWidth - scroll.clientWidth,
    ])
  expect(widths[0]).toBe(0)
  expect(widths[1]).toBeGreaterThan(0)
  await sheet.isNow('saved')
  expect(heard).toEqual([])
})

test('[Q14, SEC 24] nothing that is pasted runs, is fetched, or stays active', async ({ app, guest }) => {
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  const heard = complaints(sheet)
  const { page, text } = sheet
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(app.url) && !request.url().startsWith('ws')) foreign.push(request.url())
  })
  page.on('dialog', (dialog) => {
    heard.push(dialog.message())
    void dialog.dismiss()
  })
  await sheet.toEnd()
  for (const vector of ACTIVE_CONTENT) {
    await paste(page, { 'text/html': `<p>before</p>${vector}<p>after</p>` })
    await paste(page, { 'text/plain': `## Markdown\n\n${vector}\n\nend of it\n` })
  }
  await expect(text.getByText('end of it').last()).toBeVisible()
  await expect(
    text.locator('script, iframe, object, embed, svg[onload], math, form, style, link, base'),
  ).toHaveCount(0)
  const active = await text.evaluate((root) =>
    [...root.querySelectorAll('*')]
      .flatMap((element) =>
        [...element.attributes].filter(
          ({ name, value }) => /^on/.test(name) || (name === 'href' && !/^(https?:|mailto:|$)/.test(value)),
        ),
      )
      .map(({ name, value }) => `${name}=${value}`),
  )
  expect(active).toEqual([])
  expect(foreign).toEqual([])
  expect(heard).toEqual([])
})
