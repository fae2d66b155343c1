import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

const SENTENCE = 'The quick brown fox jumps over the lazy dog'

/** Selects the first place where these words stand, as a hand does, whoever may write. */
async function select({ text }: Sheet, words: string): Promise<void> {
  await text.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted)
      if (at === -1) continue
      ;(root as HTMLElement).focus()
      document.getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`${wanted} is nowhere`)
  }, words)
}

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Conversation' })
const threads = (page: Page): Locator => panel(page).getByRole('article')
const marked = ({ text }: Sheet): Locator => text.locator('.passage')
const markedWords = async (sheet: Sheet): Promise<string> => (await marked(sheet).allTextContents()).join('')

async function openComments({ page }: Sheet): Promise<void> {
  const button = page.getByRole('button', { name: /^Comments/ }).first()
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
  await panel(page).getByRole('tab', { name: 'Comments', selected: true }).waitFor()
}

async function comment(sheet: Sheet, words: string, about: string): Promise<void> {
  await sheet.isComplete()
  await select(sheet, words)
  await sheet.page.keyboard.press('Control+Alt+m')
  await sheet.page.getByRole('textbox', { name: 'Write a comment' }).fill(about)
  await panel(sheet.page).getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(threads(sheet.page).filter({ hasText: about })).toBeVisible()
}

