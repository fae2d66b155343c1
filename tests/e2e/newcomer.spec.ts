import { expect, test } from './product.ts'
import { Sheet } from './sheet.ts'

/** What the path may take at most: a newcomer has a minute for it. */
const PATH_MS = 60_000

test('[E26] from the start page to two people writing together, without an account and without reading', async ({
  app,
  browser,
}, testInfo) => {
  const people = [await browser.newContext(), await browser.newContext()] as const
  const [ada, bob] = [new Sheet(await people[0].newPage()), new Sheet(await people[1].newPage())]
  await people[0].grantPermissions(['clipboard-read', 'clipboard-write'])
  test.setTimeout(PATH_MS)
  let count = 0
  const step = async (name: string, { page }: Sheet, act: () => Promise<void>): Promise<void> => {
    await test.step(name, act)
    count++
    await testInfo.attach(`${count} ${name}.png`, { body: await page.screenshot(), contentType: 'image/png' })
  }

  await step('opens the start page', ada, async () => {
    await ada.page.goto(app.url)
  })
  await step('presses the only large button', ada, () =>
    ada.page.getByRole('main').getByRole('button').click(),
  )
  await step('types at once, a title and a line', ada, async () => {
    await expect(ada.text).toBeFocused()
    await ada.page.keyboard.type('Picnic')
    await ada.page.keyboard.press('Enter')
    await ada.page.keyboard.type('Bread: ')
    await ada.isNow('saved', 'Saved')
  })
  await step('presses Share', ada, () => ada.page.getByRole('button', { name: 'Share' }).click())
  await step('lets everybody with the link edit', ada, async () => {
    await ada.page.getByLabel('Link access').selectOption({ label: 'Anyone with it can edit' })
    await expect(ada.page.getByText('The link is on.')).toBeAttached()
  })
  await step('copies the link', ada, async () => {
    await ada.page.getByRole('button', { name: 'Copy link' }).click()
    await expect(ada.page.getByRole('button', { name: 'Link copied' })).toBeVisible()
  })
  await step('goes back to the text', ada, () => ada.page.getByRole('button', { name: 'Done' }).click())
  await step('somebody else opens what was sent to them', bob, async () => {
    await bob.page.goto(await ada.page.evaluate(() => navigator.clipboard.readText()))
    await bob.reads('Bread: ')
  })
  await step('and writes in the same line', bob, async () => {
    await bob.write('Bob. ')
    await ada.reads('Bread: Bob. ')
  })
  await step('to which the first one adds', ada, async () => {
    await ada.write('Cheese: me.')
    await bob.reads('Bread: Bob. Cheese: me.')
    await expect(ada.avatars).not.toHaveCount(0)
    for (const sheet of [ada, bob]) await sheet.isNow('saved', 'Saved')
  })
  for (const context of people) await context.close()
})
