import { png } from '../pictures.ts'
import { expectAccessible } from './accessible.ts'
import { ChatPanel } from './chat-panel.ts'
import { expect, test } from './product.ts'

test('[V1, V14] three people: what is new, who is meant, who writes; changes and reactions', async ({
  app,
  account,
}) => {
  const [ada, bob, cem] = [await account(app, 'Ada'), await account(app, 'Bob'), await account(app, 'Cem')]
  const id = await ada.newDocument()
  const sheets = { ada: await ada.open(id), bob: await bob.open(id), cem: await cem.open(id) }
  await expect(sheets.ada.avatars).toHaveCount(3)
  const chat = await ChatPanel.open(sheets.ada)
  await expect(chat.field).toBeFocused()
  const bobs = new ChatPanel(sheets.bob)
  const otherTab = new ChatPanel(await bob.open(id))
  await otherTab.page.bringToFront()

  // a closed chat says what is new, on every tab, and turns to red when it names one
  await chat.say('Hello everybody')
  await expect(bobs.badge).toHaveText('1')
  await chat.field.pressSequentially('What do you think, @bo')
  await expect(chat.panel.getByRole('option', { name: /Bob/ })).toHaveAttribute('aria-selected', 'true')
  await chat.field.press('Enter')
  await expect(chat.field).toHaveValue('What do you think, @Bob ')
  await chat.field.press('Enter')
  await expect(otherTab.badge).toHaveText('2')
  await expect(otherTab.badge).toHaveClass(/bg-danger/)
  await expect(new ChatPanel(sheets.cem).badge).toHaveClass(/bg-accent/)
  await expect(bobs.button).toHaveAccessibleName('Chat, 2 new messages')

  // who reads it in one tab has read it in the others, and on the next visit
  await sheets.bob.page.bringToFront()
  await ChatPanel.open(sheets.bob)
  await expect(bobs.panel.locator('[data-new]')).toBeVisible()
  await expect(bobs.message('What do you think').locator('[data-self]')).toHaveText('@Bob')
  await expect(bobs.badge).toHaveCount(0)
  await expect(otherTab.badge).toHaveCount(0)
  await otherTab.page.reload()
  await expect(otherTab.button).toHaveAccessibleName('Chat')

  // typing, an answer, changes
  await bobs.field.pressSequentially('I like')
  await expect(chat.typing).toHaveText('Bob is writing…')
  await bobs.field.press('Shift+Enter')
  await bobs.field.pressSequentially('it')
  await bobs.field.press('Enter')
  await expect(chat.message('I like').locator('.message-words')).toHaveText('I like\nit')
  await expect(chat.typing).toHaveText('')
  await bobs.field.press('ArrowUp')
  const editing = bobs.panel.getByRole('textbox', { name: 'Change the message' })
  await editing.fill('I love it')
  await editing.press('Enter')
  await expect(chat.message('I love it')).toContainText('edited')
  await chat.message('I love it').hover()
  await chat.message('I love it').getByRole('button', { name: 'React' }).click()
  await chat.page.getByRole('textbox', { name: 'Search emoji' }).fill('rocket')
  await chat.page.keyboard.press('Enter')
  const reaction = bobs.message('I love it').getByRole('button', { name: '🚀, Ada' })
  await expect(reaction).toHaveAttribute('aria-pressed', 'false')
  await reaction.click()
  await expect(chat.message('I love it').getByRole('button', { name: '🚀, you and Bob' })).toBeVisible()
  await bobs.choose('I love it', 'Take back')
  await expect(chat.messages).toHaveCount(2)

  // Escape closes it and the caret is where it was
  await sheets.ada.text.click()
  await chat.page.keyboard.press('Control+Shift+L')
  await expect(chat.field).toBeFocused()
  await chat.page.keyboard.press('Escape')
  await expect(chat.panel).toHaveCount(0)
  await expect(sheets.ada.text).toBeFocused()
})

