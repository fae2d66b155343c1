import type { DocumentId } from '../lib/ids.ts'
import type { Digest } from './workers/digest.ts'
import type { Trial } from './workers/trial.ts'

/** What workers have found out for a write. */
export interface Look {
  /** A worker has just looked at the document: what is known of its size and deletions is exact. */
  readonly measured: boolean
  /** What became of the document with the write in it; null when none has tried it. */
  readonly trial: Trial | null
}

export const UNSEEN: Look = { measured: false, trial: null }

export interface LooksContext {
  readonly document: DocumentId
  /** The last record that was received, and the last that is on disk. */
  readonly lastSeq: () => number
  readonly committed: () => number
  readonly digest: (document: DocumentId) => Promise<Digest>
  readonly tryUpdate: (document: DocumentId, update: Uint8Array) => Promise<Trial>
  readonly onDigest: (digest: Digest) => void
  readonly onUnreadable: (error: unknown) => void
}

/** Looks that workers take at the document of a room as it is after all that was received until then. */
export class RoomLooks {
  readonly #context: LooksContext
  #waiting: { readonly seq: number; readonly resolve: () => void }[] = []
  #measuring: Promise<void> | null = null
  #ended = false

  constructor(context: LooksContext) {
    this.#context = context
  }

  get isLooking(): boolean {
    return this.#measuring !== null
  }

  /** Has a worker measure the document; several who ask at the same time get one look. */
  async measure(): Promise<Look> {
    this.#measuring ??= this.#measure().finally(() => {
      this.#measuring = null
    })
    await this.#measuring
    return { measured: true, trial: null }
  }

  /** Has a worker try an update. */
  async try(update: Uint8Array): Promise<Look> {
    await this.untilCommitted()
    if (this.#ended) return UNSEEN
    return { measured: true, trial: await this.#context.tryUpdate(this.#context.document, update) }
  }

  /** Resolves when all that was received until now is on disk, or the room has ended. */
  untilCommitted(): Promise<void> {
    const { lastSeq, committed } = this.#context
    const seq = lastSeq()
    if (seq <= committed() || this.#ended) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ seq, resolve }))
  }

  onCommitted(upTo: number): void {
    for (const { seq, resolve } of this.#waiting) if (seq <= upTo) resolve()
    this.#waiting = this.#waiting.filter(({ seq }) => seq > upTo)
  }

  /** Nobody waits any longer. */
  end(): void {
    this.#ended = true
    for (const { resolve } of this.#waiting.splice(0)) resolve()
  }

  async #measure(): Promise<void> {
    const { document, digest, onDigest, onUnreadable } = this.#context
    try {
      await this.untilCommitted()
      if (!this.#ended) onDigest(await digest(document))
    } catch (error) {
      onUnreadable(error)
    }
  }
}
