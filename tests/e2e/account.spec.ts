import { PASSWORD } from './guest.ts'
import { expect, test } from './product.ts'

test('[E8] a guest signs up while writing, and document, caret and undo history stay', async ({
  app,
  guest,
}) => {
  const [visitor, friend] = [await guest(app), await guest(app)]
  const id = await visitor.newDocument('editor')
  const [sheet, other] = [await visitor.open(id), await friend.open(id)]
  const { page } = sheet
  await page.evaluate(() => Object.assign(window, { stays: true }))
  await sheet.write('before after')
  for (const _ of 'after') await page.keyboard.press('ArrowLeft')

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Create an account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create an account' })
  await dialog.getByLabel('Name').fill('Ada Lovelace')
  await dialog.getByLabel('Email').fill(`ada.${crypto.randomUUID()}@example.org`)
  await dialog.getByLabel('Password').fill('analytical engine')
  await dialog.getByRole('button', { name: 'Create account' }).click()
  await expect(dialog).toHaveCount(0)

  await expect(sheet.avatars.first()).toHaveAccessibleName('Ada Lovelace')
  await expect(other.carets).toHaveAttribute('data-name', 'Ada Lovelace')
  await expect(other.avatars.last()).toHaveAccessibleName('Ada Lovelace')
  await expect(page.getByText('You are Ada Lovelace now.')).toBeVisible()
  await expect(sheet.text).toBeFocused()
  await page.keyboard.type('and ')
  await expect(other.paragraph).toContainText('before and after')
  await sheet.isNow('saved')
  // as many steps as there were pauses in the typing
  const steps = async (key: string, until: () => Promise<void>) =>
    expect(async () => {
      await page.keyboard.press(key)
      await until()
    }).toPass()
  await steps('Control+z', () => expect(sheet.paragraph).not.toContainText('before', { timeout: 1 }))
  await steps('Control+y', () => expect(sheet.paragraph).toContainText('before and after', { timeout: 1 }))
  expect(await page.evaluate(() => 'stays' in window)).toBe(true)
  expect(await sheet.blocks()).toHaveLength(2)

  await sheet.isNow('saved')
  await page.reload()
  await expect(sheet.paragraph).toContainText('before and after')
  const dialogOfOwner = await sheet.share()
  await expect(dialogOfOwner).toContainText('Ada Lovelace (you)')
})

test('[E8] signing up is refused on the page, and nothing that was typed is lost', async ({
  app,
  account,
  guest,
}) => {
  const [taken, visitor] = [await account(app, 'Ada'), await guest(app)]
  const sheet = await visitor.open(await visitor.newDocument())
  const { page } = sheet
  await sheet.write('Still here')
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Create an account' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create an account' })
  await dialog.getByLabel('Name').fill('Another Ada')
  await dialog.getByLabel('Email').fill(taken.email ?? '')
  await dialog.getByLabel('Password').fill('difference engine')
  await dialog.getByRole('button', { name: 'Create account' }).click()
  await expect(dialog.getByRole('alert')).toContainText('an account with this address already')
  await expect(dialog.getByLabel('Name')).toHaveValue('Another Ada')
  await page.keyboard.press('Escape')
  await sheet.write(' as a guest')
  await expect(sheet.paragraph).toHaveText('Still here as a guest')
  await sheet.isNow('saved')
  await expect(sheet.avatars.first()).toHaveAccessibleName(visitor.name)
})

