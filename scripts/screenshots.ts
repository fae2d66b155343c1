import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { App } from '../tests/e2e/app.ts'
import { Guest } from '../tests/e2e/guest.ts'

/*
 * npm run screenshots [name …]: every page of the running product, light and dark, on a desk and on a phone, as
 * docs/screenshots/<name>-<desk|phone>-<light|dark>.png.
 */
const FOLDER = join(import.meta.dirname, '../docs/screenshots')
const SCHEMES = ['light', 'dark'] as const
const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  desk: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
}

const TEXT = `# Field notes, week 12

The river is back to where it was in May. We walked the east bank from the bridge to the mill and counted nests twice, an hour apart. Numbers below are the **lower** of the two.

## What we saw

- Eleven pairs of sand martins, two more than last week
- One kingfisher, below the weir, the first this year
- Fresh otter tracks on the gravel

## Before Thursday

1. Ask the mill about the sluice
2. Move the second camera upstream

| Stretch | Nests | Last year |
| --- | --- | --- |
| Bridge to weir | 14 | 11 |
| Weir to mill | 6 | 9 |

> The gravel bank is new; nobody has mapped it yet.
`

const KINDS = `# Kinds of block

- [x] Charge the batteries
- [ ] Copy the cards

> [!WARNING]
> The bank is slippery after rain.

\`\`\`ts
const lower = Math.min(first, second) // of the two counts
\`\`\`

> [!TIP]
> Nobody has mapped it: ask the mill.
`

interface Scene {
  readonly app: App
  /** Somebody outside. */
  readonly stranger: Page
  readonly ada: Guest
  readonly grace: Guest
  /** Ada's document with a text in it. */
  readonly document: string
}

/** What is shown under which name: opens it and returns the page when there is nothing more to come. */
const SCENES: Readonly<Record<string, (scene: Scene) => Promise<Page>>> = {
  start: async ({ app, stranger }) => settled(stranger, `${app.url}/`),
  'sign-in': async ({ app, stranger }) => settled(stranger, `${app.url}/sign-in`),
  'sign-up': async ({ app, stranger }) => settled(stranger, `${app.url}/sign-up`),
  'forgot-password': async ({ app, stranger }) => settled(stranger, `${app.url}/forgot-password`),
  'not-found': async ({ app, stranger }) => settled(stranger, `${app.url}/nowhere`),
  'not-let-in': async ({ app, stranger, ada }) =>
    settled(stranger, `${app.url}/d/${await ada.newDocument(null)}`),
  home: async ({ ada }) => (await ada.visit('/')).page,
  account: async ({ ada }) => (await ada.visit('/account')).page,
  document: async (scene) => {
    const { ada, grace, document } = scene
    const sheet = await ada.open(document)
    const other = await grace.open(document)
    await other.text.getByText('the first this year').click()
    await other.page.keyboard.press('End')
    await sheet.carets.first().waitFor()
    return sheet.page
  },
  kinds: async ({ ada }) => {
    const document = await ada.newDocument()
    await paste(ada, document, KINDS)
    const sheet = await ada.open(document)
    await sheet.page.locator('.hljs-keyword').first().waitFor()
    return sheet.page
  },
  insert: async ({ ada, document }) => {
    const sheet = await ada.open(document)
    await sheet.toEnd()
    await sheet.page.keyboard.press('Enter')
    await sheet.page.keyboard.type('/')
    await sheet.page.getByRole('listbox').waitFor()
    return sheet.page
  },
  share: async ({ ada, document }) => {
    const sheet = await ada.open(document)
    await sheet.share()
    return sheet.page
  },
  'view-only': async ({ ada, grace, document }) => {
    await ada.share(document, 'viewer')
    const sheet = await grace.open(document)
    await sheet.isNow('read-only')
    await sheet.status.click()
    return sheet.page
  },
  stopped: async ({ ada, grace, document }) => {
    const sheet = await grace.open(document)
    await sheet.isNow('saved')
    await ada.share(document, null)
    await sheet.stopped.waitFor()
    return sheet.page
  },
}

async function settled(page: Page, url: string): Promise<Page> {
  await page.goto(url, { waitUntil: 'networkidle' })
  return page
}

async function paste(person: Guest, document: string, markdown: string): Promise<void> {
  const sheet = await person.open(document)
  await sheet.title.click()
  await sheet.page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    window.document.querySelector('.tiptap')?.dispatchEvent(event)
  }, markdown)
  await sheet.text.getByText('obody has mapped it').waitFor()
  await sheet.isNow('saved')
  await sheet.page.close()
}

async function shoot(browser: Browser, app: App, name: string, open: (scene: Scene) => Promise<Page>) {
  for (const [screen, options] of Object.entries(SCREENS)) {
    for (const colorScheme of SCHEMES) {
      const settings = { ...options, colorScheme, reducedMotion: 'reduce' } as const
      const contexts = await Promise.all([0, 1, 2].map(() => browser.newContext(settings)))
      const [outside, hers, theirs] = contexts as [
        (typeof contexts)[0],
        (typeof contexts)[0],
        (typeof contexts)[0],
      ]
      const ada = await Guest.register(hers, app.url, 'Ada')
      const grace = await Guest.register(theirs, app.url, 'Grace')
      const document = await ada.newDocument()
      await paste(ada, document, TEXT)
      const page = await open({ app, stranger: await outside.newPage(), ada, grace, document })
      await page.waitForLoadState('networkidle')
      const path = join(FOLDER, `${name}-${screen}-${colorScheme}.png`)
      await page.screenshot({ path, animations: 'disabled' })
      console.log(path)
      for (const context of contexts) await context.close()
    }
  }
}

const wanted = process.argv.slice(2)
const scenes = Object.entries(SCENES).filter(([name]) => wanted.length === 0 || wanted.includes(name))
if (wanted.length === 0) rmSync(FOLDER, { recursive: true, force: true })
mkdirSync(FOLDER, { recursive: true })
const system = process.env.CHROMIUM ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath: system, args: ['--no-sandbox', '--disable-gpu'] })
const app = await App.start()
try {
  for (const [name, open] of scenes) await shoot(browser, app, name, open)
} finally {
  await app.stop()
  await browser.close()
}
