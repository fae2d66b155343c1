import { setTimeout as sleep } from 'node:timers/promises'
import { HEARTBEAT, writeUpdate } from '../../lib/wire.ts'
import { loadPaper, type Paper } from '../paper.ts'
import { monotonicMicros, readProcess, waitUntilQuiet } from '../process-stats.ts'
import { createAccess } from './access.ts'
import type { Endpoint, PaperJob, PaperResult } from './job.ts'
import { FIRST_CLIENT_ID } from './keystrokes.ts'
import { PaperSender } from './paper-sender.ts'
import { Receiver } from './receiver.ts'
import { checkDocument, holds, inTime, joinLate } from './state-check.ts'
import { SyncClient } from './sync-client.ts'

const CONNECT_LIMIT_MS = 10_000
/** For the paragraph to arrive before the clock starts. */
const OPENING_MS = 500
/** A watcher says something this often: some servers close a line that is silent for 60 s. */
const KEEP_ALIVE_MS = 15_000
const QUIET_LIMIT_MS = 40_000

/** Replays the paper and leaves it complete in the server's storage, for the storm that follows. */
export async function runPaper(endpoint: Endpoint, job: PaperJob): Promise<PaperResult> {
  const paper = loadPaper(job.paper)
  const access = await createAccess(endpoint, 1)
  const [document = ''] = access.documents
  const closed: Record<string, number> = {}
  const onLost = (why: string): void => {
    closed[why] = (closed[why] ?? 0) + 1
  }
  const line = { endpoint, document, cookie: access.cookie, onLost }

  const receiver = new Receiver({ firstClient: FIRST_CLIENT_ID, clients: 1, self: -1, keep: true })
  const watcher = new SyncClient({
    ...line,
    onUpdate: (bytes, start, end) => {
      receiver.onUpdate(bytes, start, end)
      sender.received(receiver.next[0] ?? 0)
    },
  })
  const author = new SyncClient({
    ...line,
    onUpdate: () => undefined,
    onSaved: (count) => sender.saved(count),
  })
  const ahead = job.ahead ?? Number.POSITIVE_INFINITY
  const sender = new PaperSender(author, paper, endpoint.dialect === 'scriptorium', ahead)
  const quiet = (): Promise<boolean> => waitUntilQuiet(endpoint, job.quietMs, QUIET_LIMIT_MS)
  if (!(await inTime(Promise.all([watcher.synced, author.synced]), CONNECT_LIMIT_MS))) {
    throw new Error(`could not connect: ${JSON.stringify(closed)}`)
  }
  const keepAlive = setInterval(() => watcher.sendOther(HEARTBEAT), KEEP_ALIVE_MS)
  author.sendUpdates(author.frame(writeUpdate(paper.opening)), 1)
  await sleep(OPENING_MS)

  const before = readProcess(endpoint.pid).cpuSeconds
  const ownBefore = process.cpuUsage()
  const from = monotonicMicros()
  const started = performance.now()
  sender.start()
  await inTime(sender.complete, job.limitMs)
  const elapsedMs = performance.now() - started
  const own = process.cpuUsage(ownBefore)
  const { cpuSeconds: after, rssBytes } = readProcess(endpoint.pid)
  const to = monotonicMicros()
  const { delivered, receivedAt, savedAt } = sender
  sender.stop()
  await quiet()
  const afterwards = readProcess(endpoint.pid).cpuSeconds

  const state = await checkDocument(endpoint, document, access.cookie, [receiver.kept], paper.finalState)
  clearInterval(keepAlive)
  author.close()
  watcher.close()
  const stored =
    (state.same && state.joiner === 'same') || (await topUp(endpoint, document, access.cookie, paper, quiet))
  await quiet()
  return {
    kind: 'paper',
    transactions: paper.updates.length,
    delivered,
    span: { from, to },
    cpuSeconds: after - before,
    cpuMicrosPerDelivered: ((after - before) * 1e6) / Math.max(1, delivered),
    cpuSecondsUntilQuiet: afterwards - before,
    receivedMs: receivedAt === 0 ? elapsedMs : receivedAt - started,
    onDiskMs: savedAt === 0 ? null : savedAt - started,
    rssBytes,
    lost: receiver.gaps,
    state,
    closed,
    generator: { cpuShare: (own.user + own.system) / 1000 / elapsedMs, latestSendMs: 0 },
    access: stored ? access : { ...access, documents: [] },
  }
}

/** Gives a server that did not finish in time the rest at once. False when it does not hold the paper after it. */
async function topUp(
  endpoint: Endpoint,
  document: string,
  cookie: string | null,
  paper: Paper,
  quiet: () => Promise<boolean>,
): Promise<boolean> {
  if (endpoint.dialect === 'relay') return false
  await quiet()
  const ignore = (): void => undefined
  const client = new SyncClient({ endpoint, document, cookie, onUpdate: ignore, onLost: ignore })
  if (!(await inTime(client.synced, CONNECT_LIMIT_MS))) return false
  client.sendUpdates(client.frame(writeUpdate(paper.finalState)), 1)
  await quiet()
  client.close()
  const late = await joinLate(endpoint, document, cookie)
  return late !== null && holds(late, paper.finalState)
}
