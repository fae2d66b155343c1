import { setTimeout as sleep } from 'node:timers/promises'
import { monotonicMicros, readProcess, waitUntilQuiet } from '../process-stats.ts'
import { createAccess } from './access.ts'
import type { Endpoint, IdleJob, IdleResult } from './job.ts'
import { inTime } from './state-check.ts'
import { SyncClient } from './sync-client.ts'

const CONNECTING_AT_ONCE = 50
const BATCH_LIMIT_MS = 10_000
const QUIET_LIMIT_MS = 15_000

/** Opens connections that do nothing and reads what they cost. */
export async function runIdle(endpoint: Endpoint, job: IdleJob): Promise<IdleResult> {
  const access = await createAccess(endpoint, job.documents)
  const closed: Record<string, number> = {}
  await waitUntilQuiet(endpoint, job.settleMs, QUIET_LIMIT_MS)
  const before = readProcess(endpoint.pid)
  const from = monotonicMicros()

  const clients: SyncClient[] = []
  const connections = job.documents * job.perDocument
  while (clients.length < connections) {
    const batch = Array.from(
      { length: Math.min(CONNECTING_AT_ONCE, connections - clients.length) },
      (_, i) => {
        const document = access.documents[Math.floor((clients.length + i) / job.perDocument)] ?? ''
        return new SyncClient({
          endpoint,
          document,
          cookie: access.cookie,
          onUpdate: () => undefined,
          onLost: (why) => {
            closed[why] = (closed[why] ?? 0) + 1
          },
        })
      },
    )
    clients.push(...batch)
    if (!(await inTime(Promise.all(batch.map((client) => client.synced)), BATCH_LIMIT_MS))) {
      throw new Error(`connections did not open: ${JSON.stringify(closed)}`)
    }
  }
  await waitUntilQuiet(endpoint, job.settleMs, QUIET_LIMIT_MS)
  const settled = readProcess(endpoint.pid)
  await sleep(job.watchMs)
  const after = readProcess(endpoint.pid)
  const to = monotonicMicros()
  for (const client of clients) client.close()
  return {
    kind: 'idle',
    connections,
    bytesPerConnection: (after.rssBytes - before.rssBytes) / connections,
    idleCpuShare: ((after.cpuSeconds - settled.cpuSeconds) * 1000) / job.watchMs,
    span: { from, to },
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    rssBytes: after.rssBytes,
    closed,
    lost: 0,
  }
}
