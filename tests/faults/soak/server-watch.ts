import { readdirSync, readFileSync } from 'node:fs'
import WebSocket from 'ws'

const BYTES_PER_KB = 1024
/** What the server is asked over the inspector: nothing in the product knows of it. */
const LOOK = `JSON.stringify({
  heap: process.memoryUsage().heapUsed,
  buffers: process.memoryUsage().external,
  timers: process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length,
})`

/** The server at one moment, right after a garbage collection. Octets and counts. */
export interface Sample {
  readonly rss: number
  readonly heap: number
  readonly buffers: number
  readonly timers: number
  readonly files: number
}

interface Answer {
  readonly id: number
  readonly result?: { readonly result?: { readonly value?: unknown } }
  readonly error?: { readonly message: string }
}

/** Looks at a server process from outside: /proc, and Node's inspector (started with `--inspect=127.0.0.1:0`). */
export class ServerWatch {
  readonly #pid: number
  readonly #inspector: WebSocket
  readonly #asked = new Map<number, PromiseWithResolvers<unknown>>()
  #calls = 0

  private constructor(pid: number, inspector: WebSocket) {
    this.#pid = pid
    this.#inspector = inspector
    inspector.on('message', (data) => {
      const { id, result, error } = JSON.parse(String(data)) as Answer
      const asked = this.#asked.get(id)
      this.#asked.delete(id)
      if (error !== undefined) asked?.reject(new Error(error.message))
      else asked?.resolve(result?.result?.value)
    })
    inspector.on('close', () => {
      for (const { reject } of this.#asked.values()) reject(new Error('the server is gone'))
    })
  }

  /** `inspectorUrl` is what Node prints at start. */
  static async attach(pid: number, inspectorUrl: string): Promise<ServerWatch> {
    const inspector = new WebSocket(inspectorUrl)
    await new Promise((resolve, reject) => inspector.once('open', resolve).once('error', reject))
    return new ServerWatch(pid, inspector)
  }

  async sample(): Promise<Sample> {
    await this.#call('HeapProfiler.collectGarbage')
    const value = await this.#call('Runtime.evaluate', { expression: LOOK, returnByValue: true })
    const inside = JSON.parse(String(value)) as Pick<Sample, 'heap' | 'buffers' | 'timers'>
    const status = readFileSync(`/proc/${this.#pid}/status`, 'latin1')
    const rss = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * BYTES_PER_KB
    return { ...inside, rss, files: readdirSync(`/proc/${this.#pid}/fd`).length }
  }

  close(): void {
    this.#inspector.terminate()
  }

  #call(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#calls
    const asked = Promise.withResolvers<unknown>()
    this.#asked.set(id, asked)
    this.#inspector.send(JSON.stringify({ id, method, params }))
    return asked.promise
  }
}
