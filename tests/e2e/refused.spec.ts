import { PASSWORD } from './guest.ts'
import { expect, test } from './product.ts'

const AGES_MS = 120_000

test('[E14, H8] who was signed out while away is told so, and goes on after signing in', async ({
  app,
  account,
  guest,
}) => {
  const [person, device] = [await account(app, 'Ada'), await guest(app)]
  const sheet = await person.open(await person.newDocument(null))
  await sheet.isNow('saved')
  await sheet.setOffline(true)
  await sheet.write('Written on a train.')
  await sheet.isNow('local')
  const credentials = { email: person.email, password: PASSWORD }
  await device.context.request.post(`${app.url}/api/auth/sign-in/email`, { data: credentials })
  await device.context.request.delete(`${app.url}/api/me/sessions`)
  await sheet.setOffline(false)

  await sheet.isNow('stopped')
  await expect(sheet.stopped).toContainText('You were signed out')
  await expect(sheet.stopped).toContainText('the rest is here on this page')
  await expect(sheet.paragraph).toHaveText('Written on a train.')
  await sheet.stopped.getByRole('button', { name: 'Sign in' }).click()
  const dialog = sheet.page.getByRole('dialog', { name: 'Sign in' })
  await dialog.getByLabel('Email').fill(person.email ?? '')
  await dialog.getByLabel('Password').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await sheet.isNow('saved')
  await expect(sheet.paragraph).toHaveText('Written on a train.')
})

test('[E14, H10] who was banned while away is told so, with the text on the page', async ({
  app,
  account,
  guest,
}) => {
  const [owner, other] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument('editor')
  const sheet = await other.open(id)
  await sheet.isNow('saved')
  await sheet.setOffline(true)
  await sheet.write('My last word.')
  await sheet.isNow('local')
  await owner.put(`/api/documents/${id}/bans`, { userId: other.id })
  await sheet.setOffline(false)
  await sheet.isNow('stopped')
  await expect(sheet.stopped).toContainText('The owner closed this document to you')
  await expect(sheet.stopped.getByRole('button', { name: 'Save as my own document' })).toBeVisible()
  await expect(sheet.paragraph).toHaveText('My last word.')
})

test('[E14, H10] where the link has a password now it is asked for', async ({ app, account, guest }) => {
  const [owner, reader] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument('viewer')
  const sheet = await reader.open(id)
  await sheet.isNow('read-only')
  await sheet.setOffline(true)
  await owner.put(`/api/documents/${id}/link`, { role: 'viewer', password: 'open sesame' })
  await sheet.setOffline(false)
  await expect(sheet.stopped).toContainText('This document opens with a password now')
  await sheet.stopped.getByRole('button', { name: 'Open again' }).click()
  await sheet.page.getByLabel('Password').fill('open sesame')
  await sheet.page.keyboard.press('Enter')
  await sheet.isNow('read-only')
})

test('[E14, H9, SEC 11] who comes back to a document in the trash is told so, and the page rests', async ({
  app,
  account,
  guest,
}) => {
  const [owner, other] = [await account(app, 'Ada'), await guest(app)]
  const id = await owner.newDocument('editor')
  const sheet = await other.open(id)
  const { page } = sheet
  await page.clock.install()
  await sheet.isNow('saved')
  await sheet.setOffline(true)
  await sheet.write('Too late.')
  await owner.context.request.delete(`${app.url}/api/documents/${id}`)
  await sheet.setOffline(false)
  await expect(sheet.stopped).toContainText('This document was deleted')
  await expect(sheet.stopped.getByRole('button', { name: 'Copy my text' })).toBeVisible()

  const asked: string[] = []
  page.on('websocket', (socket) => asked.push(socket.url()))
  page.on('request', (request) => {
    // parts of the page itself, and of the one that it leads to, come when there is time
    if (!/\/_next\/static\/|[?&]_rsc=/.test(request.url())) asked.push(request.url())
  })
  await page.clock.fastForward(AGES_MS)
  await sheet.isNow('stopped')
  expect(asked).toEqual([])
})

