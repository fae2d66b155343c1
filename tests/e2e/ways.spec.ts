import { expect, test } from './product.ts'

test('[M1] the menu of blocks by keyboard alone', async ({ app, guest }) => {
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  const { page } = sheet
  await sheet.toEnd()
  await page.keyboard.type('/')
  const list = page.getByRole('listbox', { name: 'Kinds of block' })
  await expect(list).toBeVisible()
  await page.keyboard.type('head')
  const second = list.getByRole('option', { name: 'Heading 2' })
  await page.keyboard.press('ArrowDown')
  await expect(second).toHaveAttribute('aria-selected', 'true')
  await expect(sheet.text).toHaveAttribute('aria-activedescendant', (await second.getAttribute('id')) ?? '')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Steps')
  await expect(sheet.text.locator('h2')).toHaveText('Steps')
  await expect(list).toBeHidden()
  await page.keyboard.press('Enter')
  await page.keyboard.type('/nothing')
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  expect((await sheet.blocks()).slice(1)).toEqual(['Steps', '/nothing'])
  await sheet.isNow('saved')
})

test('[M3] what is offered for selected text by keyboard alone', async ({ app, guest }) => {
  const author = await guest(app)
  const sheet = await author.open(await author.newDocument())
  const { page } = sheet
  await sheet.write('some words')
  const bar = page.getByRole('toolbar', { name: 'Selected text' })
  await page.keyboard.press('Shift+Home')
  await expect(bar).toBeVisible()
  await page.keyboard.press('Alt+F10')
  await expect(bar.getByRole('button', { name: /^Turn into/ })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(bar.getByRole('button', { name: 'Bold' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(sheet.text.locator('strong')).toHaveText('some words')
  for (const toolbar of await page.getByRole('toolbar').all()) {
    await expect(toolbar.locator('[tabindex="0"]')).toHaveCount(1)
  }
  await page.keyboard.press('Alt+F10')
  await page.keyboard.press('Escape')
  await expect(sheet.text).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('example.org')
  await page.keyboard.press('Enter')
  await expect(sheet.text.locator('a')).toHaveAttribute('href', 'https://example.org')
  await page.keyboard.press('End')
  await page.keyboard.type(' more')
  await expect(sheet.text.locator('a')).toHaveText('some words')
  await expect(sheet.paragraph).toHaveText('some words more')
})

test('[M4] a block is dragged while another person writes in it', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const alice = await first.open(id)
  await alice.write('one\ntwo\nthree')
  const bob = await second.open(id)
  const line = bob.text.locator('p').first()
  await line.click()
  await bob.page.keyboard.press('End')

  const { mouse } = alice.page
  await alice.paragraph.hover()
  const grip = alice.page.getByRole('button', { name: /^Block: drag/ })
  const from = await grip.boundingBox()
  const to = await alice.text.locator('p').nth(1).boundingBox()
  if (from === null || to === null) throw new Error('nothing to drag')
  await mouse.move(from.x + 8, from.y + 8)
  await mouse.down()
  await mouse.move(to.x + 20, to.y + to.height - 4, { steps: 5 })
  await expect(alice.page.getByTestId('drop-line')).toBeVisible()
  await bob.page.keyboard.type(' and more')
  await expect(alice.paragraph).toHaveText('one and more')
  await mouse.up()
  const moved = ['two', 'one and more', 'three']
  for (const sheet of [alice, bob])
    await expect.poll(async () => (await sheet.blocks()).slice(1)).toEqual(moved)
  await bob.page.keyboard.type('!')
  moved[1] += '!'
  for (const sheet of [alice, bob])
    await expect.poll(async () => (await sheet.blocks()).slice(1)).toEqual(moved)
})

test('[M7] find and replace all while another person writes', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const alice = await first.open(id)
  await alice.write('a cat, a cat and a cat')
  const bob = await second.open(id)
  await bob.toEnd()
  await alice.page.keyboard.press('Control+f')
  await expect(alice.page.getByRole('textbox', { name: 'Find' })).toBeFocused()
  await alice.page.keyboard.type('cat')
  const bar = alice.page.getByRole('search')
  await expect(bar.getByRole('status')).toHaveText(/of 3$/)
  const written = ' with every cat in the house'
  const typing = bob.page.keyboard.type(written)
  await bar.getByRole('textbox', { name: 'Replace with' }).fill('dog')
  await bar.getByRole('button', { name: 'All' }).click()
  await typing
  for (const sheet of [alice, bob]) {
    await expect(sheet.paragraph).toHaveText(/^a dog, a dog and a dog with every (cat|dog) in the house$/)
  }
  await expect.poll(() => alice.blocks()).toEqual(await bob.blocks())
  await bar.getByRole('textbox', { name: 'Find', exact: true }).press('Escape')
  await expect(alice.text).toBeFocused()
  await alice.page.keyboard.press('Control+z')
  await expect(bob.paragraph).toHaveText('a cat, a cat and a cat with every cat in the house')
})
