import { setTimeout as sleep } from 'node:timers/promises'
import { loadPaper } from '../paper.ts'
import { monotonicMicros, readProcess, waitUntilQuiet } from '../process-stats.ts'
import type { Endpoint, StormJob, StormResult } from './job.ts'
import { FIRST_CLIENT_ID } from './keystrokes.ts'
import { LatencyRecorder } from './latency-recorder.ts'
import { Receiver } from './receiver.ts'
import { checkDocument, inTime } from './state-check.ts'
import { SyncClient } from './sync-client.ts'

/** Replicas compared with the paper at the end. */
const COMPARED_REPLICAS = 3
/** The server's start must be over before the storm, or its CPU would count. */
const QUIET_MS = 1_000
const QUIET_LIMIT_MS = 10_000
/** CPU that follows the last join (the answers to step 2) belongs to the storm. */
const AFTERMATH_MS = 200

/** Opens one document with many clients at the same moment. */
export async function runStorm(endpoint: Endpoint, job: StormJob): Promise<StormResult> {
  const paper = loadPaper(job.paper)
  const finalClock = paper.clocks.at(-1) ?? 0
  const [document] = job.access.documents
  if (document === undefined) throw new Error('the server did not keep the paper that the storm is to open')
  const closed: Record<string, number> = {}
  const join = new LatencyRecorder()
  const allComplete = Promise.withResolvers<void>()
  let complete = 0
  await waitUntilQuiet(endpoint, QUIET_MS, QUIET_LIMIT_MS)

  const before = readProcess(endpoint.pid).cpuSeconds
  const from = monotonicMicros()
  const started = performance.now()
  const members = Array.from({ length: job.joins }, (_, index) => {
    const receiver = new Receiver({
      firstClient: FIRST_CLIENT_ID,
      clients: 1,
      self: -1,
      keep: index < COMPARED_REPLICAS,
      onNew: (_author, clock, length) => {
        if (clock + length < finalClock) return
        join.record(performance.now() - started)
        complete++
        if (complete === job.joins) allComplete.resolve()
      },
    })
    const client = new SyncClient({
      endpoint,
      document,
      cookie: job.access.cookie,
      onUpdate: receiver.onUpdate,
      onLost: (why) => {
        closed[why] = (closed[why] ?? 0) + 1
      },
    })
    return { receiver, client }
  })
  await inTime(allComplete.promise, job.limitMs)
  await sleep(AFTERMATH_MS)
  const { cpuSeconds: after, rssBytes } = readProcess(endpoint.pid)
  const to = monotonicMicros()

  const kept = members.slice(0, COMPARED_REPLICAS).map(({ receiver }) => receiver.kept)
  const state = await checkDocument(endpoint, document, job.access.cookie, kept, paper.finalState)
  for (const { client } of members) client.close()
  const least = Math.min(...members.map(({ receiver }) => (receiver.next[0] ?? 0) - receiver.gaps))
  return {
    kind: 'storm',
    joins: job.joins,
    complete,
    join: join.summary(),
    worstMissing: 1 - least / finalClock,
    bytesReceived: members.reduce((sum, { client }) => sum + client.bytesReceived, 0),
    span: { from, to },
    cpuSeconds: after - before,
    rssBytes,
    lost: members.reduce((sum, { receiver }) => sum + receiver.gaps, 0),
    state,
    closed,
  }
}
