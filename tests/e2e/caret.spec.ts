import type { Locator } from '@playwright/test'
import type { App } from './app.ts'
import type { Guest } from './guest.ts'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

/** Two people in a document that the first has typed. */
async function two(
  app: App,
  guest: (app: App) => Promise<Guest>,
  typed: string,
): Promise<readonly [Sheet, Sheet]> {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const alice = await first.open(id)
  await alice.toEnd()
  for (const line of typed.split('\n')) {
    if (line !== '') await alice.page.keyboard.type(line)
    await alice.page.keyboard.press('Enter')
  }
  await alice.isNow('saved')
  return [alice, await second.open(id)]
}

const at = async (sheet: Sheet, block: Locator, end: 'Home' | 'End'): Promise<void> => {
  await block.click()
  await sheet.page.keyboard.press(end)
}

/** They type in turns, a letter each, every one of them seen by the other before the next. */
async function inTurns(alice: Sheet, bob: Sheet, letters: string): Promise<void> {
  for (const letter of letters) {
    await alice.page.keyboard.type(letter)
    await expect(bob.text).toContainText(letter)
    await bob.page.keyboard.type(letter.toUpperCase())
    await expect(alice.text).toContainText(letter.toUpperCase())
  }
}

test('[E11] a caret stays in its place in a heading while others type before it', async ({ app, guest }) => {
  const [alice, bob] = await two(app, guest, '## hello world')
  await at(alice, alice.text.locator('h2'), 'End')
  await at(bob, bob.text.locator('h2'), 'Home')
  await inTurns(alice, bob, 'xyz')
  for (const sheet of [alice, bob]) await expect(sheet.text.locator('h2')).toHaveText('XYZhello worldxyz')
})

test('[E11] a caret stays in its paragraph among others that are equal to it', async ({ app, guest }) => {
  const [alice, bob] = await two(app, guest, 'Tasks\nTasks\n\n\n')
  await at(alice, alice.text.locator('p').nth(0), 'End')
  await at(bob, bob.text.locator('p').nth(0), 'Home')
  await inTurns(alice, bob, 'xyz')
  expect((await bob.blocks()).slice(1, 3)).toEqual(['XYZTasksxyz', 'Tasks'])
  await at(alice, alice.text.locator('p').nth(2), 'End')
  await at(bob, bob.text.locator('p').nth(2), 'Home')
  await inTurns(alice, bob, 'qvw')
  expect((await bob.blocks())[3]).toHaveLength(6)
  expect(await alice.blocks()).toEqual(await bob.blocks())
})

test('[E11] an empty code block takes letters while somebody else’s caret is in it', async ({
  app,
  guest,
}) => {
  const [alice, bob] = await two(app, guest, '')
  await alice.page.keyboard.type('``` ')
  const block = bob.text.locator('pre')
  await block.click()
  await expect(alice.carets).toHaveCount(1)
  await alice.page.keyboard.type('let x')
  await expect(block).toContainText('let x')
})

test('[E12] undo takes back a person’s own steps, one at a time', async ({ app, guest }) => {
  const [alice] = await two(app, guest, '')
  await alice.page.keyboard.type('One.')
  await alice.page.keyboard.press('Enter')
  await alice.page.keyboard.type('Two')
  await alice.page.keyboard.press('Shift+Home')
  // The editor hears of a selection a moment after the browser has made it.
  await expect(async () => {
    await alice.page.keyboard.press('Control+b')
    await expect(alice.text.locator('strong')).toHaveText('Two', { timeout: 500 })
  }).toPass()
  const words = (): Promise<string[]> => alice.blocks().then((blocks) => blocks.filter((text) => text !== ''))
  /** A slow machine types with pauses, and each pause ends a step: so many times that it is so, ten at most. */
  const pressUntil = async (key: string, wanted: readonly string[]): Promise<void> => {
    for (let i = 0; i < 10 && (await words()).join() !== wanted.join(); i++)
      await alice.page.keyboard.press(key)
    expect(await words()).toEqual(wanted)
  }
  expect(await words()).toEqual(['One.', 'Two'])
  await alice.page.keyboard.press('Control+z')
  await expect(alice.text.locator('strong')).toHaveCount(0)
  expect(await words()).toEqual(['One.', 'Two'])
  const blocks = (await alice.blocks()).length
  await pressUntil('Control+z', ['One.'])
  expect(await alice.blocks()).toHaveLength(blocks)
  await alice.page.keyboard.press('Control+z')
  expect(await words()).toEqual(['One.'])
  expect(await alice.blocks()).toHaveLength(blocks - 1)
  await pressUntil('Control+z', [])
  await pressUntil('Control+y', ['One.', 'Two'])
})

test('[E12] undo of what made a block keeps what others have put into it', async ({ app, guest }) => {
  const [alice, bob] = await two(app, guest, '')
  await alice.page.keyboard.type('Agenda')
  await alice.page.keyboard.press('Control+Alt+2')
  const heading = bob.text.locator('h2')
  await at(bob, heading, 'End')
  await bob.page.keyboard.type(' for Monday')
  await expect(alice.text.locator('h2')).toHaveText('Agenda for Monday')
  await alice.page.keyboard.press('Control+z')
  await expect(alice.text).toContainText('Agenda')
  await expect(alice.text).toContainText(' for Monday')
  await alice.isNow('saved')
  await expect.poll(() => bob.blocks()).toEqual(await alice.blocks())
})

test('[R3, E27] whoever is stopped while writing, or clicks meanwhile, writes on there when let again', async ({
  app,
  guest,
}) => {
  const [owner, writer] = [await guest(app), await guest(app)]
  const id = await owner.newDocument('editor')
  const sheet = await writer.open(id)
  const { page, text } = sheet
  await sheet.write('one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await sheet.isNow('saved')
  const stopAndLet = async (meanwhile: () => Promise<void>) => {
    await owner.share(id, 'viewer')
    await sheet.isNow('read-only')
    await meanwhile()
    await owner.share(id, 'editor')
    await sheet.isNow('saved')
    await expect(text).toBeFocused()
  }
  await stopAndLet(async () => undefined)
  await page.keyboard.type('!')
  await expect.poll(() => sheet.blocks()).toEqual(['', 'one', 'two!'])
  await stopAndLet(() => text.getByText('one').click())
  await page.keyboard.press('End')
  await page.keyboard.type('?')
  await expect.poll(() => sheet.blocks()).toEqual(['', 'one?', 'two!'])
})
