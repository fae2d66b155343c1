import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import * as Y from 'yjs'
import { App } from '../../tests/e2e/app.ts'
import { Guest } from '../../tests/e2e/guest.ts'
import { LatencyRecorder } from '../load/latency-recorder.ts'
import { seededRandom } from '../load/random.ts'
import { SyncClient } from '../load/sync-client.ts'
import { RESULTS } from '../results-file.ts'
import { BENCH } from '../servers.ts'
import { longDocument, paragraphsOf, prose } from './long-document.ts'
import { timeToOpen } from './opening.ts'
import { keyTimes, watchKeys } from './page-clock.ts'
import { publish, render, type TypingReport } from './report.ts'
import type { WritersJob, WritersWord } from './writers.ts'

const SYSTEM_CHROMIUM = '/usr/bin/chromium'
/** Everything ends by then, whatever hangs. */
const LIMIT_MS = 175_000
const WRITERS = 19
/** Keys per second: of each writer, and of the person at the page. */
const RATE = 5
const OWN_RATE = 6
const WARM_UP_MS = 5_000
const VISITS = 5
const LINE = 70

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '40' },
    profile: { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false },
  },
})
const windowMs = Number(options.seconds) * 1_000

/** Beside the person at the page, who writes in the middle: above, below and far away. */
function placesOf(paragraphs: number): { own: number; others: number[] } {
  const own = Math.floor(paragraphs / 2)
  const near = [own - 3, own - 1, own + 1, own + 4]
  const far = Array.from({ length: WRITERS - near.length }, (_, i) =>
    Math.floor(((i + 0.5) * paragraphs) / (WRITERS - near.length)),
  ).map((place) => (Math.abs(place - own) < 6 ? own + 20 : place))
  return { own, others: [...near, ...far] }
}

/** Puts the text into the document. */
async function seed(port: number, document: string, cookie: string, state: Uint8Array): Promise<void> {
  const saved = Promise.withResolvers<void>()
  const client = new SyncClient({
    endpoint: { dialect: 'scriptorium', port, pid: 0, inspectorPort: 0, profiled: false },
    document,
    cookie,
    holding: { stateVector: Y.encodeStateVectorFromUpdate(state), step2: state },
    onUpdate: () => undefined,
    onSaved: () => saved.resolve(),
    onLost: (why) => saved.reject(new Error(why)),
  })
  await saved.promise
  client.close()
}

/** The next word of the writers that is of this kind. @throws Error when they end before. */
async function heard<K extends WritersWord['kind']>(
  writers: ChildProcess,
  kind: K,
): Promise<Extract<WritersWord, { kind: K }>> {
  const ended = once(writers, 'exit').then(() => {
    throw new Error('The writers ended.')
  })
  const [word] = (await Promise.race([once(writers, 'message'), ended])) as [WritersWord]
  if (word.kind !== kind) throw new Error(`The writers said ${word.kind}.`)
  return word as Extract<WritersWord, { kind: K }>
}

/** Writes at the caret, key by key, for so long. */
async function typeFor(page: Page, durationMs: number): Promise<void> {
  const random = seededRandom(1)
  const words = prose(random, (durationMs / 1_000) * OWN_RATE * 2)
  const started = performance.now()
  let line = 0
  for (let key = 0; ; key++) {
    const due = ((key + 0.4 * (random() * 2 - 1)) * 1_000) / OWN_RATE
    if (due > durationMs) return
    await sleep(Math.max(0, started + due - performance.now()))
    const isBackspace = line > 0 && random() < 0.05
    if (isBackspace) await page.keyboard.press('Backspace')
    else if (line < LINE) await page.keyboard.press(words[key] === ' ' ? 'Space' : (words[key] ?? 'e'))
    else await page.keyboard.press('Enter')
    line = isBackspace ? line - 1 : line < LINE ? line + 1 : 0
  }
}

/** Seconds that the page's main thread has worked, by what for. */
async function busySeconds(cdp: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}

