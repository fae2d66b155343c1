import { readConfig } from '../../../server/config.ts'
import { createLogger } from '../../../server/logger.ts'
import { type RunningServer, startServer } from '../../../server/server.ts'
import { TestServer } from '../test-server.ts'

/** The server inside this process. Told to hold, documents that are loaded wait in front of the disk. */
export class HeldServer extends TestServer {
  #gate: Promise<void> = Promise.resolve()
  #running: RunningServer | null = null

  override async start(): Promise<void> {
    const result = readConfig({ DATA_DIR: this.dataDir, PORT: '0', RATE_LIMITS: 'off' })
    if (!result.ok) throw new Error(result.problems.join('\n'))
    this.#running = await startServer(result.config, {
      logger: createLogger('error'),
      wrapLog: (log) => ({ ...log, read: (document) => this.#gate.then(() => log.read(document)) }),
    })
    this.url = this.#running.url
    this.port = Number(new URL(this.url).port)
  }

  /** Returns what lets the disk go on. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#gate = promise
    return resolve
  }

  override async dispose(): Promise<void> {
    await this.#running?.stop('stop')
    await super.dispose()
  }
}
