import { writeUpdate } from '../../lib/wire.ts'
import { FIRST_CLIENT_ID, PARAGRAPH_CLOCKS, type Script, writeScript } from './keystrokes.ts'
import type { LatencyRecorder } from './latency-recorder.ts'
import type { SyncClient } from './sync-client.ts'

/** Someone who types: a script, and how far it has been sent. */
export class Author {
  readonly script: Script
  readonly #client: SyncClient
  readonly #charactersPerKey: number
  readonly #frames: readonly Buffer[]
  /** When keystroke k left, on the clock of `performance.now()`. */
  readonly #sentAt: Float64Array
  #savedWrites = 0
  /** Keystrokes that have left. */
  sent = 0

  /** Writes and frames all keystrokes, which takes a moment. */
  constructor(index: number, client: SyncClient, keystrokes: number, charactersPerKey: number) {
    this.script = writeScript(FIRST_CLIENT_ID + index, keystrokes, charactersPerKey)
    this.#client = client
    this.#charactersPerKey = charactersPerKey
    this.#frames = this.script.keystrokes.map((update) => client.frame(writeUpdate(update)))
    this.#sentAt = new Float64Array(keystrokes)
  }

  /** The author's paragraph appears. After this its writes are keystrokes only. */
  open(): void {
    this.#client.sendUpdates(this.#client.frame(writeUpdate(this.script.opening)), 1)
  }

  /** The next keystroke leaves. */
  type(): void {
    const frame = this.#frames[this.sent]
    if (frame === undefined) return
    this.#sentAt[this.sent] = performance.now()
    this.sent++
    this.#client.sendUpdates(frame, 1)
  }

  /** The clock that follows the last keystroke sent. */
  get nextClock(): number {
    return PARAGRAPH_CLOCKS + this.sent * this.#charactersPerKey
  }

  /** Records for each keystroke that is complete with this run of clocks how long ago it left. */
  received(clock: number, length: number, since: number, latency: LatencyRecorder): void {
    const from = Math.ceil((clock - PARAGRAPH_CLOCKS + 1) / this.#charactersPerKey)
    const to = Math.floor((clock + length - PARAGRAPH_CLOCKS) / this.#charactersPerKey)
    for (let key = Math.max(1, from); key <= to; key++) this.#record(key - 1, since, latency)
  }

  /** Records for each keystroke that is on disk now that the line's first `count` writes are how long ago it left. */
  saved(count: number, since: number, latency: LatencyRecorder): void {
    // the last writes of a line are keystrokes, so they are counted from the back
    const others = this.#client.writesSent - this.sent
    const from = Math.max(this.#savedWrites, others)
    this.#savedWrites = count
    for (let write = from; write < count; write++) this.#record(write - others, since, latency)
  }

  /** What left before `since` does not count. */
  #record(keystroke: number, since: number, latency: LatencyRecorder): void {
    const sentAt = this.#sentAt[keystroke] ?? 0
    if (sentAt >= since) latency.record(performance.now() - sentAt)
  }

  /** Everything that has left. */
  get written(): readonly Uint8Array[] {
    return [this.script.opening, ...this.script.keystrokes.slice(0, this.sent)]
  }
}
