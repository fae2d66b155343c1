import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'

/** What a `held-app.ts` is told, and answers with the same word once it is so. */
export type Order = 'hold' | 'release'

/** The whole product on a loopback port with a data directory of its own. */
export class App {
  readonly url: string
  readonly dataDir = mkdtempSync(join(tmpdir(), 'scriptorium-e2e-'))
  readonly #script: string
  readonly #env: Readonly<Record<string, string>>
  readonly #port: number
  #child: ChildProcess | null = null

  private constructor(script: string, port: number, env: Readonly<Record<string, string>>) {
    this.#script = script
    this.#env = env
    this.#port = port
    this.url = `http://127.0.0.1:${port}`
  }

  /** As `npm start` runs it; `script` is what runs instead, `env` what is set besides. */
  static async start(script = 'scripts/start.ts', env: Readonly<Record<string, string>> = {}): Promise<App> {
    const app = new App(script, await freePort(), env)
    await app.restart()
    return app
  }

  /** Starts it where it was, with the data that it had. */
  async restart(): Promise<void> {
    const child = fork(this.#script, [], {
      env: {
        ...process.env,
        DATA_DIR: this.dataDir,
        PORT: String(this.#port),
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'fatal',
        ...this.#env,
      },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (text: Buffer) => {
        if (text.includes('ready at')) resolve()
      })
      child.once('exit', (code) => reject(new Error(`the app ended with code ${code}`)))
    })
  }

  /** Ends it between two instructions, as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  async stop(): Promise<void> {
    await this.kill()
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** Resolves once the child says that it did so. */
  async order(order: Order): Promise<void> {
    const done = this.heard(order)
    this.#child?.send(order)
    await done
  }

  /** Resolves at the next time that the child says `word`. */
  heard(word: string): Promise<void> {
    const child = this.#child
    return new Promise((resolve) => {
      const listen = (message: unknown): void => {
        if (message !== word) return
        child?.off('message', listen)
        resolve()
      }
      child?.on('message', listen)
    })
  }
}
