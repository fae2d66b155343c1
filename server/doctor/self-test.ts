import type { Logger } from 'pino'
import { type AddressContext, checkAddress } from './check-address.ts'

/** After this time a proxy that starts together with the server is there. */
const AFTER_MS = 5_000

/** Looks once, some seconds after the start, whether people reach the server, and says in the log when they do not. */
export function testAddress(address: AddressContext, logger: Logger): void {
  const timer = setTimeout(() => {
    checkAddress(address).then(
      (findings) => {
        for (const { kind, what, remedy } of findings) {
          if (kind !== 'well') logger.warn({ remedy }, `${what} npm run doctor looks again.`)
        }
      },
      (error: Error) => logger.error({ err: error }, 'the address that people use could not be looked at'),
    )
  }, AFTER_MS)
  timer.unref()
}
