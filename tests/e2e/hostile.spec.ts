import type { BrowserContext } from '@playwright/test'
import * as Y from 'yjs'
import { ACTIVE_CONTENT } from '../active-content.ts'
import { harmIn } from '../harm.ts'
import { HOSTILE_NAMES } from '../hostile-content.ts'
import { hostileBlocks, hostileLines, KINDS, strangeBlocks } from '../hostile-documents.ts'
import { Pen } from '../pen.ts'
import { paragraph, written } from '../unit/raw-blocks.ts'
import { wholeContent } from '../unit/whole-content.ts'
import type { App } from './app.ts'
import { Guest } from './guest.ts'
import { expect, test } from './product.ts'
import type { Sheet } from './sheet.ts'

const LAST = 'the last line'

/** What a page does that it should not: from now on, of every page of a browser. */
async function watch(context: BrowserContext, app: App): Promise<readonly string[]> {
  const heard: string[] = []
  await context.exposeFunction('reportViolation', (words: string) => heard.push(words))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { reportViolation } = window as unknown as { reportViolation: (words: string) => void }
      reportViolation(`${violatedDirective} ${blockedURI}`)
    })
  })
  context.on('page', (page) => {
    page.on('pageerror', (error) => heard.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') heard.push(message.text())
    })
    page.on('dialog', (dialog) => {
      heard.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(app.url) && !/^(?:blob|data):/.test(url)) heard.push(url)
    })
  })
  return heard
}

async function expectUnharmed({ page, text }: Sheet): Promise<void> {
  await expect(text.getByText(LAST).last()).toBeAttached()
  expect(await text.evaluate(harmIn)).toEqual([])
  expect(await page.evaluate(() => '__x' in window)).toBe(false)
}

/** Sends blocks as a client of one's own does, past every editor. */
async function sendRaw(pen: Pen, blocks: readonly Y.XmlElement[]): Promise<void> {
  Y.applyUpdate(pen.doc, Y.encodeStateAsUpdate(written(...blocks, paragraph(LAST))), 'hostile')
  await pen.until(({ status }) => status.kind === 'saved')
}

async function penOf(app: App, somebody: Guest, id: string): Promise<Pen> {
  const pen = new Pen(app.url, await somebody.cookie(), id)
  await pen.until(({ status }) => status.kind === 'saved')
  return pen
}

const RAW: readonly (readonly [string, () => readonly Y.XmlElement[]])[] = [
  ['SEC 20, SEC 21, SEC 22', hostileBlocks],
  ['SEC 19, SEC 23, SEC 26', () => [...hostileLines(), ...strangeBlocks()]],
]

for (const [ids, blocks] of RAW) {
  test(`[K1, E16, ${ids}] what a hostile client writes does nothing, to those who write and those who read, and stays`, async ({
    app,
    guest,
  }) => {
    const [attacker, writer, reader] = [await guest(app), await guest(app), await guest(app)]
    const id = await attacker.newDocument()
    const heard = await Promise.all([watch(writer.context, app), watch(reader.context, app)])
    const pen = await penOf(app, attacker, id)
    await sendRaw(pen, blocks())
    const sent = wholeContent(pen.doc)

    const alice = await writer.open(id)
    await attacker.share(id, 'viewer')
    const bob = await reader.open(id)
    await attacker.share(id, 'editor')
    for (const sheet of [alice, bob]) await expectUnharmed(sheet)
    // nobody's page wrote anything
    expect(wholeContent(pen.doc)).toBe(sent)

    await alice.text.getByText(LAST).last().click()
    await alice.page.keyboard.press('End')
    await alice.page.keyboard.type(' goes on')
    await alice.isNow('saved')
    await expect(bob.text.getByText(`${LAST} goes on`)).toBeAttached()
    await pen.until(({ doc }) => wholeContent(doc).includes('goes on'))
    expect(wholeContent(pen.doc)).toBe(sent.replace(LAST, `${LAST} goes on`))

    const download = alice.page.waitForEvent('download')
    await alice.page.getByRole('button', { name: 'Menu', exact: true }).click()
    await alice.page.getByRole('menuitem', { name: 'Download as Markdown' }).click()
    expect((await download).suggestedFilename()).toMatch(/^[\p{L}\p{N} ._-]+\.md$/u)

    for (const sheet of [alice, bob]) {
      await sheet.page.reload()
      await expectUnharmed(sheet)
    }
    expect(heard).toEqual([[], []])
    pen.put()
  })
}