test('[E14, H11] who has too many connections is told so, and let in when there are fewer', async ({
  appWith,
  account,
  guest,
}) => {
  const app = await appWith({ RATE_LIMITS: 'on', MAX_CONNECTIONS_PER_USER: '1' })
  const [person, device] = [await account(app, 'Ada'), await guest(app)]
  const credentials = { email: person.email, password: PASSWORD }
  await device.context.request.post(`${app.url}/api/auth/sign-in/email`, { data: credentials })
  const id = await person.newDocument(null)
  const first = await person.open(id)
  await first.isNow('saved')
  const second = await device.visit(`/d/${id}`)
  const words = second.page.getByTestId('not-open-yet')
  await expect(words).toContainText('Too many connections at once')
  await expect(words).toContainText(/Nothing is lost\. Trying again in\s\d+\ss\. Closing other tabs helps\./)
  await second.isNow('reconnecting', 'Too many at once')

  // an editor that was open loses its line, and finds its place taken when it comes back
  await first.page.clock.install()
  await first.page.clock.pauseAt(Date.now() + 60_000)
  await app.kill()
  await first.isNow('reconnecting')
  await app.restart()
  await words.getByRole('button', { name: 'Try now' }).click()
  await second.isNow('saved')
  await first.write('Written meanwhile.')
  await first.page.clock.resume()
  await first.isNow('reconnecting', 'Too many at once')
  await first.status.click()
  await expect(first.page.getByText('kept on this device')).toBeVisible()
  await second.page.close()
  // the server may still count a page that has just gone
  await expect(async () => {
    const tryNow = first.page.getByRole('button', { name: 'Try now' })
    if (await tryNow.isVisible()) await tryNow.click({ timeout: 2_000 })
    await expect(first.status).toHaveAttribute('data-status', 'saved', { timeout: 2_000 })
  }).toPass()
})

test('[E14, H11] who waits long enough is let in without a click', async ({ appWith, guest }) => {
  const app = await appWith({ RATE_LIMITS: 'on', MAX_CONNECTIONS_PER_USER: '1' })
  const person = await guest(app)
  const first = await person.open(await person.newDocument(null))
  const second = await person.visit('/')
  await second.page.clock.install()
  await second.page.goto(`${app.url}/d/${await person.newDocument(null)}`)
  await expect(second.page.getByTestId('not-open-yet')).toContainText('Too many connections at once')
  await first.page.close()
  // the server may still count a page that has just gone: then the one that waits is told to wait once more
  await expect(async () => {
    await second.page.clock.fastForward(AGES_MS)
    await expect(second.status).toHaveAttribute('data-status', 'saved', { timeout: 2_000 })
  }).toPass()
})

test('[E14, H12] a full server says so, and lets in who waits', async ({ appWith, guest }) => {
  const app = await appWith({ MAX_CONNECTIONS: '1' })
  const [first, second] = [await guest(app), await guest(app)]
  const sheet = await first.open(await first.newDocument(null))
  await sheet.isNow('saved')
  const waiting = await second.visit(`/d/${await second.newDocument(null)}`)
  const words = waiting.page.getByTestId('not-open-yet')
  await expect(words).toContainText('The server is full at the moment')
  await expect(words).toContainText('Nothing is lost.')
  await waiting.isNow('reconnecting', 'Server is full')
  await sheet.page.close()
  await waiting.isNow('saved')
})

test('[E14, H6] at an address that is not the server’s, a page says which setting is wrong', async ({
  appWith,
  guest,
}) => {
  const app = await appWith({ PUBLIC_URL: 'http://docs.example.org' })
  const person = await guest(app)
  const sheet = await person.visit(`/d/${await person.newDocument(null)}`)
  await expect(sheet.stopped).toContainText('The server does not know this address as its own')
  await expect(sheet.stopped).toContainText('PUBLIC_URL')
  // who has no session yet cannot even get one here
  await person.context.clearCookies()
  await sheet.page.reload()
  await expect(sheet.page.getByRole('heading')).toHaveText('You could not be let in as a guest')
  await expect(sheet.page.getByText('PUBLIC_URL')).toBeVisible()
})

test('[E14, H8] a server without guests asks for a sign-in before anything is shown', async ({
  appWith,
  account,
  browser,
}) => {
  const app = await appWith({ GUESTS: 'off' })
  const owner = await account(app, 'Ada')
  const id = await owner.newDocument('editor')
  const page = await browser.newPage()
  await page.goto(`${app.url}/d/${id}`)
  await expect(page.getByRole('heading')).toHaveText('Sign in to open this document')
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toHaveAttribute('href', /next=/)
  await page.close()
})

test('[E14, H9, H10] on opening: no access, a ban, a password and an empty address each have their page', async ({
  app,
  account,
  guest,
}) => {
  const [owner, other] = [await account(app, 'Ada'), await guest(app)]
  const [closed, locked, banned, trashed] = [
    await owner.newDocument(null),
    await owner.newDocument('viewer'),
    await owner.newDocument('viewer'),
    await owner.newDocument('editor'),
  ]
  await owner.put(`/api/documents/${locked}/link`, { role: 'viewer', password: 'open sesame' })
  await owner.put(`/api/documents/${banned}/bans`, { userId: other.id })
  await owner.context.request.delete(`${app.url}/api/documents/${trashed}`)
  const { page } = await other.visit('/')
  for (const [id, status, title] of [
    [closed, 403, 'You do not have access to this document'],
    [locked, 403, 'This document opens with a password'],
    [banned, 403, 'This document is closed to you'],
    [trashed, 404, 'There is nothing at this address'],
    ['0'.repeat(26), 404, 'There is nothing at this address'],
  ] as const) {
    const answer = await page.goto(`${app.url}/d/${id}`)
    expect(answer?.status()).toBe(status)
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
  }
})
