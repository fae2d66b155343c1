import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { writeUpdate } from '../../lib/wire.ts'
import { loadRecording, splitOpening } from '../recording.ts'
import type { Endpoint, TraceJob } from './job.ts'
import { LatencyRecorder } from './latency-recorder.ts'
import { Pair } from './pair.ts'
import type { TraceResult } from './results.ts'
import { buildDoc, checkDocument } from './state-check.ts'
import { Stopwatch } from './stopwatch.ts'
import { Timetable } from './timetable.ts'

const POLL_MS = 20

/** Replays a recording evenly, and takes for each transaction how long it is until the reader, and the disk, has it. */
export async function runTrace(endpoint: Endpoint, job: TraceJob): Promise<TraceResult> {
  const { opening, rest } = splitOpening(loadRecording(job.recording))
  const count = Math.min(rest.updates.length, Math.floor((job.rate * job.windowMs) / 1000))
  const updates = rest.updates.slice(0, count)
  const clocks = rest.clocks.subarray(0, count)
  const sentAt = new Float64Array(count)
  const latency = new LatencyRecorder()
  const saved = new LatencyRecorder()
  let sent = 0
  let delivered = 0
  let onDisk = 0
  /** Writes of the author's line before the first transaction. */
  let others = 0

  const pair = await Pair.open(endpoint, opening, {
    onReceived: (nextClock) => {
      const now = performance.now()
      for (; delivered < sent && (clocks[delivered] ?? 0) <= nextClock; delivered++) {
        // one that only deletes moves no clock: when it came cannot be seen here
        const inserts = (clocks[delivered] ?? 0) > (clocks[delivered - 1] ?? 0)
        if (inserts) latency.record(now - (sentAt[delivered] ?? 0))
      }
    },
    onSaved: (writes) => {
      const now = performance.now()
      for (; onDisk < Math.min(sent, writes - others); onDisk++) saved.record(now - (sentAt[onDisk] ?? 0))
    },
  })
  const { access, author, document, receiver, closed } = pair
  const frames = updates.map((update) => author.frame(writeUpdate(update)))
  others = author.writesSent
  const times = Float64Array.from({ length: count }, (_, i) => (i * 1000) / job.rate)
  const timetable = new Timetable([
    {
      events: { times, who: new Uint32Array(count) },
      act: () => {
        sentAt[sent] = performance.now()
        author.sendUpdates(frames[sent] ?? Buffer.alloc(0), 1)
        sent++
      },
    },
  ])

  const watch = new Stopwatch(endpoint)
  await timetable.followUntil(job.windowMs)
  const stretch = watch.read()
  const atEnd = delivered
  const durable = endpoint.dialect === 'scriptorium'
  const deadline = performance.now() + job.drainMs
  const behind = (): boolean => delivered < count || (durable && onDisk < count)
  while (behind() && performance.now() < deadline) await sleep(POLL_MS)

  const written = Y.encodeStateAsUpdate(buildDoc([opening, ...updates]))
  const state = await checkDocument(endpoint, document, access.cookie, [receiver.kept], written)
  pair.close()
  return {
    kind: 'trace',
    ...stretch,
    transactions: count,
    delivered,
    cpuMicrosPerDelivered: (stretch.cpuSeconds * 1e6) / Math.max(1, atEnd),
    latency: latency.summary(),
    saved: durable ? saved.summary() : null,
    latestSendMs: timetable.latestMs,
    lost: receiver.gaps,
    state,
    closed,
  }
}
