import type { Logger } from 'pino'
import type { Close } from '../lib/close-codes.ts'
import type { Connection } from './connection.ts'
import { CALM, judgeLoad, type Load, typicalDelay } from './overload.ts'

/** How often the event loop is looked at. */
const LOOK_EVERY_MS = 50
const OVERLOAD: Close = { code: 1013, word: 'overload', retryAfter: 15 }

export interface LoadWatchContext {
  /** In the order in which they came. */
  readonly connections: () => ReadonlySet<Connection>
  readonly logger: Logger
  readonly now: () => number
}

/** Measures how long things wait for the event loop; sends the newest away when it is too long for too long. */
export class LoadWatch {
  readonly #context: LoadWatchContext
  readonly #timer: NodeJS.Timeout
  #gaps: number[] = []
  #lookedAt: number
  #load: Load = CALM

  constructor(context: LoadWatchContext) {
    this.#context = context
    this.#lookedAt = context.now()
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS)
  }

  /** Whether new connections are to be refused. */
  get refusing(): boolean {
    return this.#load.kind === 'refusing'
  }

  /** Call it about every second. */
  tick(at: number): void {
    this.#look()
    const { connections, logger } = this.#context
    const here = connections()
    const delay = typicalDelay(this.#gaps, LOOK_EVERY_MS)
    this.#gaps = []
    const before = this.#load.kind
    const { load, shed } = judgeLoad(this.#load, { at, delay, connections: here.size })
    this.#load = load
    if (load.kind !== before) logger.warn({ delay, connections: here.size }, `load: ${load.kind}`)
    if (shed === 0) return
    logger.warn({ delay, shed }, 'overloaded: the newest connections are sent away')
    const open = [...here].filter((connection) => !connection.closed)
    for (const connection of open.slice(-shed)) connection.close(OVERLOAD)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const at = this.#context.now()
    this.#gaps.push(at - this.#lookedAt)
    this.#lookedAt = at
  }
}
