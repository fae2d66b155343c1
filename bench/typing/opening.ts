import type { BrowserContext } from '@playwright/test'
import { BLOCKS } from './long-document.ts'

/** So much of the document has to be there; lists have several blocks of the document in one of the page. */
const LEAST_SHOWN = BLOCKS / 2

/**
 * Milliseconds from the start of the navigation until the whole text is painted and takes keys, on a visit in a new
 * tab. @throws Error when that takes half a minute.
 */
export async function timeToOpen(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage()
  try {
    await page.addInitScript((least) => {
      const look = (): void => {
        const text = document.querySelector('.tiptap[contenteditable="true"]')
        if (text === null || text.childElementCount < least) {
          requestAnimationFrame(look)
          return
        }
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          document.documentElement.dataset.opened = String(performance.now())
        }
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    }, LEAST_SHOWN)
    await page.goto(address, { waitUntil: 'commit' })
    const opened = page.locator('html[data-opened]')
    await opened.waitFor({ state: 'attached', timeout: 30_000 })
    return Number(await opened.getAttribute('data-opened'))
  } finally {
    await page.close()
  }
}