const paste = ({ text }: Sheet, clipboard: Readonly<Record<string, string>>): Promise<void> =>
  text.evaluate((element, data) => {
    const clipboardData = new DataTransfer()
    for (const [type, content] of Object.entries(data)) clipboardData.setData(type, content)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, clipboard)

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** HTML that says of itself which blocks of this editor it was cut out of, with attributes of its own. */
const forgedSlices = (): string[] =>
  Object.entries(KINDS).flatMap(([name, { attributes }]) =>
    ['"><img src=x onerror=window.__x=1>', ['img', { src: 'javascript:window.__x=1' }]].map((value) => {
      const attrs = Object.fromEntries(
        [...attributes, 'onclick', 'style', '__proto__'].map((one) => [one, value]),
      )
      const slice = attribute(`1 1 ${JSON.stringify([name, attrs])}`)
      return `<p data-pm-slice="${slice}">forged</p>`
    }),
  )

test('[Q14, SEC 24, SEC 26] what is pasted does nothing to its author, to a reader, and after it is loaded again', async ({
  app,
  guest,
  browser,
}) => {
  // without the pages' policy: what the schema leaves out needs no second wall, and a browser reports to a policy what
  // stands in HTML that is only read
  const unguarded = await browser.newContext({ bypassCSP: true })
  const [author, reader] = [await Guest.enter(unguarded, app.url), await guest(app)]
  const heard = await Promise.all([watch(author.context, app), watch(reader.context, app)])
  const id = await author.newDocument('viewer')
  const pen = await penOf(app, author, id)
  const alice = await author.open(id)
  const bob = await reader.open(id)
  await alice.toEnd()
  for (const html of [...ACTIVE_CONTENT, ...forgedSlices()])
    await paste(alice, { 'text/html': `${html}<p>x</p>` })
  await paste(alice, {
    'text/html': `<p>${'<b>word</b> <i style="color:red" onclick=1>word</i> '.repeat(500)}</p>`,
  })
  await paste(alice, {
    'text/html': `<p>${'<p>word</p>'.repeat(450_000)}`,
    'text/plain': 'word '.repeat(1_100_000),
  })
  await expect(alice.page.locator('.document-notices')).toContainText('Nothing was added')
  await paste(alice, { 'text/plain': `# Signs\n\n${'>'.repeat(20_000)}\n\n${'['.repeat(20_000)}\n` })
  await alice.page.keyboard.press('Control+End')
  await alice.page.keyboard.press('Enter')
  await alice.page.keyboard.type(LAST)
  await alice.isNow('saved')
  for (const sheet of [alice, bob]) {
    await expectUnharmed(sheet)
    await sheet.page.reload()
    await expectUnharmed(sheet)
  }
  // nor does the document hold what another page might make something of
  await pen.until(({ doc }) => wholeContent(doc).includes(LAST))
  expect(pen.doc.getXmlFragment('default').toString()).not.toMatch(/"javascript:|onclick="|__proto__="/)
  expect(heard).toEqual([[], []])
  pen.put()
  await unguarded.close()
})

test('[E31, SEC 25, SEC 28] names of people and of documents are words wherever they stand', async ({
  app,
  account,
}) => {
  const [owner, ...others] = [
    await account(app, 'Ada'),
    await account(app, 'Bob'),
    await account(app, 'Cleo'),
  ]
  const ids: string[] = []
  for (const title of HOSTILE_NAMES) {
    const answer = await owner.context.request.post(`${app.url}/api/documents`, { data: { title } })
    ids.push(((await answer.json()) as { id: string }).id)
  }
  const [id = '', second = ''] = ids
  await owner.share(id, 'editor')
  const heard = await watch(owner.context, app)
  const pens: Pen[] = []
  for (const [at, person] of others.entries()) {
    const name = HOSTILE_NAMES[at]
    expect((await person.context.request.put(`${app.url}/api/me`, { data: { name } })).ok()).toBe(true)
    await person.context.request.post(`${app.url}/api/documents/${second}/requests`, {
      data: { role: 'editor', message: HOSTILE_NAMES[at + 2] },
    })
    const pen = await penOf(app, person, id)
    // what a client says of itself besides is not believed either
    pen.connection.awareness.setLocalState({
      user: {
        name: '<img src=x onerror=window.__x=1>',
        color: 'red;background:url(//evil.example)',
        avatar: 'javascript:1',
      },
      cursor: { anchor: { type: { client: -1, clock: 1e9 } }, head: '<img>' },
      extra: '<script>window.__x=1</script>',
    })
    pens.push(pen)
  }
  const sheet = await owner.open(id)
  await expect(sheet.avatars).toHaveCount(3)
  await expect(sheet.page).toHaveTitle(`${HOSTILE_NAMES[0]} · Scriptorium`)
  const expectWords = async ({ page }: Sheet): Promise<void> => {
    expect(await page.evaluate(() => '__x' in window)).toBe(false)
    expect(
      await page
        .locator('body')
        .evaluate((body) => body.querySelectorAll('[onerror], [onload], img[src="x"]').length),
    ).toBe(0)
  }
  const dialog = await sheet.share()
  await expect(dialog).toBeVisible()
  await expectWords(sheet)
  await sheet.page.keyboard.press('Escape')
  const other = await owner.open(second)
  const requests = await other.share()
  await expect(requests.getByText(HOSTILE_NAMES[0] ?? '-').first()).toBeVisible()
  await expectWords(other)
  const list = await owner.visit('/')
  await expect(list.page.getByRole('link', { name: HOSTILE_NAMES[0] ?? '-' }).first()).toBeVisible()
  await expectWords(list)
  expect(await list.page.locator('main').innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  expect(heard).toEqual([])
  for (const pen of pens) pen.put()
})