test('[V12, V13] a long history comes in pages, stays in its place, and is searched', async ({
  app,
  account,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await ada.newDocument()
  const path = `${app.url}/api/documents/${id}/chat`
  for (const n of Array(130).keys()) {
    await ada.context.request.post(path, { data: { text: `number ${n}` } })
  }
  const chat = await ChatPanel.open(await ada.open(id))
  await expect(chat.messages).toHaveCount(50)
  await expect(chat.message('number 129')).toBeInViewport()
  for (const loaded of [100, 130]) {
    const first = `number ${130 - loaded + 50}`
    const before = chat.panel.getByText(first, { exact: true })
    await before.scrollIntoViewIfNeeded()
    await chat.panel.locator('.chat-scroller').hover()
    await chat.page.mouse.wheel(0, -200)
    await expect(chat.messages).toHaveCount(loaded)
    await expect(before).toBeInViewport()
  }
  await expect(chat.panel.getByText('This is where the chat begins.')).toHaveCount(1)

  // what comes meanwhile does not move what is read
  const read = chat.message('number 40')
  await read.scrollIntoViewIfNeeded()
  const at = await read.boundingBox()
  await bob.context.request.post(path, { data: { text: 'late news' } })
  const toEnd = chat.panel.getByRole('button', { name: '1 new message' })
  await expect(toEnd).toBeVisible()
  expect(await read.boundingBox()).toEqual(at)
  await toEnd.click()
  await expect(chat.message('late news')).toBeInViewport()

  await chat.panel.getByRole('button', { name: 'Search the chat' }).click()
  await chat.page.keyboard.type('NUMBER 77')
  await chat.page.keyboard.press('Enter')
  await expect(chat.panel.getByRole('listitem')).toHaveText(/number 77/)
  await chat.page.keyboard.press('Escape')
  await expect(chat.field).toBeVisible()
})

test('[V3, V17] what is said while the server is away is sent once when it is back, also after a reload', async ({
  appWith,
  account,
}) => {
  const app = await appWith({})
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await ada.newDocument()
  const chat = await ChatPanel.open(await ada.open(id))
  await chat.say('before')
  await expect(chat.messages).toHaveCount(1)
  await app.kill()
  await expect(chat.panel.getByText('No connection.')).toBeVisible()
  await chat.say('while it was away')
  await chat.say('and more')
  await chat.field.fill('a draft')
  await expect(chat.panel.locator('[data-outgoing=sending]')).toHaveCount(2)
  await app.restart()
  await expect(chat.panel.locator('[data-outgoing]')).toHaveCount(0)
  await expect(chat.field).toHaveValue('a draft')

  // a reload while there is no line forgets nothing either
  await chat.page.routeWebSocket('**/live', (socket) => socket.close())
  await chat.page.reload()
  await expect(chat.field).toHaveValue('a draft')
  await chat.field.press('Enter')
  await expect(chat.panel.locator('[data-outgoing=sending]')).toHaveText(/a draft/)
  await chat.page.reload()
  await expect(chat.panel.locator('[data-outgoing=sending]')).toHaveText(/a draft/)
  await chat.page.routeWebSocket('**/live', (socket) => void socket.connectToServer())
  await chat.page.reload()
  await expect(chat.panel.locator('[data-outgoing]')).toHaveCount(0)
  const theirs = await ChatPanel.open(await bob.open(id))
  const words = ['before', 'while it was away', 'and more', 'a draft']
  await expect(theirs.messages.locator('.message-words')).toHaveText(words)
})

test('[V15, V16] a picture, and a quote that leads to its place in the text until that is gone', async ({
  app,
  account,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await ada.newDocument()
  const sheet = await ada.open(id)
  await sheet.write('The quick brown fox.')
  await sheet.isComplete()
  await sheet.paragraph.click({ clickCount: 3 })
  await sheet.page.getByRole('button', { name: 'Send to the chat' }).click()
  const chat = new ChatPanel(sheet)
  await expect(chat.panel.locator('.draft-part')).toHaveText('The quick brown fox.')
  const file = { name: 'cat.png', mimeType: 'image/png', buffer: png(40, 30) }
  await chat.panel.locator('input[type=file]').setInputFiles(file)
  await expect(chat.panel.getByAltText('cat.png')).toBeVisible()
  await chat.say('look, https://example.org/fox.')

  const theirs = await bob.open(id)
  const bobs = await ChatPanel.open(theirs)
  const link = bobs.panel.getByRole('link', { name: 'https://example.org/fox' })
  await expect(link).toHaveAttribute('rel', /noopener/)
  await bobs.panel.getByRole('button', { name: 'Show cat.png large' }).click()
  await expect(bobs.page.getByRole('dialog', { name: 'cat.png' }).getByAltText('cat.png')).toBeVisible()
  await bobs.page.keyboard.press('Escape')
  const quote = bobs.panel.getByRole('button', { name: 'Show in the text: The quick brown fox.' })
  await quote.click()
  await expect
    .poll(() => bobs.page.evaluate(() => [...(CSS.highlights.get('chat-passage') ?? [])].map(String)))
    .toEqual(['The quick brown fox.'])
  await theirs.paragraph.click({ clickCount: 3 })
  await bobs.page.keyboard.press('Delete')
  await expect(sheet.paragraph).toHaveText('')
  await quote.click()
  await expect(bobs.panel.getByText('This passage is no longer in the text.')).toBeVisible()
})

test('[V16, O7] a message becomes a comment on the words that are selected', async ({ app, account }) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await ada.newDocument()
  const sheet = await ada.open(id)
  await sheet.write('lazy')
  const chat = await ChatPanel.open(sheet)
  const data = { text: 'Is it really?' }
  await bob.context.request.post(`${app.url}/api/documents/${id}/chat`, { data })
  await chat.choose('Is it really?', 'Turn into a comment')
  await expect(chat.panel.getByText('Select the words in the text')).toBeVisible()
  await sheet.paragraph.click({ clickCount: 3 })
  await chat.choose('Is it really?', 'Turn into a comment')
  await expect(chat.panel.getByRole('tab', { name: 'Comments' })).toHaveAttribute('aria-selected', 'true')
  const answer = await ada.context.request.get(`${app.url}/api/documents/${id}/comments`)
  expect(await answer.json()).toMatchObject({
    threads: [{ quote: 'lazy', comments: [{ text: 'Bob: Is it really?' }] }],
  })
})

test('[V5, V6] a viewer reads, the owner switches the chat off, and clears it', async ({ app, account }) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await ada.newDocument('viewer')
  const chat = await ChatPanel.open(await ada.open(id))
  const bobs = await ChatPanel.open(await bob.open(id))
  await chat.say('for all to read')
  await expect(bobs.message('for all to read')).toBeVisible()
  await expect(bobs.panel.getByText('You can read along.')).toBeVisible()
  await expect(bobs.field).toHaveCount(0)
  await bobs.message('for all to read').hover()
  await expect(bobs.panel.getByRole('button', { name: 'React' })).toHaveCount(0)
  await ada.share(id, 'commenter')
  await bobs.say('now I can')
  const menu = chat.panel.getByRole('button', { name: 'More about the chat' })
  await menu.click()
  await chat.page.getByRole('menuitem', { name: 'Switch the chat off' }).click()
  await expect(bobs.panel.getByText('The chat is switched off.')).toBeVisible()
  await chat.panel.getByRole('button', { name: 'Switch on' }).click()
  await expect(bobs.field).toBeVisible()
  await menu.click()
  await chat.page.getByRole('menuitem', { name: 'Clear the chat' }).click()
  await chat.page.getByRole('alertdialog').getByRole('button', { name: 'Clear' }).click()
  await expect(bobs.panel.getByText('Talk about this document')).toBeVisible()
})

