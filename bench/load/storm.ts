import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { waitUntilQuiet } from '../process-stats.ts'
import { finalClocks, loadRecording } from '../recording.ts'
import type { Endpoint, StormJob } from './job.ts'
import { FIRST_CLIENT_ID } from './keystrokes.ts'
import { LatencyRecorder } from './latency-recorder.ts'
import { Receiver } from './receiver.ts'
import type { StormResult } from './results.ts'
import { ScanMemo } from './scan-memo.ts'
import { checkDocument, inTime } from './state-check.ts'
import { Stopwatch } from './stopwatch.ts'
import { type Holding, SyncClient } from './sync-client.ts'

/** Replicas compared with the recording at the end. */
const COMPARED_REPLICAS = 3
/** The server's start must be over before the storm, or its CPU would count. */
const QUIET_MS = 1_000
const QUIET_LIMIT_MS = 10_000
/** CPU that follows the last join (the answers to step 2) belongs to the storm. */
const AFTERMATH_MS = 200

/** Opens one document with many clients at the same moment. */
export async function runStorm(endpoint: Endpoint, job: StormJob): Promise<StormResult> {
  const recording = loadRecording(job.recording)
  const clocks = finalClocks(recording)
  const allClocks = clocks.reduce((sum, clock) => sum + clock, 0)
  const held = job.holding === 'everything' ? recording.finalState : null
  const [document] = job.access.documents
  if (document === undefined) throw new Error('no document to open')
  const closed: Record<string, number> = {}
  const join = new LatencyRecorder()
  const allComplete = Promise.withResolvers<void>()
  const memo = new ScanMemo()
  const holding = held === null ? null : holdingOf(held)
  let complete = 0
  const completed = (): void => {
    join.record(performance.now() - started)
    complete++
    if (complete === job.joins) allComplete.resolve()
  }
  await waitUntilQuiet(endpoint, QUIET_MS, QUIET_LIMIT_MS)

  const watch = new Stopwatch(endpoint)
  const started = performance.now()
  const members = Array.from({ length: job.joins }, (_, index) => {
    const receiver: Receiver = new Receiver({
      firstClient: FIRST_CLIENT_ID,
      clients: clocks.length,
      self: -1,
      keep: index < COMPARED_REPLICAS,
      scan: memo.scan,
      onNew: () => {
        if (holding === null && receiver.received === allClocks) completed()
      },
    })
    const client = new SyncClient({
      endpoint,
      document,
      cookie: job.access.cookie,
      ...(holding === null ? {} : { holding }),
      onUpdate: receiver.onUpdate,
      onLost: (why) => {
        closed[why] = (closed[why] ?? 0) + 1
      },
    })
    // who holds everything is complete with the server's answer
    if (holding !== null) client.synced.then(completed, () => undefined)
    return { receiver, client }
  })
  await inTime(allComplete.promise, job.limitMs)
  await sleep(AFTERMATH_MS)
  const stretch = watch.read()
  const bytesReceived = members.reduce((sum, { client }) => sum + client.bytesReceived, 0)
  const contentReceived = members.reduce((sum, { client }) => sum + client.contentReceived, 0)

  const replicas = members
    .slice(0, COMPARED_REPLICAS)
    .map(({ receiver }) => [...(held === null ? [] : [held]), ...receiver.kept])
  const { cookie } = job.access
  const state = await checkDocument(endpoint, document, cookie, replicas, recording.finalState)
  for (const { client } of members) client.close()
  const least = Math.min(...members.map(({ receiver }) => receiver.received))
  return {
    kind: 'storm',
    ...stretch,
    joins: job.joins,
    complete,
    join: join.summary(),
    worstMissing: held === null ? 1 - least / allClocks : 0,
    bytesReceived,
    contentReceived,
    lost: members.reduce((sum, { receiver }) => sum + (held === null ? receiver.gaps : 0), 0),
    state,
    closed,
  }
}

/** A copy as it lies in an editor that has lost its line. */
function holdingOf(state: Uint8Array): Holding {
  const stateVector = Y.encodeStateVectorFromUpdate(state)
  return { stateVector, step2: Y.diffUpdate(state, stateVector) }
}
