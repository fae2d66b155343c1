import type { Page } from '@playwright/test'
import { seededRandom } from '../unit/random-editing.ts'
import { BusyHands } from './busy-hands.ts'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

const SEED = Number(process.env.SEED ?? 1)
const DEEDS = Number(process.env.DEEDS ?? 20)

/** What a browser itself says of a line that is down. */
const OF_THE_LINE =
  /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_NETWORK|WebSocket connection to|Failed to fetch/

/** Everything that goes wrong in a page from now on. */
function watch(page: Page, errors: string[]): void {
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !OF_THE_LINE.test(message.text())) errors.push(message.text())
  })
  // leaving with what is not saved asks first
  page.on('dialog', (dialog) => dialog.accept())
}

/** The kind of each block, and its words. */
const seen = async (sheet: Sheet): Promise<readonly string[]> => {
  const words = await sheet.blocks()
  const kinds = await sheet.text.locator('> *').evaluateAll((blocks) => blocks.map(({ tagName }) => tagName))
  return words.map((said, i) => `${kinds[i]} ${said}`)
}

test(`[E20] four people who edit all kinds of blocks in browsers, drop and reload have the same in the end (seed ${SEED})`, async ({
  appWith,
  guest,
}) => {
  // four pages on a machine of two cores
  test.slow()
  const app = await appWith({})
  const people = await Promise.all(Array.from({ length: 4 }, () => guest(app)))
  const [owner] = people as [(typeof people)[number]]
  const id = await owner.newDocument()
  const errors: string[] = []
  const hands: BusyHands[] = []
  for (const [i, person] of people.entries()) {
    const sheet = await person.open(id)
    watch(sheet.page, errors)
    const random = seededRandom(SEED * 10 + i)
    hands.push(new BusyHands(sheet, 'abcd'[i] ?? 'e', (below) => Math.floor(random() * below)))
  }
  const stories = hands.map((): string[] => [])
  const all = (deeds: number) =>
    Promise.all(
      hands.map(async (hand, i) => {
        for (let deed = 0; deed < deeds; deed++) stories[i]?.push(await hand.act())
      }),
    )
  await all(Math.ceil(DEEDS / 2))
  await app.kill()
  for (const hand of hands) hand.mayReload = false
  const meanwhile = all(3)
  await app.restart()
  await meanwhile
  for (const hand of hands) hand.mayReload = true
  await all(Math.floor(DEEDS / 2))
  for (const hand of hands) await hand.back()
  for (const { sheet } of hands) await sheet.isNow('saved')
  const late = await (await guest(app)).open(id)
  watch(late.page, errors)
  const [first] = hands as [BusyHands]
  for (const sheet of [...hands.map((hand) => hand.sheet), late]) {
    await expect
      .poll(async () => JSON.stringify(await seen(sheet)) === JSON.stringify(await seen(first.sheet)))
      .toBe(true)
  }
  expect(errors, stories.map((story) => story.join(', ')).join('\n')).toEqual([])
})
