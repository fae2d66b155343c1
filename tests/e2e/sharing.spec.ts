import type { Locator } from '@playwright/test'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

/** What was accepted is the beginning of what was typed, and nothing else. */
async function expectAccepted(owner: Sheet, typist: Sheet): Promise<void> {
  const typed = await typist.paragraph.innerText()
  await expect.poll(async () => typed.startsWith(await owner.paragraph.innerText())).toBe(true)
}

/** Opens the menu of a person in the sharing dialog and chooses from it, with the answer to the question. */
async function choose(dialog: Locator, name: string, step: string, answer: string): Promise<void> {
  const page = dialog.page()
  await dialog.getByRole('button', { name: `More about ${name}` }).click()
  await page.getByRole('menuitem', { name: step }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: answer }).click()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
}

test('[R1] [R3] a reader by link asks to edit, is let, and is stopped while typing', async ({
  app,
  account,
  guest,
}) => {
  const [owner, reader] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument(null)
  const alice = await owner.open(id)
  await alice.write('Together: ')
  await alice.isNow('saved')
  const dialog = await alice.share()
  await dialog.getByLabel('Link access').selectOption('viewer')
  await expect(dialog.getByLabel('When the link ends')).toBeVisible()

  const bob = await reader.open(id)
  await bob.isNow('read-only', 'View only')
  await bob.status.click()
  const about = bob.page.getByRole('dialog')
  await expect(about).toContainText('Ada owns it')
  await about.getByRole('button', { name: 'Ask to edit' }).click()
  await expect(about).toContainText('Ada was asked')
  await bob.page.keyboard.press('Escape')

  await expect(alice.page.getByTestId('share-badge')).toHaveText('1')
  await expect(dialog.getByRole('heading', { name: 'Waiting for your answer' })).toBeVisible()
  await dialog.getByRole('button', { name: /^Let in/ }).click()
  await expect(bob.text).toHaveAttribute('contenteditable', 'true')
  await expect(bob.page.getByText('Ada changed your access. You can edit')).toBeVisible()
  await bob.page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(alice.page.getByTestId('share-badge')).toHaveCount(0)
  await bob.write('I may write. ')
  await alice.reads('Together: I may write. ')

  await bob.toEnd()
  const typing = bob.page.keyboard.type('word '.repeat(100), { delay: 4 })
  await expect(alice.paragraph).toContainText('word word')
  await dialog.getByLabel(`Role of ${reader.name}`).selectOption('viewer')
  await typing
  await expect(bob.text).toHaveAttribute('contenteditable', 'false')
  // With a change under way the connection ends; without one the page only says so.
  await expect(bob.status).toHaveAttribute('data-status', /^(stopped|read-only)$/)
  if ((await bob.status.getAttribute('data-status')) === 'stopped') {
    await expect(bob.stopped).toContainText('This document is now view only for you')
  } else await expect(bob.page.getByText('Ada changed your access. You can read')).toBeVisible()
  await expectAccepted(alice, bob)
})

test('[R3] who is removed while typing offline is told so, and saves the text as an own document', async ({
  app,
  account,
}) => {
  const [owner, other] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await owner.newDocument(null)
  await owner.grant(id, other, 'editor')
  const [alice, bob] = [await owner.open(id), await other.open(id)]
  await bob.write('Taken. ')
  await alice.reads('Taken. ')
  await bob.setOffline(true)
  await bob.write('Not taken.')
  await bob.isNow('local')
  await choose(await alice.share(), 'Bob', 'Remove', 'Remove')
  await bob.setOffline(false)

  await bob.isNow('stopped')
  await expect(bob.stopped).toContainText('You no longer have access')
  await expect(bob.stopped).toContainText('the rest is here')
  await expect(bob.stopped.getByRole('button', { name: 'Copy my text' })).toBeVisible()
  await expect(bob.stopped.getByRole('button', { name: 'Download my text' })).toBeVisible()
  await expect(bob.stopped.getByRole('button', { name: 'Ask for access' })).toBeVisible()
  await bob.stopped.getByRole('button', { name: 'Save as my own document' }).click()
  await expect(bob.page).not.toHaveURL(new RegExp(id))
  await expect(bob.paragraph).toHaveText('Taken. Not taken.')
  await bob.isNow('saved')
  await alice.reads('Taken. ')
})

