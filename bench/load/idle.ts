import { setTimeout as sleep } from 'node:timers/promises'
import { openFilesLimit, readProcess, waitUntilQuiet } from '../process-stats.ts'
import { createAccess } from './access.ts'
import { collectedMemory } from './inspector.ts'
import type { Access, Endpoint, IdleJob } from './job.ts'
import type { IdleResult } from './results.ts'
import { inTime } from './state-check.ts'
import { Stopwatch } from './stopwatch.ts'
import { SyncClient } from './sync-client.ts'

const CONNECTING_AT_ONCE = 50
const BATCH_LIMIT_MS = 10_000
const QUIET_LIMIT_MS = 15_000
/** What a server has open besides its connections, with room to spare. */
const OTHER_FILES = 200

/** Opens connections that do nothing, reads what they cost, and whether it is given back when they have left. */
export async function runIdle(endpoint: Endpoint, job: IdleJob): Promise<IdleResult> {
  const connections = job.documents * job.perDocument
  const openFiles = openFilesLimit()
  if (connections + OTHER_FILES > openFiles) {
    throw new Error(`${connections} connections are more than "ulimit -Hn" allows (${openFiles})`)
  }
  const access = await createAccess(endpoint, job.documents)
  const closed: Record<string, number> = {}
  const quiet = (): Promise<boolean> => waitUntilQuiet(endpoint, job.settleMs, QUIET_LIMIT_MS)
  await quiet()
  const before = await collectedMemory(endpoint)
  await quiet()

  const watch = new Stopwatch(endpoint)
  const clients = await connect(endpoint, job, access, closed)
  const stretch = watch.read()
  await quiet()
  const settled = readProcess(endpoint.pid)
  await sleep(job.watchMs)
  const watched = readProcess(endpoint.pid)
  const during = await collectedMemory(endpoint)

  for (const client of clients) client.close()
  await sleep(job.leaveMs)
  await quiet()
  const after = await collectedMemory(endpoint)
  return {
    kind: 'idle',
    ...stretch,
    documents: job.documents,
    connections: clients.length,
    bytesPerConnection: (watched.rssBytes - before.rssBytes) / clients.length,
    collectedBytesPerConnection: (during.rssBytes - before.rssBytes) / clients.length,
    idleCpuShare: ((watched.cpuSeconds - settled.cpuSeconds) * 1000) / job.watchMs,
    before,
    during,
    after,
    closed,
    lost: 0,
  }
}

async function connect(
  endpoint: Endpoint,
  { documents, perDocument }: IdleJob,
  access: Access,
  closed: Record<string, number>,
): Promise<SyncClient[]> {
  const clients: SyncClient[] = []
  const connections = documents * perDocument
  while (clients.length < connections) {
    const count = Math.min(CONNECTING_AT_ONCE, connections - clients.length)
    const batch = Array.from({ length: count }, (_, i) => {
      return new SyncClient({
        endpoint,
        document: access.documents[Math.floor((clients.length + i) / perDocument)] ?? '',
        cookie: access.cookie,
        onUpdate: () => undefined,
        onLost: (why) => {
          closed[why] = (closed[why] ?? 0) + 1
        },
      })
    })
    clients.push(...batch)
    if (!(await inTime(Promise.all(batch.map((client) => client.synced)), BATCH_LIMIT_MS))) {
      throw new Error(`connections did not open: ${JSON.stringify(closed)}`)
    }
  }
  return clients
}
