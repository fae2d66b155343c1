import type { Page } from '@playwright/test'

/** What the page has measured of its own keys, in milliseconds from when the browser had the key. */
export interface PageTimes {
  /** To the first task after the frame that came after the letter was in the text: layout and paint are done. */
  readonly painted: readonly number[]
  /** As the browser says it (Event Timing), from 16 ms on, in steps of 8. */
  readonly presented: readonly number[]
}

interface Clock {
  painted: number[]
  presented: number[]
}

type Clocked = typeof globalThis & { benchClock?: Clock }

/** Starts measuring every key that is pressed in the page from now on. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const clock: Clock = { painted: [], presented: [] }
    ;(globalThis as Clocked).benchClock = clock
    const { port1, port2 } = new MessageChannel()
    const changed: number[] = []
    let pressed = 0
    port1.onmessage = () => clock.painted.push(performance.now() - (changed.shift() ?? 0))
    // a message that is sent from a frame comes when that frame has been laid out and painted
    const untilPainted = () => {
      changed.push(pressed)
      requestAnimationFrame(() => port2.postMessage(null))
    }
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        pressed = timeStamp
      },
      { capture: true },
    )
    // what the editor does itself it has done by now; the browser's own letters come with an event of theirs
    addEventListener('keydown', ({ defaultPrevented }) => {
      if (defaultPrevented) untilPainted()
    })
    addEventListener('input', untilPainted)
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') clock.presented.push(duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
}

export const keyTimes = (page: Page): Promise<PageTimes> =>
  page.evaluate(() => (globalThis as Clocked).benchClock as Clock)