test('[R3] who is removed in the middle of a word loses none of it', async ({ app, account }) => {
  const [owner, other] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await owner.newDocument(null)
  await owner.grant(id, other, 'editor')
  const [alice, bob] = [await owner.open(id), await other.open(id)]
  const dialog = await alice.share()
  await dialog.getByRole('button', { name: 'More about Bob' }).click()
  await alice.page.getByRole('menuitem', { name: 'Remove' }).click()
  await bob.toEnd()
  const typing = bob.page.keyboard.type('word '.repeat(100), { delay: 4 })
  await expect(alice.paragraph).toContainText('word word')
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await typing
  await bob.isNow('stopped')
  await expect(bob.stopped).toContainText('You no longer have access')
  await expectAccepted(alice, bob)
  const typed = await bob.paragraph.innerText()
  await bob.stopped.getByRole('button', { name: 'Save as my own document' }).click()
  await expect(bob.page).not.toHaveURL(new RegExp(id))
  await bob.isNow('saved')
  expect((await bob.paragraph.innerText()).trim()).toBe(typed.trim())
})

test('[H10] a stranger asks to be let in, and is', async ({ app, account }) => {
  const [owner, other] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await owner.newDocument(null)
  const alice = await owner.open(id)
  const { page, text } = await other.visit(`/d/${id}`)
  await expect(page.getByRole('heading', { name: 'You do not have access to this document' })).toBeVisible()
  await page.getByLabel('What do you need?').selectOption('editor')
  await page.getByLabel('A word to the owner').fill('We spoke about it yesterday.')
  await page.getByRole('button', { name: 'Ask to edit' }).click()
  await expect(page.getByRole('heading', { name: 'The owner was asked' })).toBeVisible()

  await expect(alice.page.getByTestId('share-badge')).toHaveText('1')
  const dialog = await alice.share()
  await expect(dialog).toContainText('We spoke about it yesterday.')
  await expect(dialog).toContainText(`Bob (${other.email}) asks to edit`)
  await dialog.getByLabel('Role for Bob').selectOption('commenter')
  await dialog.getByRole('button', { name: /^Let in/ }).click()
  await expect(dialog.getByLabel('Role of Bob')).toHaveValue('commenter')
  await dialog.getByRole('tab', { name: 'History' }).click()
  await expect(dialog).toContainText('Bob asked to edit')
  await expect(dialog).toContainText('Ada lets Bob comment')

  await page.getByRole('button', { name: 'Look for the answer' }).click()
  await expect(text).toBeVisible()
})

test('[R4] a link with a password lets in who knows it', async ({ app, account, guest }) => {
  const [owner, reader] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument('viewer')
  const alice = await owner.open(id)
  await alice.write('A secret.')
  await alice.isNow('saved')
  const dialog = await alice.share()
  await dialog.getByRole('button', { name: 'Set a password' }).click()
  await alice.page.keyboard.type('swordfish')
  await alice.page.keyboard.press('Enter')
  await expect(dialog.getByText('Needs a password')).toBeVisible()
  await dialog.getByLabel('When the link ends').selectOption('week')
  await expect(dialog.getByLabel('When the link ends')).toHaveValue('kept')

  const { page, text, paragraph } = await reader.visit(`/d/${id}`)
  await expect(page.getByRole('heading', { name: 'This document opens with a password' })).toBeVisible()
  const field = page.getByLabel('Password of the link')
  await field.fill('swordfisch')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('not the password')
  await expect(field).toHaveValue('swordfisch')
  await field.fill('swordfish')
  await page.keyboard.press('Enter')
  await expect(paragraph).toHaveText('A secret.')
  await expect(text).toHaveAttribute('contenteditable', 'false')
})

