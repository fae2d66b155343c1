import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { writeUpdate } from '../../lib/wire.ts'
import { waitUntilQuiet } from '../process-stats.ts'
import { finalClocks, loadRecording, type Recording } from '../recording.ts'
import { createAccess } from './access.ts'
import type { Endpoint, SeedJob } from './job.ts'
import { FIRST_CLIENT_ID } from './keystrokes.ts'
import { Receiver } from './receiver.ts'
import type { SeedResult } from './results.ts'
import { holds, inTime, joinLate } from './state-check.ts'
import { Stopwatch } from './stopwatch.ts'
import { SyncClient } from './sync-client.ts'

const CONNECT_LIMIT_MS = 10_000
const POLL_MS = 5

/** What one author writes in one go. */
interface Turn {
  readonly author: number
  readonly updates: readonly Uint8Array[]
  readonly nextClock: number
}

/** Leaves a recording complete in the server's storage. */
export async function runSeed(endpoint: Endpoint, job: SeedJob): Promise<SeedResult> {
  const recording = loadRecording(job.recording)
  const access = await createAccess(endpoint, 1)
  const [document = ''] = access.documents
  const closed: Record<string, number> = {}
  const onLost = (why: string): void => {
    closed[why] = (closed[why] ?? 0) + 1
  }
  const line = { endpoint, document, cookie: access.cookie, onLost }
  const turns = turnsOf(recording)
  const receiver = new Receiver({
    firstClient: FIRST_CLIENT_ID,
    clients: finalClocks(recording).length,
    self: -1,
    keep: false,
  })
  const watcher = new SyncClient({ ...line, onUpdate: receiver.onUpdate })
  if (!(await inTime(watcher.synced, CONNECT_LIMIT_MS))) {
    throw new Error(`could not connect: ${JSON.stringify(closed)}`)
  }
  const watch = new Stopwatch(endpoint)
  const deadline = performance.now() + job.limitMs
  for (const { author, updates, nextClock } of turns) {
    // an editor that has the document so far: what it writes refers to all of it
    const client = new SyncClient({
      ...line,
      holding: { stateVector: stateVectorOf(receiver.next), step2: new Uint8Array([0, 0]) },
      onUpdate: () => undefined,
    })
    if (!(await inTime(client.synced, CONNECT_LIMIT_MS))) break
    client.sendUpdates(
      Buffer.concat(updates.map((update) => client.frame(writeUpdate(update)))),
      updates.length,
    )
    while ((receiver.next[author] ?? 0) < nextClock && performance.now() < deadline) await sleep(POLL_MS)
    client.close()
  }
  const stretch = watch.read()
  await waitUntilQuiet(endpoint, job.quietMs, job.limitMs)
  const late = await joinLate(endpoint, document, access.cookie)
  watcher.close()
  const stored = late !== null && holds(late, recording.finalState)
  return {
    kind: 'seed',
    ...stretch,
    access: stored ? access : { ...access, documents: [] },
    lost: receiver.gaps,
    closed,
  }
}

function turnsOf({ updates, authors, clocks }: Recording): Turn[] {
  const turns: { author: number; updates: Uint8Array[]; nextClock: number }[] = []
  for (const [i, update] of updates.entries()) {
    const author = authors[i] ?? 0
    const last = turns.at(-1)
    const nextClock = clocks[i] ?? 0
    if (last?.author === author) {
      last.updates.push(update)
      last.nextClock = nextClock
    } else turns.push({ author, updates: [update], nextClock })
  }
  return turns
}

function stateVectorOf(next: Uint32Array): Uint8Array {
  const clocks = [...next].map((clock, author) => [FIRST_CLIENT_ID + author, clock] as const)
  return Y.encodeStateVector(new Map(clocks.filter(([, clock]) => clock > 0)))
}
