import { writeUpdate } from '../../lib/wire.ts'
import { readProcess, waitUntilQuiet } from '../process-stats.ts'
import { loadRecording, splitOpening } from '../recording.ts'
import type { Endpoint, PaperJob } from './job.ts'
import { Pair } from './pair.ts'
import { PaperSender } from './paper-sender.ts'
import type { PaperResult } from './results.ts'
import { checkDocument, holds, inTime, joinLate } from './state-check.ts'
import { Stopwatch } from './stopwatch.ts'
import { SyncClient } from './sync-client.ts'

const CONNECT_LIMIT_MS = 10_000
const QUIET_LIMIT_MS = 40_000

/** Replays the paper and leaves it complete in the server's storage, for the storm that follows. */
export async function runPaper(endpoint: Endpoint, job: PaperJob): Promise<PaperResult> {
  const { opening, rest, finalState } = splitOpening(loadRecording(job.recording))
  let sender: PaperSender | null = null
  const pair = await Pair.open(endpoint, opening, {
    onReceived: (nextClock) => sender?.received(nextClock),
    onSaved: (count) => sender?.saved(count),
  })
  const { access, author, document, receiver, closed } = pair
  const ahead = job.ahead ?? Number.POSITIVE_INFINITY
  sender = new PaperSender(author, rest, endpoint.dialect === 'scriptorium', ahead)
  const quiet = (): Promise<boolean> => waitUntilQuiet(endpoint, job.quietMs, QUIET_LIMIT_MS)

  const cpuBefore = readProcess(endpoint.pid).cpuSeconds
  const watch = new Stopwatch(endpoint)
  const started = performance.now()
  sender.start()
  await inTime(sender.complete, job.limitMs)
  const elapsedMs = performance.now() - started
  const stretch = watch.read()
  const { delivered, receivedAt, savedAt } = sender
  sender.stop()
  await quiet()
  const cpuSecondsUntilQuiet = readProcess(endpoint.pid).cpuSeconds - cpuBefore

  const state = await checkDocument(endpoint, document, access.cookie, [receiver.kept], finalState)
  pair.close()
  const stored =
    (state.same && state.joiner === 'same') ||
    (await topUp(endpoint, document, access.cookie, finalState, quiet))
  await quiet()
  return {
    kind: 'paper',
    ...stretch,
    transactions: rest.updates.length,
    delivered,
    cpuMicrosPerDelivered: (stretch.cpuSeconds * 1e6) / Math.max(1, delivered),
    cpuSecondsUntilQuiet,
    receivedMs: receivedAt === 0 ? elapsedMs : receivedAt - started,
    onDiskMs: savedAt === 0 ? null : savedAt - started,
    lost: receiver.gaps,
    state,
    closed,
    access: stored ? access : { ...access, documents: [] },
  }
}

/** Gives a server that did not finish in time the rest at once. False when it does not hold the paper after it. */
async function topUp(
  endpoint: Endpoint,
  document: string,
  cookie: string | null,
  finalState: Uint8Array,
  quiet: () => Promise<boolean>,
): Promise<boolean> {
  if (endpoint.dialect === 'relay') return false
  await quiet()
  const ignore = (): void => undefined
  const client = new SyncClient({ endpoint, document, cookie, onUpdate: ignore, onLost: ignore })
  if (!(await inTime(client.synced, CONNECT_LIMIT_MS))) return false
  client.sendUpdates(client.frame(writeUpdate(finalState)), 1)
  await quiet()
  client.close()
  const late = await joinLate(endpoint, document, cookie)
  return late !== null && holds(late, finalState)
}
