import { scanUpdate, type VisitClocks } from './update-scan.ts'

/** Updates kept for the comparison at the end, per sampled client. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024

export interface ReceiverOptions {
  /** Client ids `firstClient` to `firstClient + clients - 1` are followed, all others ignored. */
  readonly firstClient: number
  readonly clients: number
  /** The followed client that this receiver is itself; -1 for none. What it wrote is not counted. */
  readonly self: number
  /** Whether to keep what arrives for building a Y.Doc from it. */
  readonly keep: boolean
  /** Takes the place of {@link scanUpdate} where many receivers are sent the same. */
  readonly scan?: (bytes: Buffer, start: number, end: number, visit: VisitClocks) => void
  /** A run of clocks not seen before, for a sample of the receivers. */
  readonly onNew?: (author: number, clock: number, length: number) => void
}

/** What one client has received: for each author the next clock, which is the state vector of its document. */
export class Receiver {
  readonly #options: ReceiverOptions
  readonly next: Uint32Array
  readonly kept: Uint8Array[] = []
  /** Clocks received that were not known before. */
  received = 0
  /** Clocks that were jumped over: the server lost or reordered something. */
  gaps = 0
  #keptBytes = 0

  constructor(options: ReceiverOptions) {
    this.#options = options
    this.next = new Uint32Array(options.clients)
  }

  readonly onUpdate = (bytes: Buffer, start: number, end: number): void => {
    if (this.#options.keep && this.#keptBytes < MAX_KEPT_BYTES) {
      this.kept.push(Uint8Array.prototype.slice.call(bytes, start, end))
      this.#keptBytes += end - start
    }
    const scan = this.#options.scan ?? scanUpdate
    scan(bytes, start, end, this.#visit)
  }

  readonly #visit = (client: number, clock: number, length: number): void => {
    const author = client - this.#options.firstClient
    if (author < 0 || author >= this.next.length || author === this.#options.self) return
    const next = this.next[author] ?? 0
    const stop = clock + length
    if (stop <= next) return
    if (clock > next) this.gaps += clock - next
    const from = Math.max(clock, next)
    this.received += stop - from
    this.next[author] = stop
    this.#options.onNew?.(author, from, stop - from)
  }
}
