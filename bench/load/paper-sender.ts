import { writeUpdate } from '../../lib/wire.ts'
import type { Recording } from '../recording.ts'
import type { SyncClient } from './sync-client.ts'

/** Updates written to the socket in one call. */
const UPDATES_PER_WRITE = 256

interface Chunk {
  readonly frames: Buffer
  readonly count: number
}

/** Sends a paper as fast as the server takes it, and sees when it has arrived and when it is on disk. */
export class PaperSender {
  readonly #author: SyncClient
  readonly #paper: Pick<Recording, 'updates' | 'clocks'>
  readonly #acknowledges: boolean
  readonly #ahead: number
  readonly #chunks: Chunk[] = []
  readonly #complete = Promise.withResolvers<void>()
  #nextChunk = 0
  #sent = 0
  #blocked = false
  #running = false
  #allWrites = Number.POSITIVE_INFINITY
  /** Transactions that the second client has. */
  delivered = 0
  /** When the last one arrived there, and when the last one was called saved; 0 before. */
  receivedAt = 0
  savedAt = 0

  /**
   * Frames the whole paper, which takes a moment. `acknowledges`: whether the server says `saved`. `ahead`: how
   * many transactions the author may be ahead of the second client, so that what is measured is the serving of
   * keystrokes and not of a queue that only grows.
   */
  constructor(
    author: SyncClient,
    paper: Pick<Recording, 'updates' | 'clocks'>,
    acknowledges: boolean,
    ahead: number,
  ) {
    this.#author = author
    this.#paper = paper
    this.#acknowledges = acknowledges
    this.#ahead = ahead
    for (let i = 0; i < paper.updates.length; i += UPDATES_PER_WRITE) {
      const updates = paper.updates.slice(i, i + UPDATES_PER_WRITE)
      const frames = Buffer.concat(updates.map((update) => author.frame(writeUpdate(update))))
      this.#chunks.push({ frames, count: updates.length })
    }
  }

  /** Resolves when the second client has all and, where the server says so, all is on disk. */
  get complete(): Promise<void> {
    return this.#complete.promise
  }

  start(): void {
    this.#running = true
    this.#allWrites = this.#author.writesSent + this.#paper.updates.length
    this.#pump()
  }

  stop(): void {
    this.#running = false
  }

  /** The second client's next clock of the author. */
  received(nextClock: number): void {
    const { clocks } = this.#paper
    while (this.delivered < this.#sent && (clocks[this.delivered] ?? 0) <= nextClock) this.delivered++
    if (this.delivered === clocks.length && this.receivedAt === 0) {
      this.receivedAt = performance.now()
      this.#settle()
    }
    this.#pump()
  }

  /** The server's count of this author's writes on disk. */
  saved(count: number): void {
    if (count < this.#allWrites || this.savedAt !== 0) return
    this.savedAt = performance.now()
    this.#settle()
  }

  #settle(): void {
    if (this.receivedAt !== 0 && (this.savedAt !== 0 || !this.#acknowledges)) this.#complete.resolve()
  }

  #pump(): void {
    while (this.#running && !this.#blocked && this.#sent - this.delivered < this.#ahead) {
      const chunk = this.#chunks[this.#nextChunk]
      if (chunk === undefined) return
      this.#nextChunk++
      this.#sent += chunk.count
      if (!this.#author.sendUpdates(chunk.frames, chunk.count)) this.#waitForDrain()
    }
  }

  #waitForDrain(): void {
    this.#blocked = true
    this.#author.onceDrained(() => {
      this.#blocked = false
      this.#pump()
    })
  }
}