test('[V9] a flood is warned of, then paused, and goes on without a loss', async ({ appWith, account }) => {
  const app = await appWith({ RATE_LIMITS: 'on' })
  const ada = await account(app, 'Ada')
  const chat = await ChatPanel.open(await ada.open(await ada.newDocument()))
  await chat.page.evaluate(async () => {
    const field = document.querySelector<HTMLTextAreaElement>('.chat-composer textarea')
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set
    for (let n = 0; n < 90; n += 1) {
      set?.call(field, `message ${n}`)
      field?.dispatchEvent(new Event('input', { bubbles: true }))
      field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
  })
  await expect(chat.panel.getByText('The chat has paused for you')).toBeVisible()
  const goOn = chat.panel.getByRole('button', { name: 'Go on' })
  await expect(async () => {
    if (await goOn.isVisible()) await goOn.click()
    await expect(chat.panel.locator('[data-outgoing]')).toHaveCount(0)
  }).toPass({ timeout: 90_000 })
  await expect(chat.messages).toHaveCount(90)
})

test('[V18] ten idle minutes of an open document with its chat make no request', async ({ app, account }) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await ada.newDocument()
  const page = await ada.context.newPage()
  await page.clock.install()
  await page.goto(`${app.url}/d/${id}`)
  await page.locator('body[data-parts="here"]').waitFor()
  await page.getByRole('button', { name: 'Chat' }).click()
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  await field.fill('hello')
  await field.press('Enter')
  await expect(page.locator('.chat-message')).toHaveCount(1)
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`))
  page.on('websocket', (socket) => requests.push(`WebSocket ${socket.url()}`))
  // lines live by what the server says by its own clock: here somebody writes and talks instead
  const theirs = await bob.open(id)
  await theirs.toEnd()
  requests.length = 0
  const text = page.locator('.tiptap > p').first()
  for (let step = 1; step <= 30; step += 1) {
    await page.clock.fastForward(20_000)
    await theirs.page.keyboard.type('x')
    await expect(text).toHaveText('x'.repeat(step))
    const data = { action: { kind: 'react', message: 1, emoji: '👍', on: step % 2 === 1 } }
    await bob.context.request.post(`${app.url}/api/documents/${id}/chat`, { data })
    await expect(page.locator('.message-reaction')).toHaveCount(step % 2)
  }
  expect(requests).toEqual([])
})

test('[E25] the chat has no barrier, goes by keys alone, and is a sheet on a phone', async ({
  app,
  account,
}) => {
  const [ada, bob] = [await account(app, 'Ada'), await account(app, 'Bob')]
  const id = await ada.newDocument()
  const sheet = await ada.open(id)
  const chat = await ChatPanel.open(sheet)
  await expectAccessible(chat.page)
  await chat.say('one')
  await bob.context.request.post(`${app.url}/api/documents/${id}/chat`, { data: { text: 'two, to all' } })
  await expect(chat.panel.getByRole('log')).toHaveText('Bob: two, to all')
  await bob.context.request.post(`${app.url}/api/documents/${id}/chat`, {
    data: { action: { kind: 'react', message: 1, emoji: '👍', on: true } },
  })
  await expect(chat.panel.locator('.message-reaction')).toBeVisible()
  await chat.messages.last().focus()
  await chat.page.keyboard.press('ArrowUp')
  await expect(chat.messages.first()).toBeFocused()
  await expectAccessible(chat.page)
  await chat.page.keyboard.press('Enter')
  await chat.page.getByRole('menuitem', { name: 'Edit' }).press('Enter')
  const editing = chat.panel.getByRole('textbox', { name: 'Change the message' })
  await expect(editing).toBeFocused()
  await editing.press('Escape')
  await expect(chat.messages.first()).toBeFocused()
  await chat.messages.first().press('Enter')
  await chat.page.getByRole('menuitem', { name: 'React' }).press('Enter')
  await expect(chat.page.getByRole('textbox', { name: 'Search emoji' })).toBeFocused()
  await expectAccessible(chat.page)
  await chat.page.keyboard.press('Escape')

  await chat.page.setViewportSize({ width: 390, height: 844 })
  const box = await chat.panel.boundingBox()
  expect(box).toMatchObject({ x: 0, width: 390 })
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(844)
  expect(await chat.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await expectAccessible(chat.page)
  await chat.panel.getByRole('button', { name: 'Close the panel' }).click()
  await expect(chat.panel).toHaveCount(0)
})
