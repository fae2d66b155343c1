import type { TalkCommand, TalkLog, TalkOutcome } from '../talk/talk-log.ts'

/** Commands of one commit at most. */
const MAX_BATCH = 1_000

interface Waiting {
  readonly command: TalkCommand
  readonly tell: (outcome: TalkOutcome | null) => void
}

/**
 * Gathers what people do and commits it in batches: what comes while the disk is at work is the next batch. Outcomes
 * are told in the order of the commands.
 */
export class TalkCommitter {
  readonly #log: TalkLog
  readonly #onFailure: (error: Error) => void
  readonly #onBatch: () => void
  #pending: Waiting[] = []
  #running = false
  #idle: (() => void)[] = []

  /** `onBatch` is called when all outcomes of a commit have been told. */
  constructor(log: TalkLog, onBatch: () => void, onFailure: (error: Error) => void) {
    this.#log = log
    this.#onBatch = onBatch
    this.#onFailure = onFailure
  }

  /** `tell` is called once: with null when the disk failed, and nobody knows whether it was done. */
  submit(command: TalkCommand, tell: Waiting['tell']): void {
    this.#pending.push({ command, tell })
    if (this.#running) return
    this.#running = true
    // not in this turn of the event loop: what else it brings goes into the same commit
    setImmediate(() => void this.#run())
  }

  /** Resolves once nothing waits for the disk. */
  drained(): Promise<void> {
    if (!this.#running) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  async #run(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0, MAX_BATCH)
      const outcomes = await this.#do(batch.map(({ command }) => command))
      for (const [at, { tell }] of batch.entries()) tell(outcomes?.[at] ?? null)
      this.#onBatch()
    }
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  async #do(commands: readonly TalkCommand[]): Promise<readonly TalkOutcome[] | null> {
    try {
      return await this.#log.do(commands)
    } catch (error) {
      this.#onFailure(error instanceof Error ? error : new Error(String(error)))
      return null
    }
  }
}
