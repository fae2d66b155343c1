import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Endpoint } from './load/job.ts'
import { profilingArguments } from './profile.ts'
import type { Conditions } from './run-workload.ts'
import { REPOSITORY, type ServerKind } from './servers.ts'

const READY_LIMIT_MS = 30_000
const READY_POLL_MS = 50
const READY_REQUEST_LIMIT_MS = 2_000
/** From SIGTERM to SIGKILL. */
const STOP_LIMIT_MS = 10_000
const LOG_TAIL_CHARACTERS = 2_000

/** Delays the system calls that flush; the traced process keeps its parent and its id (-D). */
const slowDisk = (delayMs: number): string[] => [
  'strace',
  ...['-D', '-f', '-qq', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'],
  ...['-e', `inject=fsync,fdatasync:delay_enter=${delayMs * 1_000}`],
]

const running = new Set<ChildProcess>()

/** For the end of the bench by a signal: nothing that it started outlives it. */
export function killAllStarted(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Registers a process that the bench started until it ends. */
export function watchOver(child: ChildProcess): void {
  running.add(child)
  child.once('exit', () => running.delete(child))
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** One server that the bench started, on a loopback port of its own. Its output goes to a file. */
export class ServerProcess {
  readonly endpoint: Endpoint
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, endpoint: Endpoint) {
    this.#child = child
    this.endpoint = endpoint
  }

  /**
   * Resolves when the server answers. With a folder for `profiles` each of its threads leaves a CPU profile there
   * when it ends. @throws Error with the end of its output when it does not in time.
   */
  static async start(
    kind: ServerKind,
    dataDir: string,
    { profiles, slowDiskMs }: Conditions,
  ): Promise<ServerProcess> {
    const port = await freePort()
    const inspectorPort = await freePort()
    const logPath = join(dataDir, 'output.log')
    const log = openSync(logPath, 'a')
    const flags = [
      `--inspect-port=127.0.0.1:${inspectorPort}`,
      ...(profiles === null ? [] : profilingArguments(profiles)),
    ]
    const tracer = slowDiskMs === null ? [] : slowDisk(slowDiskMs)
    const [command = process.execPath, ...rest] = [...tracer, process.execPath, ...flags, kind.script]
    const child = spawn(command, rest, {
      cwd: REPOSITORY,
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: 'production',
        ...kind.environment(port, dataDir),
      },
    })
    closeSync(log)
    watchOver(child)
    const server = new ServerProcess(child, {
      dialect: kind.dialect,
      port,
      pid: child.pid ?? 0,
      inspectorPort,
      profiled: profiles !== null,
    })
    if (await server.#ready(kind.readyPath)) return server
    await server.stop()
    const output = readFileSync(logPath, 'utf8').slice(-LOG_TAIL_CHARACTERS)
    throw new Error(`${kind.label} did not become ready:\n${output}`)
  }

  async #ready(path: string): Promise<boolean> {
    const deadline = performance.now() + READY_LIMIT_MS
    while (performance.now() < deadline && this.#child.exitCode === null && this.#child.pid !== undefined) {
      const status = await statusOf(`http://127.0.0.1:${this.endpoint.port}${path}`)
      if (status === 200) return true
      await sleep(READY_POLL_MS)
    }
    return false
  }

  /** SIGTERM, and SIGKILL to what is still there after the limit. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined)
      return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(kill)
  }
}

/** Null while nobody listens. */
async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(READY_REQUEST_LIMIT_MS) })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}
