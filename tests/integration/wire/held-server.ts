import { readConfig } from '../../../server/config.ts'
import { createLogger } from '../../../server/logger.ts'
import { type RunningServer, startServer } from '../../../server/server.ts'
import { TestServer } from '../test-server.ts'

/** The server inside this process, with a disk that waits, or takes nothing, when told so. */
export class HeldServer extends TestServer {
  #gate: Promise<void> = Promise.resolve()
  #running: RunningServer | null = null
  /** Whether the disk takes nothing. */
  failing = false

  override async start(): Promise<void> {
    const result = readConfig({ DATA_DIR: this.dataDir, PORT: '0', RATE_LIMITS: 'off' })
    if (!result.ok) throw new Error(result.problems.join('\n'))
    this.#running = await startServer(result.config, {
      logger: createLogger('fatal'),
      wrapLog: (log) => ({
        ...log,
        read: (document) => this.#gate.then(() => log.read(document)),
        append: (batch) => (this.failing ? Promise.reject(new Error('disk I/O error')) : log.append(batch)),
      }),
    })
    this.url = this.#running.url
    this.port = Number(new URL(this.url).port)
  }

  /** What is read waits. Returns what lets the disk go on. */
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