test('[E5] a new name and colour are seen by the others at once', async ({ app, account, guest }) => {
  const [person, friend] = [await account(app, 'Ada'), await guest(app)]
  // of two with one colour one is shown in another
  await friend.put('/api/me', { color: '#1f6feb' })
  const id = await person.newDocument('editor')
  const [sheet, other] = [await person.open(id), await friend.open(id)]
  await sheet.toEnd()
  await expect(other.carets).toHaveAttribute('data-name', 'Ada')

  const { page } = await person.visit('/account')
  await page.getByLabel('Name', { exact: true }).fill('Countess Ada')
  await page.getByRole('radio', { name: 'Olive' }).check({ force: true })
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(other.carets).toHaveAttribute('data-name', 'Countess Ada')
  await expect(other.avatars.last()).toHaveAccessibleName('Countess Ada')
  await expect(other.carets).toHaveAttribute('style', /#5a6b00/)
  // the person's own tab knows as well
  await expect(sheet.avatars.first()).toHaveAccessibleName('Countess Ada')
  await page.reload()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Countess Ada')
  await expect(page.getByRole('radio', { name: 'Olive' })).toBeChecked()
})

test('[R3] signing out everywhere else closes the page there, which opens again after signing in', async ({
  app,
  account,
  guest,
}) => {
  const [person, device] = [await account(app, 'Ada'), await guest(app)]
  const id = await person.newDocument(null)
  await device.context.request.post(`${app.url}/api/auth/sign-in/email`, {
    data: { email: person.email, password: PASSWORD },
  })
  const elsewhere = await device.open(id)
  await elsewhere.write('Written elsewhere. ')
  await elsewhere.isNow('saved')

  const { page } = await person.visit('/account')
  await expect(page.getByText('This device')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible()

  await elsewhere.isNow('stopped')
  await expect(elsewhere.stopped).toContainText('You were signed out')
  await elsewhere.reads('Written elsewhere. ')
  await elsewhere.stopped.getByRole('button', { name: 'Sign in' }).click()
  const dialog = elsewhere.page.getByRole('dialog', { name: 'Sign in' })
  await dialog.getByLabel('Email').fill(person.email ?? '')
  await dialog.getByLabel('Password').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await elsewhere.isNow('saved')
  await elsewhere.write('And on.')
  await expect(elsewhere.paragraph).toHaveText('Written elsewhere. And on.')
})

test('[E8] the password is changed, and the old one is refused with what was typed kept', async ({
  app,
  account,
}) => {
  const person = await account(app, 'Ada')
  const { page } = await person.visit('/account')
  await page.getByLabel('Current password').fill('not it')
  await page.getByLabel('New password').fill('difference engine')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('not your current password')
  await expect(page.getByLabel('New password')).toHaveValue('difference engine')
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Changed. You are signed out everywhere else.')).toBeVisible()
})

test('[E8, SEC 5] a forgotten password: the same answer to everybody, and a key that leaves the address bar', async ({
  app,
  account,
}) => {
  const person = await account(app, 'Ada')
  const { page } = await person.visit('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page.getByRole('heading', { name: 'Choose a new password' })).toBeVisible()
  for (const email of [person.email ?? '', 'nobody@example.org']) {
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send the letter' }).click()
    await expect(page.getByText(`If ${email} has an account here, a letter is on its way.`)).toBeVisible()
    await page.getByRole('button', { name: 'Use another address' }).click()
  }
  await page.goto(`${app.url}/reset-password#not-a-key`)
  await expect(page.getByLabel('New password')).toBeVisible()
  await expect(page).toHaveURL(`${app.url}/reset-password`)
  await page.getByLabel('New password').fill('difference engine')
  await page.getByRole('button', { name: 'Save the new password' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Ask for a new one')
  await expect(page.getByRole('link', { name: 'Ask for a new letter' })).toBeVisible()
})

test('[E13] whoever signs out leaves no copy to read on the device', async ({ app, account }) => {
  const person = await account(app, 'Ada')
  const sheet = await person.open(await person.newDocument(null))
  const { page } = sheet
  await sheet.write('For my eyes alone.')
  await sheet.isNow('saved')
  const copies = (): Promise<string[]> =>
    page.evaluate(async () =>
      (await indexedDB.databases()).flatMap(({ name }) => (name?.match(/^scriptorium:/) ? [name] : [])),
    )
  expect(await copies()).toHaveLength(1)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  await expect.poll(copies).toEqual([])
})
