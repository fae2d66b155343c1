import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

const ALICE = 'the quick brown fox jumps over the lazy dog and runs back home'
const BOB = 'PACK MY BOX WITH FIVE DOZEN LIQUOR JUGS BEFORE THE SUN GOES DOWN'

/** No close frame comes from a browser without a network: the server notices its silence. */
const PEER_GONE_MS = 50_000

const lettersOf = (text: string, letters: RegExp): string => text.replaceAll(letters, '')
const small = (text: string): string => lettersOf(text, /[^a-z]/g)
const capital = (text: string): string => lettersOf(text, /[^A-Z]/g)

/** Both show the same text, with every letter of both, each once and in the order it was typed. */
async function converge(alice: Sheet, bob: Sheet): Promise<void> {
  for (const sheet of [alice, bob]) {
    await expect.poll(async () => small((await sheet.blocks())[1] ?? '')).toBe(small(ALICE))
    await expect.poll(async () => capital((await sheet.blocks())[1] ?? '')).toBe(capital(BOB))
    await sheet.isNow('saved')
  }
  expect(await alice.blocks()).toEqual(await bob.blocks())
}

test('[A2] two browsers type in the same place at once and converge', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  await Promise.all([alice.toEnd(), bob.toEnd()])
  await Promise.all([alice.page.keyboard.type(ALICE), bob.page.keyboard.type(BOB)])
  await converge(alice, bob)
  // Nobody writes into the other's words.
  expect([`${ALICE}${BOB}`, `${BOB}${ALICE}`]).toContain((await alice.blocks())[1])
})

test('[A2] two browsers begin a new line together and converge', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  await alice.write('|')
  await alice.page.keyboard.press('Enter')
  const line = bob.text.locator('p').nth(1)
  await line.click()
  await Promise.all([alice.page.keyboard.type(ALICE), bob.page.keyboard.type(BOB)])
  for (const sheet of [alice, bob]) {
    await expect.poll(async () => small((await sheet.blocks())[2] ?? '')).toBe(small(ALICE))
    await expect.poll(async () => capital((await sheet.blocks())[2] ?? '')).toBe(capital(BOB))
  }
  expect(await alice.blocks()).toEqual(await bob.blocks())
})

test('[A2] two browsers type at both ends of a paragraph and converge', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  await bob.write('|')
  await expect(alice.paragraph).toHaveText('|')
  await alice.toEnd()
  await alice.page.keyboard.press('Home')
  await Promise.all([alice.page.keyboard.type(ALICE), bob.page.keyboard.type(BOB)])
  await converge(alice, bob)
  await expect(alice.paragraph).toHaveText(`${ALICE}|${BOB}`)
})

test('[E5] carets and avatars come and go', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const alice = await first.open(id)
  await alice.write('Hello')
  await expect(alice.avatars).toHaveCount(1)
  await expect(alice.carets).toHaveCount(0)

  const bob = await second.open(id)
  await bob.toEnd()
  await expect(bob.avatars).toHaveCount(2)
  await expect(alice.avatars).toHaveCount(2)
  await expect(alice.avatars.last()).toHaveAccessibleName(second.name)
  await expect(alice.carets).toHaveCount(1)
  await expect(alice.carets).toHaveAttribute('data-name', second.name)
  await expect(bob.carets).toHaveAttribute('data-name', first.name)

  // A second tab is no second person.
  const again = await second.open(id)
  await again.toEnd()
  await expect(alice.carets).toHaveCount(2)
  await expect(alice.avatars).toHaveCount(2)
  await again.page.close()
  await expect(alice.carets).toHaveCount(1)

  await bob.page.reload()
  await bob.toEnd()
  await expect(alice.carets).toHaveCount(1)
  await expect(alice.avatars).toHaveCount(2)

  await bob.page.close()
  await expect(alice.carets).toHaveCount(0)
  await expect(alice.avatars).toHaveCount(1)
  await expect(alice.paragraph).toHaveText('Hello')
})

test('[E5, SEC 16] a caret goes with a lost connection and comes back with it', async ({ app, guest }) => {
  const [first, second] = [await guest(app), await guest(app)]
  const id = await first.newDocument()
  const [alice, bob] = [await first.open(id), await second.open(id)]
  await bob.toEnd()
  await expect(alice.carets).toHaveCount(1)
  await second.context.setOffline(true)
  await expect(alice.carets).toHaveCount(0, { timeout: PEER_GONE_MS })
  await expect(alice.avatars).toHaveCount(1)
  await second.context.setOffline(false)
  await expect(alice.carets).toHaveAttribute('data-name', second.name)
  await expect(alice.avatars).toHaveCount(2)
  await expect(bob.avatars).toHaveCount(2)
})