test('[O1, O3, O8, O10, O11] three people: a comment on a sentence that another rewrites; replies, reactions and states are live', async ({
  app,
  account,
}) => {
  const [ada, ben, eve] = [await account(app, 'Ada'), await account(app, 'Ben'), await account(app, 'Eve')]
  const id = await ada.newDocument(null)
  await ada.grant(id, ben, 'editor')
  await ada.grant(id, eve, 'commenter')
  const sheet = await ada.open(id)
  await sheet.write(SENTENCE)
  await sheet.isNow('saved')
  const [theirs, hers] = [await ben.open(id), await eve.open(id)]
  await comment(hers, 'brown fox', 'Is it brown?')
  for (const each of [sheet, theirs, hers]) await expect.poll(() => markedWords(each)).toBe('brown fox')

  await theirs.isComplete()
  await select(theirs, 'quick ')
  await theirs.page.keyboard.type('very very fast ')
  await select(theirs, 'own f')
  await theirs.page.keyboard.type('OWN F')
  for (const each of [sheet, theirs, hers]) await expect.poll(() => markedWords(each)).toBe('brOWN Fox')

  await marked(sheet).first().click()
  const [mine, other] = [threads(sheet.page), threads(hers.page)]
  await mine.getByRole('textbox', { name: 'Reply' }).fill('It is a dog, really')
  await mine.getByRole('button', { name: 'Reply' }).click()
  await expect(other).toContainText('It is a dog, really')
  await other.getByRole('button', { name: 'React' }).last().click()
  await hers.page.locator('.emoji-sign').filter({ hasText: '👍' }).first().click()
  await expect(mine.getByRole('button', { name: /1 person/ })).toBeVisible()

  await mine.getByRole('button', { name: 'Resolve' }).click()
  await expect(marked(hers)).toHaveCount(0)
  await expect(threads(hers.page)).toHaveCount(0)
  await panel(sheet.page).getByRole('button', { name: 'Undo' }).click()
  await expect(threads(hers.page)).toHaveCount(1)
  await expect.poll(() => markedWords(hers)).toBe('brOWN Fox')

  await marked(sheet).first().click()
  const reply = mine.getByRole('textbox', { name: 'Reply' })
  await reply.click()
  await sheet.page.keyboard.type('@Ev')
  await mine.getByRole('option', { name: 'Eve' }).waitFor()
  await sheet.page.keyboard.press('Enter')
  await expect(reply).toHaveValue('@Eve ')
  await sheet.page.keyboard.type('look here')
  await sheet.page.keyboard.press('Control+Enter')
  await expect(other.locator('.message-mention[data-self]')).toHaveText('@Eve')
  await expect(other).toContainText('@Eve look here')

  const download = sheet.page.waitForEvent('download')
  await sheet.page.getByRole('button', { name: 'Menu', exact: true }).click()
  await sheet.page.getByRole('menuitem', { name: 'Download with comments' }).click()
  const carried = await readFile(await (await download).path(), 'utf8')
  expect(carried).toContain('The very very fast brOWN Fox')
  expect(carried).toMatch(/## Comments\n\n- > brown fox\n[\s\S]*\*\*Eve\*\*, .*: Is it brown\?/)
  expect(carried).toContain('It is a dog, really')
  expect(carried).toContain('@Eve look here')
})

test('[O8] words that go leave their thread orphaned, and undo brings them back; a moved block takes them along', async ({
  app,
  account,
}) => {
  const [ada, ben] = [await account(app, 'Ada'), await account(app, 'Ben')]
  const id = await ada.newDocument()
  const sheet = await ada.open(id)
  await sheet.write(SENTENCE)
  await sheet.page.keyboard.press('Enter')
  await sheet.page.keyboard.type('Another line')
  await sheet.isNow('saved')
  await comment(sheet, 'lazy', 'How lazy?')
  const theirs = await ben.open(id)
  await expect.poll(() => markedWords(theirs)).toBe('lazy')

  await select(sheet, 'lazy')
  await sheet.page.keyboard.press('Delete')
  await expect(marked(theirs)).toHaveCount(0)
  await expect(threads(sheet.page)).toContainText('These words are no longer in the text.')
  await panel(sheet.page)
    .getByRole('button', { name: /Orphaned/ })
    .click()
  await expect(threads(sheet.page)).toHaveCount(1)
  await sheet.paragraph.click()
  await sheet.page.keyboard.press('Control+z')
  for (const each of [sheet, theirs]) await expect.poll(() => markedWords(each)).toBe('lazy')

  await sheet.page.keyboard.press('Control+Shift+ArrowDown')
  await expect.poll(async () => (await theirs.blocks()).at(-1)).toContain('lazy')
  for (const each of [sheet, theirs]) await expect.poll(() => markedWords(each)).toBe('lazy')
  await theirs.page.reload()
  await expect.poll(() => markedWords(theirs)).toBe('lazy')
})

test('[O3, O5] who may only comment suggests; it is accepted while they are away, and never over other words', async ({
  app,
  account,
}) => {
  const [ada, eve] = [await account(app, 'Ada'), await account(app, 'Eve')]
  const id = await ada.newDocument(null)
  await ada.grant(id, eve, 'commenter')
  const sheet = await ada.open(id)
  await sheet.write(SENTENCE)
  await sheet.isNow('saved')
  const hers = await eve.open(id)
  await hers.isComplete()
  await expect(hers.text).toHaveAttribute('contenteditable', 'false')
  for (const [words, better] of [
    ['quick', 'swift'],
    ['lazy', 'sleepy'],
  ] as const) {
    await select(hers, words)
    await hers.page.getByRole('button', { name: 'Suggest a change' }).click()
    await hers.page.getByRole('textbox', { name: 'What should stand there' }).fill(better)
    await panel(hers.page).getByRole('button', { name: 'Suggest', exact: true }).click()
    await expect(threads(hers.page).filter({ hasText: better })).toBeVisible()
  }
  await expect(threads(hers.page).getByRole('button', { name: 'Accept' })).toHaveCount(0)
  await eve.context.close()

  await openComments(sheet)
  const [first, second] = [threads(sheet.page).nth(0), threads(sheet.page).nth(1)]
  await first.getByRole('button', { name: 'Accept' }).click()
  await sheet.reads(SENTENCE.replace('quick', 'swift'))
  await expect(threads(sheet.page)).toHaveCount(1)

  await select(sheet, 'az')
  await sheet.page.keyboard.type('oud and craz')
  const dog = threads(sheet.page).first()
  await dog.getByRole('button', { name: 'Accept' }).click()
  await expect(dog.getByRole('alert')).toContainText('The words have changed')
  await sheet.reads(SENTENCE.replace('quick', 'swift').replace('lazy', 'loud and crazy'))
  await dog.getByRole('button', { name: 'Replace these words' }).click()
  await sheet.reads(SENTENCE.replace('quick', 'swift').replace('lazy', 'sleepy'))
  await panel(sheet.page).getByRole('button', { name: /Done/ }).click()
  await expect(threads(sheet.page)).toHaveCount(2)
  await expect(second).toContainText('Accepted by Ada, suggested by Eve.')
})

test('[O1, E25] a link opens its thread; keys lead from one to the next; drafts are kept; no barriers', async ({
  app,
  account,
}) => {
  const ada = await account(app, 'Ada')
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const id = await ada.newDocument()
  const sheet = await ada.open(id)
  await sheet.write(SENTENCE)
  await sheet.isNow('saved')
  await comment(sheet, 'fox', 'First')
  await comment(sheet, 'dog', 'Second')
  const { page } = sheet
  await threads(page).nth(1).getByRole('button', { name: 'Copy link' }).click()
  const address = await page.evaluate(() => navigator.clipboard.readText())
  await page.getByRole('button', { name: 'Close the panel' }).last().click()
  await expect(panel(page)).toHaveCount(0)

  const other = await ada.visit(new URL(address).pathname + new URL(address).hash)
  await expect(threads(other.page).nth(1)).toHaveAttribute('aria-current', 'true')
  await expect
    .poll(async () => (await other.text.locator('.passage.is-active').allTextContents()).join(''))
    .toBe('dog')
  await other.page.keyboard.press('Alt+PageUp')
  await expect(threads(other.page).nth(0)).toHaveAttribute('aria-current', 'true')
  await threads(other.page).nth(0).getByRole('textbox', { name: 'Reply' }).fill('half a thought')
  await other.page.reload()
  await other.page.getByRole('button', { name: '2 comments here' }).click()
  await expect(threads(other.page).nth(0).getByRole('textbox', { name: 'Reply' })).toHaveValue(
    'half a thought',
  )

  await expectAccessible(other.page)
})