test('[R5] an address is invited before it has an account', async ({ app, account, guest }) => {
  const [owner, visitor] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument(null)
  const alice = await owner.open(id)
  const dialog = await alice.share()
  const email = `carol.${crypto.randomUUID()}@example.org`
  await dialog.getByLabel('Add somebody by e-mail').fill(email)
  await dialog.getByLabel('What they may do').selectOption('editor')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('as soon as there is an account')).toBeVisible()
  await expect(dialog.getByRole('button', { name: `Withdraw the invitation of ${email}` })).toBeVisible()

  const carol = await visitor.visit(`/sign-up?next=/d/${id}`)
  await carol.page.getByLabel('Name').fill('Carol')
  await carol.page.getByLabel('Email').fill(email)
  await carol.page.getByLabel('Password').fill('correct horse')
  await carol.page.getByRole('button', { name: 'Create account' }).click()
  await carol.text.waitFor()
  await carol.write('Thank you.')
  await expect(alice.paragraph).toHaveText('Thank you.')
  await alice.page.getByRole('button', { name: 'Done' }).click()
  await expect((await alice.share()).getByLabel('Role of Carol')).toHaveValue('editor')
})

test('[R6] a document is handed over, and its first owner leaves it', async ({ app, account }) => {
  const [owner, other] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await owner.newDocument(null)
  await owner.grant(id, other, 'editor')
  const [alice, bob] = [await owner.open(id), await other.open(id)]
  await alice.write('Handed over.')
  await choose(await alice.share(), 'Bob', 'Make owner', 'Hand over')
  const dialog = alice.page.getByRole('dialog', { name: /^Share/ })
  await expect(dialog).toContainText('This document belongs to Bob')
  await expect(bob.page.getByText('Ada changed your access. You own this document now.')).toBeVisible()
  await expect((await bob.share()).getByLabel('Role of Ada')).toHaveValue('editor')

  await dialog.getByRole('button', { name: 'Leave document' }).click()
  await alice.page.getByRole('alertdialog').getByRole('button', { name: 'Leave document' }).click()
  await expect(alice.page).toHaveURL(`${app.url}/`)
  await expect(alice.page.locator(`a[href="/d/${id}"]`)).toHaveCount(0)
  await expect(bob.paragraph).toHaveText('Handed over.')
})

test('[R3] who is banned is told so, and comes back when let in again', async ({ app, account, guest }) => {
  const [owner, visitor] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument('editor')
  const [alice, bob] = [await owner.open(id), await visitor.open(id)]
  await bob.write('Hello')
  await bob.isNow('saved')
  const dialog = await alice.share()
  await choose(dialog, visitor.name, 'Ban', 'Ban')
  await bob.isNow('stopped')
  await expect(bob.stopped).toContainText('The owner closed this document to you')
  await bob.page.reload()
  await expect(bob.page.getByRole('heading', { name: 'This document is closed to you' })).toBeVisible()
  await dialog.getByRole('button', { name: `Let ${visitor.name} in again` }).click()
  await expect(dialog.getByRole('heading', { name: 'Banned' })).toHaveCount(0)
  await bob.page.reload()
  await expect(bob.paragraph).toHaveText('Hello')
})

test('[R3] a notice with the same words is shown again, and a removal says by whom', async ({
  app,
  account,
  guest,
}) => {
  const [owner, reader] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument('viewer')
  const [alice, bob] = [await owner.open(id), await reader.open(id)]
  const asks = alice.page.getByText(`${reader.name} asks for access.`)
  for (let times = 0; times < 2; times++) {
    await reader.context.request.post(`${app.url}/api/documents/${id}/requests`, { data: {} })
    await expect(asks).toBeVisible()
    await alice.page.getByRole('button', { name: 'Dismiss' }).click()
    await expect(asks).toHaveCount(0)
  }
  await owner.share(id, null)
  await expect(bob.stopped).toContainText('You no longer have access')
  await expect(bob.page.getByText('Ada took away your access.')).toBeVisible()
})
