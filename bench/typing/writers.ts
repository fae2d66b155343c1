import { signInAsGuest } from '../load/access.ts'
import type { Endpoint } from '../load/job.ts'
import { planTyping } from '../load/keystrokes.ts'
import { SyncClient } from '../load/sync-client.ts'
import { Timetable } from '../load/timetable.ts'
import { longDocument } from './long-document.ts'
import { type Key, writeScript } from './script.ts'

/** What the process of the writers is told: where to write, and for how long. */
export interface WritersJob {
  readonly port: number
  readonly document: string
  /** For each writer the paragraph at whose end to write. */
  readonly paragraphs: readonly number[]
  /** Keys per second of each. */
  readonly rate: number
  readonly durationMs: number
}

/** What it says: that all are there, and in the end what was sent. */
export type WritersWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly keys: number; readonly latestMs: number; readonly lost: number }

const say = (word: WritersWord): void => {
  process.send?.(word)
}

interface Writer {
  readonly client: SyncClient
  readonly keys: readonly Key[]
}

/** People without a browser: each on a line of its own, as a guest of its own. All keys are made beforehand. */
async function write(job: WritersJob): Promise<void> {
  const { port, document, paragraphs, rate, durationMs } = job
  const endpoint: Endpoint = { dialect: 'scriptorium', port, pid: 0, inspectorPort: 0, profiled: false }
  const schedule = planTyping(paragraphs.length, rate, durationMs)
  const state = longDocument()
  let lost = 0
  const writers: Writer[] = []
  for (const [i, paragraph] of paragraphs.entries()) {
    const client = new SyncClient({
      endpoint,
      document,
      cookie: await signInAsGuest(`http://127.0.0.1:${port}`),
      onUpdate: () => undefined,
      onLost: () => lost++,
    })
    await client.synced
    writers.push({ client, keys: writeScript(state, i, paragraph, schedule.keystrokesOf[i] ?? 0) })
  }
  say({ kind: 'ready' })
  await new Promise((resolve) => process.once('message', resolve))
  const pressed = writers.map(() => 0)
  const act = (who: number): void => {
    const { client, keys } = writers[who] as Writer
    const key = keys[pressed[who] ?? 0]
    if (key === undefined) return
    pressed[who] = (pressed[who] ?? 0) + 1
    client.sendUpdates(client.frame(key.update), 1)
    client.sendOther(key.caret)
  }
  const timetable = new Timetable([{ events: schedule, act }])
  await timetable.followUntil(durationMs)
  const keys = pressed.reduce((sum, count) => sum + count, 0)
  say({ kind: 'done', keys, latestMs: timetable.latestMs, lost })
  for (const { client } of writers) client.close()
  process.disconnect?.()
}

process.once('message', (job: WritersJob) => {
  write(job).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