/** How many letters the page shows. */
const letters = (page: Page): Promise<number> =>
  page.locator('.tiptap').evaluate(({ textContent }) => textContent.length)

function summaryOf(durations: readonly number[]) {
  const recorder = new LatencyRecorder()
  for (const duration of durations) recorder.record(duration)
  return recorder.summary()
}

async function measure(app: App, browser: Browser, writers: ChildProcess): Promise<TypingReport> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const guest = await Guest.enter(context, app.url)
  const id = await guest.newDocument()
  const port = Number(new URL(app.url).port)
  const state = longDocument()
  await seed(port, id, await guest.cookie(), state)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  const { own, others } = placesOf(paragraphsOf(doc).length)

  const address = `${app.url}/d/${id}`
  const first = await timeToOpen(context, address)
  const warm: number[] = []
  for (let visit = 0; visit < VISITS; visit++) warm.push(await timeToOpen(context, address))

  const sheet = await guest.open(id)
  const { page } = sheet
  const cdp = await context.newCDPSession(page)
  // time that the thread has worked, whatever else the machine was doing
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.locator('.tiptap > p').nth(own).click()
  await page.keyboard.press('End')
  const durationMs = WARM_UP_MS + windowMs
  const job: WritersJob = {
    port,
    document: id,
    paragraphs: others,
    rate: RATE,
    durationMs: durationMs + 4_000,
  }
  writers.send(job)
  await heard(writers, 'ready')
  writers.send('go')
  const ended = heard(writers, 'done')
  // asked for below, when the page may have failed first
  ended.catch(() => undefined)
  await typeFor(page, WARM_UP_MS)
  await watchKeys(page)
  if (options.profile) {
    await cdp.send('Profiler.enable')
    await cdp.send('Profiler.setSamplingInterval', { interval: 500 })
    await cdp.send('Profiler.start')
  }
  const lettersBefore = await letters(page)
  const before = await busySeconds(cdp)
  await typeFor(page, windowMs)
  const after = await busySeconds(cdp)
  if (options.profile) {
    const { profile } = await cdp.send('Profiler.stop')
    mkdirSync(RESULTS, { recursive: true })
    writeFileSync(join(RESULTS, 'typing.cpuprofile'), JSON.stringify(profile))
  }
  const lettersCame = (await letters(page)) - lettersBefore
  const { painted, presented } = await keyTimes(page)
  const warmMeanwhile = await timeToOpen(context, address)
  const done = await ended
  // of a hundred keys some take a letter back
  const least = (0.7 * RATE * WRITERS * windowMs) / 1_000
  if (lettersCame < least) throw new Error(`Of what others wrote only ${lettersCame} letters came.`)
  const seconds = windowMs / 1_000
  const share = (name: string): number => ((after[name] ?? 0) - (before[name] ?? 0)) / seconds
  return {
    painted: summaryOf(painted),
    // what took less is not reported
    presented: summaryOf([...presented, ...Array(Math.max(0, painted.length - presented.length)).fill(16)]),
    busy: {
      all: share('TaskDuration'),
      script: share('ScriptDuration'),
      layout: share('LayoutDuration'),
      style: share('RecalcStyleDuration'),
    },
    opening: { first, warm: summaryOf(warm), meanwhile: warmMeanwhile },
    writers: { count: others.length, keysPerSecond: RATE, ...done },
    lettersPerSecond: lettersCame / seconds,
  }
}

async function main(): Promise<void> {
  const app = await App.start()
  const writers = fork(join(BENCH, 'typing/writers.ts'), [], { execArgv: [] })
  const browser = await chromium.launch({
    ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  const end = async (): Promise<void> => {
    writers.kill('SIGKILL')
    await browser.close()
    await app.stop()
  }
  const limit = setTimeout(() => {
    console.error('It took too long.')
    void end().finally(() => process.exit(1))
  }, LIMIT_MS)
  try {
    const report = await measure(app, browser, writers)
    console.log(render(report))
    if (options.publish) console.log(`Written: ${publish(report)}`)
  } finally {
    clearTimeout(limit)
    await end()
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
