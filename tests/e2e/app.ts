import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The whole product as `npm start` runs it, on a loopback port with a data directory of its own. */
export class App {
  readonly url: string
  readonly #child: ChildProcess
  readonly #dataDir: string

  private constructor(url: string, child: ChildProcess, dataDir: string) {
    this.url = url
    this.#child = child
    this.#dataDir = dataDir
  }

  static async start(): Promise<App> {
    const dataDir = mkdtempSync(join(tmpdir(), 'scriptorium-e2e-'))
    const port = await freePort()
    const child = spawn(process.execPath, ['scripts/start.ts'], {
      env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), RATE_LIMITS: 'off', LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (text: Buffer) => {
        const ready = /ready at (\S+)/.exec(text.toString())
        if (ready?.[1] !== undefined) resolve(ready[1])
      })
      child.once('exit', (code) => reject(new Error(`the app ended with code ${code}`)))
    })
    return new App(url, child, dataDir)
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await gone
    rmSync(this.#dataDir, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
