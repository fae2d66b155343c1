import type { Server } from 'node:http'
import type { Logger } from 'pino'
import type { Close } from '../lib/close-codes.ts'
import type { Committer } from './committer.ts'
import type { SyncEndpoint } from './sync-endpoint.ts'

/** Restarting: clients come back by themselves. Stopping: for good. */
export type DrainReason = 'restart' | 'stop'

const CLOSES: Readonly<Record<DrainReason, Close>> = {
  restart: { code: 1012, word: 'restart' },
  stop: { code: 1001, word: 'stop' },
}
/** Closes are spread over this time, so that not everybody comes back in the same moment. */
const SPREAD_MS = 1_000
/** Time that peers have to answer their close. */
const FAREWELL_MS = 2_000
/** Time that the disk has for what was received. */
const FLUSH_MS = 5_000

/**
 * Ends service: new handshakes are already refused with 503; what was received is committed and acknowledged, then
 * every connection is closed with its code. Takes at most the sum of the three times above.
 */
export async function drain(
  reason: DrainReason,
  {
    door,
    endpoint,
    committer,
    logger,
  }: { door: Server; endpoint: SyncEndpoint; committer: Committer; logger: Logger },
): Promise<void> {
  const connections = [...endpoint.connections]
  logger.info({ reason, connections: connections.length }, 'draining')
  const step = SPREAD_MS / Math.max(1, connections.length)
  const leaving = connections.map(async (connection, i) => {
    await pause(i * step)
    connection.stopReading()
    await within(committer.drained(), FLUSH_MS)
    connection.close(CLOSES[reason])
  })
  await Promise.all(leaving)
  await within(untilEmpty(endpoint), FAREWELL_MS)
  for (const connection of endpoint.connections) connection.terminate()
  await within(committer.drained(), FLUSH_MS)
  await new Promise<void>((resolve) => {
    door.close(() => resolve())
    door.closeAllConnections()
  })
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const within = (work: Promise<void>, ms: number): Promise<void> => Promise.race([work, pause(ms)])

async function untilEmpty(endpoint: SyncEndpoint): Promise<void> {
  while (endpoint.connections.size > 0) await pause(10)
}
