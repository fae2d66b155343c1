import { expect, test } from './product.ts'

test('[E8] a guest who makes an account keeps the documents, and finds them again on another device', async ({
  app,
  guest,
}) => {
  const visitor = await guest(app)
  const sheet = await visitor.open(await visitor.newDocument())
  await sheet.title.click()
  await sheet.page.keyboard.type('Kept from before')
  await sheet.isNow('saved')
  const email = `${crypto.randomUUID()}@example.org`

  const { page } = await visitor.visit('/sign-up')
  await page.getByLabel('Name').fill('Ada Lovelace')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('analytical engine')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('link', { name: /Kept from before/ })).toBeVisible()

  const elsewhere = await guest(app)
  await elsewhere.newDocument()
  const other = (await elsewhere.visit('/sign-in')).page
  await other.getByLabel('Email').fill(email)
  await other.getByLabel('Password').fill('something else')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByRole('alert').first()).toBeVisible()
  await expect(other.getByLabel('Email')).toHaveValue(email)
  await other.getByLabel('Password').fill('analytical engine')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByRole('link', { name: /Kept from before/ })).toBeVisible()
})

test('[R1] [R3] who may read begins and ends to write on the page that is open', async ({ app, guest }) => {
  const [owner, reader] = [await guest(app), await guest(app)]
  const id = await owner.newDocument('viewer')
  const [alice, bob] = [await owner.open(id), await reader.open(id)]
  await alice.write('Read this. ')
  await bob.reads('Read this. ')
  await bob.isNow('read-only')
  await expect(bob.text).toHaveAttribute('contenteditable', 'false')

  await owner.share(id, 'editor')
  await expect(bob.text).toHaveAttribute('contenteditable', 'true')
  await bob.write('I may write. ')
  await alice.reads('Read this. I may write. ')
  await bob.isNow('saved')

  await owner.share(id, 'viewer')
  await expect(bob.text).toHaveAttribute('contenteditable', 'false')
  await bob.isNow('read-only')
  await alice.write('Read on.')
  await expect(bob.paragraph).toHaveText('Read this. I may write. Read on.')
})

test('[R3] who loses access is told so and keeps the text on the page', async ({ app, guest }) => {
  const [owner, reader] = [await guest(app), await guest(app)]
  const id = await owner.newDocument('editor')
  const bob = await reader.open(id)
  await bob.write('Mine too.')
  await bob.isNow('saved')
  await owner.share(id, null)
  await bob.isNow('stopped')
  await expect(bob.page.getByTestId('stopped')).toContainText('You no longer have access')
  await expect(bob.paragraph).toHaveText('Mine too.')
  await expect(bob.text).toHaveAttribute('contenteditable', 'false')
})

test('[H9] [H10] an address that leads nowhere, and one that is closed, say so', async ({ app, guest }) => {
  const [owner, stranger] = [await guest(app), await guest(app)]
  const id = await owner.newDocument(null)
  const closed = await stranger.visit(`/d/${id}`)
  await expect(closed.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(closed.text).toHaveCount(0)
  const nowhere = await stranger.visit(`/d/${id.slice(0, -4)}0000`)
  await expect(nowhere.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(nowhere.text).toHaveCount(0)
})
