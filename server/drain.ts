import type { Server } from 'node:http'
import type { Logger } from 'pino'
import type { Close } from '../lib/close-codes.ts'

/** Who is sent away. */
export interface Leaving {
  stopReading(): void
  close(close: Close): void
  terminate(): void
}

export interface DrainContext {
  readonly door: Server
  readonly connections: () => readonly Leaving[]
  /** Resolves once nothing waits for the disk. */
  readonly drained: () => Promise<void>
  readonly logger: Logger
}

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
  { door, connections, drained, logger }: DrainContext,
): Promise<void> {
  const here = connections()
  logger.info({ reason, connections: here.length }, 'draining')
  const step = SPREAD_MS / Math.max(1, here.length)
  const leaving = here.map(async (connection, i) => {
    await pause(i * step)
    connection.stopReading()
    await within(drained(), FLUSH_MS)
    connection.close(CLOSES[reason])
  })
  await Promise.all(leaving)
  await within(untilEmpty(connections), FAREWELL_MS)
  for (const connection of connections()) connection.terminate()
  await within(drained(), FLUSH_MS)
  await new Promise<void>((resolve) => {
    door.close(() => resolve())
    door.closeAllConnections()
  })
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const within = (work: Promise<void>, ms: number): Promise<void> => Promise.race([work, pause(ms)])

async function untilEmpty(connections: DrainContext['connections']): Promise<void> {
  while (connections().length > 0) await pause(10)
}
