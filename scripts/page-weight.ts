import { chromium, type Page } from '@playwright/test'
import { App } from '../tests/e2e/app.ts'
import { Guest } from '../tests/e2e/guest.ts'

/*
 * npm run page-weight: what scripts each page of the built product asks for until one can use it, as Chromium asks,
 * and how large each is as it is sent. Ends with 1 when the document page is above its bound.
 */

/** Scripts of the document page until one can write, compressed as they are sent, in bytes. */
export const MAX_DOCUMENT_PAGE_BYTES = 350_000

export interface PageScript {
  readonly path: string
  /** Compressed, as it was sent, in bytes. */
  readonly bytes: number
  /** Asked for only after the page could be used. */
  readonly late: boolean
}

declare global {
  interface Window {
    /** When what one waits for was there, in milliseconds of the page; absent until then. */
    __usableAt?: number
  }
}

/** Opens `url` in `page` and waits until `usable` is there and nothing more is on its way. */
export async function scriptsOf(page: Page, url: string, usable: string): Promise<readonly PageScript[]> {
  await page.addInitScript((selector) => {
    new MutationObserver((_, observer) => {
      if (document.querySelector(selector) === null) return
      window.__usableAt = performance.now()
      observer.disconnect()
    }).observe(document, { subtree: true, childList: true, attributes: true })
  }, usable)
  await page.goto(url)
  await page.locator(usable).first().waitFor()
  await page.waitForLoadState('networkidle')
  const asked = await page.evaluate(() => {
    const usableAt = window.__usableAt ?? Number.POSITIVE_INFINITY
    const entries = performance.getEntriesByType('resource')
    return entries
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .map(({ name, startTime, encodedBodySize }) => ({
        name,
        bytes: encodedBodySize,
        late: startTime > usableAt,
      }))
  })
  return asked
    .map(({ name, ...rest }) => ({ path: new URL(name).pathname, ...rest }))
    .filter(({ path }) => path.endsWith('.js'))
}

/** What comes before the page can be used, in bytes. */
export const weightOf = (scripts: readonly PageScript[]): number =>
  scripts.reduce((sum, { bytes, late }) => sum + (late ? 0 : bytes), 0)

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1).padStart(7)} KB`

async function main(): Promise<void> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const app = await App.start()
  try {
    const outside = await browser.newContext()
    const ada = await Guest.register(await browser.newContext(), app.url, 'Ada')
    const document = await ada.newDocument()
    const pages = [
      { path: '/sign-in', context: outside, usable: 'form' },
      { path: '/', context: ada.context, usable: 'main' },
      { path: '/account', context: ada.context, usable: 'main' },
      { path: `/d/${document}`, context: ada.context, usable: '.tiptap[contenteditable="true"]' },
    ]
    for (const { path, context, usable } of pages) {
      const page = await context.newPage()
      const scripts = await scriptsOf(page, `${app.url}${path}`, usable)
      await page.close()
      const weight = weightOf(scripts)
      console.log(`${kilobytes(weight)}  ${path}`)
      for (const { path: script, bytes, late } of scripts.toSorted((a, b) => b.bytes - a.bytes))
        console.log(`${kilobytes(bytes)}    ${script}${late ? '  (later)' : ''}`)
      if (path.startsWith('/d/') && weight > MAX_DOCUMENT_PAGE_BYTES) {
        console.error(`The document page is above its ${MAX_DOCUMENT_PAGE_BYTES / 1_000} KB.`)
        process.exitCode = 1
      }
    }
  } finally {
    await app.stop()
    await browser.close()
  }
}

if (import.meta.main) await main()
