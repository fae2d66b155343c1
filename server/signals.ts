import type { Logger } from 'pino'
import type { RunningServer } from './server.ts'

/** A process that has not ended by itself after this long is ended: nothing waits for a hanging disk. */
const HARD_LIMIT_MS = 9_500

/** SIGTERM restarts (1012), SIGINT stops for good (1001); a second signal ends at once. Exit code 0 when clean. */
export function stopOnSignals(
  server: RunningServer,
  logger: Logger,
  also: () => void = () => undefined,
): void {
  let stopping = false
  const stop = (reason: 'restart' | 'stop') => (): void => {
    if (stopping) process.exit(1)
    stopping = true
    setTimeout(() => {
      logger.error('the server did not stop in time')
      process.exit(1)
    }, HARD_LIMIT_MS).unref()
    server.stop(reason).then(
      () => {
        also()
        process.exit(0)
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the server did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop('restart'))
  process.on('SIGINT', stop('stop'))
}
