import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whose process it is; unless said, of whoever runs the tests. */
interface RunAs {
  readonly uid?: number
  readonly gid?: number
}

/** A real server process on a loopback port, with a data directory of its own. */
export class TestServer {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'scriptorium-'))
  readonly #env: Record<string, string>
  readonly #runAs: RunAs
  #child: ChildProcess | null = null
  url = ''
  port = 0
  errors = ''

  constructor(env: Record<string, string> = {}, runAs: RunAs = {}) {
    this.#env = env
    this.#runAs = runAs
  }

  /** Starts it; after a kill on the port it had, so that clients find it again. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['server/main.ts'], {
      env: {
        ...process.env,
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'warn',
        ...this.#env,
        DATA_DIR: this.dataDir,
        PORT: String(this.port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...this.#runAs,
    })
    this.#child = child
    child.stderr?.on('data', (text: Buffer) => {
      this.errors += text
    })
    this.url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (text: Buffer) => {
        const ready = /ready at (\S+)/.exec(text.toString())
        if (ready?.[1] !== undefined) resolve(ready[1])
      })
      child.once('exit', (code) => reject(new Error(`server ended with code ${code}: ${this.errors}`)))
    })
    this.port = Number(new URL(this.url).port)
  }

  /** Ends it with a signal; resolves with the exit code once it is gone. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
    child.kill(signal)
    return gone
  }

  async dispose(): Promise<void> {
    await this.end('SIGKILL')
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** The process, to be looked at from outside. */
  get pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error('the server is not running')
    return pid
  }

  get socketUrl(): string {
    return this.url.replace('http', 'ws')
  }

  /** Signs in a guest and returns the cookie. */
  async guest(): Promise<string> {
    const answer = await fetch(`${this.url}/api/auth/sign-in/anonymous`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  async request(cookie: string, method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async newDocument(cookie: string, title = ''): Promise<string> {
    const answer = await this.request(cookie, 'POST', '/api/documents', { title })
    if (answer.status !== 201) throw new Error(`no document: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as { id: string }).id
  }
}
