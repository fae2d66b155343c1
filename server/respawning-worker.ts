import type { Transferable } from 'node:worker_threads'
import { WorkerCalls } from './worker-calls.ts'

/** A worker thread that is started again by the first call after it crashed. Calls under way then reject. */
export class RespawningWorker {
  readonly #file: URL
  readonly #data: unknown
  readonly #onCrash: (error: Error) => void
  #calls: Promise<WorkerCalls> | null

  private constructor(file: URL, data: unknown, onCrash: (error: Error) => void, calls: WorkerCalls) {
    this.#file = file
    this.#data = data
    this.#onCrash = onCrash
    this.#calls = Promise.resolve(calls)
  }

  /** Starts `file` with `data`; rejects with what the worker threw while it started. */
  static async start(file: URL, data: unknown, onCrash: (error: Error) => void): Promise<RespawningWorker> {
    let worker: RespawningWorker | null = null
    const calls = await WorkerCalls.start(file, data, (error) => {
      if (worker !== null) worker.#crashed(error)
    })
    worker = new RespawningWorker(file, data, onCrash, calls)
    return worker
  }

  async call<T>(
    method: string,
    args: readonly unknown[],
    transfer: readonly Transferable[] = [],
  ): Promise<T> {
    if (this.#calls === null) {
      const starting = WorkerCalls.start(this.#file, this.#data, (error) => this.#crashed(error))
      starting.catch((error: Error) => this.#crashed(error))
      this.#calls = starting
    }
    const calls = await this.#calls
    return calls.call<T>(method, args, transfer)
  }

  /** Ends the thread after all calls that were made before. */
  async close(): Promise<void> {
    await (await this.#calls)?.close()
  }

  #crashed(error: Error): void {
    this.#calls = null
    this.#onCrash(error)
  }
}
