import { type MessagePort, parentPort, type Transferable, Worker } from 'node:worker_threads'

/** A named call into a worker thread, answered once by number. */
interface Call {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}
type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: FlatError }
  | { readonly ready: true }

/** A result together with the buffers that change hands with it. */
export class Transferred<T> {
  readonly value: T
  readonly buffers: Transferable[]

  constructor(value: T, buffers: Transferable[]) {
    this.value = value
    this.buffers = buffers
  }
}

/** Structured clone keeps neither an error's class nor what it carries; this does, as plain data. */
type FlatError = Readonly<Record<string, unknown>> & { readonly message: string }

const flatten = (error: unknown): FlatError =>
  error instanceof Error ? { ...error, name: error.name, message: error.message } : { message: String(error) }

interface Waiting {
  readonly resolve: (result: never) => void
  readonly reject: (error: unknown) => void
}

/** The near end of a worker thread: methods are called by name, one after the other, and answered by promise. */
export class WorkerCalls {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #ended: Promise<void>
  #nextId = 1
  #failure: Error | null = null

  private constructor(worker: Worker, onCrash: (error: Error) => void) {
    this.#worker = worker
    worker.on('message', (answer: Answer) => this.#settle(answer))
    this.#ended = new Promise((resolve) => {
      worker.on('error', (error) => this.#fail(error as Error, onCrash))
      worker.on('exit', (code) => {
        if (code !== 0) this.#fail(new Error(`worker thread ended with code ${code}`), onCrash)
        resolve()
      })
    })
  }

  /** Starts `file` with `data`. Rejects with what the worker threw while it started. */
  static async start(file: URL, data: unknown, onCrash: (error: Error) => void): Promise<WorkerCalls> {
    const worker = new Worker(file, { workerData: data })
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`worker thread ended with code ${code} while starting`)))
    })
    // one by one: removing all at once also takes the listeners that Node itself put there
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
    return new WorkerCalls(worker, onCrash)
  }

  call<T>(method: string, args: readonly unknown[], transfer: readonly Transferable[] = []): Promise<T> {
    if (this.#failure !== null) return Promise.reject(this.#failure)
    return new Promise<T>((resolve, reject) => {
      const id = this.#nextId++
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, method, args } satisfies Call, transfer)
    })
  }

  /** Ends the thread after all calls that were made before. */
  async close(): Promise<void> {
    if (this.#failure === null) await this.call('close', [])
    await this.#ended
  }

  #settle(answer: Answer): void {
    if ('ready' in answer) return
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(Object.assign(new Error(answer.error.message), answer.error))
    else waiting?.resolve(answer.result as never)
  }

  #fail(error: Error, onCrash: (error: Error) => void): void {
    if (this.#failure !== null) return
    this.#failure = error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
    onCrash(error)
  }
}

/** The far end: answers calls with `methods` until `close` is called. Call it once, at the end of starting. */
export function answerCalls(methods: Readonly<Record<string, (...args: never[]) => unknown>>): void {
  const port = parentPort as MessagePort
  port.on('message', async ({ id, method, args }: Call) => {
    try {
      const found = methods[method]
      if (found === undefined) throw new Error(`no method ${method}`)
      const result = await found(...(args as never[]))
      if (result instanceof Transferred) port.postMessage({ id, result: result.value }, result.buffers)
      else port.postMessage({ id, result })
    } catch (error) {
      port.postMessage({ id, error: flatten(error) })
    }
    if (method === 'close') port.close()
  })
  port.postMessage({ ready: true })
}
