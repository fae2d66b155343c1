/** The kinds of message that the server counts and acknowledges. */
export type CountedKind = 'step2' | 'update'

interface Unacknowledged {
  /** Its number on this connection, from 1. */
  readonly message: number
  /** All local edits up to this one are on the server once it and an earlier or equal step 2 are. */
  readonly edits: number
}

/**
 * Keeps the books on one document's local edits: which are made, which are sent, which are on the server's disk.
 *
 *   edits       1 2 3 4 5 6 7 8 9        made here, numbered over the life of the page
 *   saved             ^ 3                 acknowledged, whatever the connection
 *   this connection   [step 2: ..6] [7] [8] [9]     sent 4, acked 1 -> saved becomes 6
 *
 * An update says nothing about what was made while the line was down; a step 2 holds all of it. So nothing counts
 * as saved on a connection before its first step 2 does.
 */
export class WriteLedger {
  #edits: number
  #savedEdits = 0
  #sent = 0
  #acked = 0
  #step2: number | null = null
  #waiting: Unacknowledged[] = []
  #unsavedOctets = 0
  #savedAt: number | null = null

  /** `unsaved` edits were found in the local copy of an earlier visit. */
  constructor(unsaved = 0) {
    this.#edits = unsaved
  }

  /** A local edit was made, whether or not it can be sent. */
  edited(octets: number): void {
    this.#edits += 1
    this.#unsavedOctets += octets
  }

  /** Edits of an earlier visit turned up in the local copy. They precede everything made on this page. */
  inherited(count: number): void {
    this.#edits += count
  }

  /** A new connection begins: the server counts from zero again, and what was under way is unknown. */
  connected(): void {
    this.#sent = 0
    this.#acked = 0
    this.#step2 = null
    this.#waiting = []
  }

  /** A message that the server counts has left on the current connection. */
  sent(kind: CountedKind): void {
    this.#sent += 1
    if (kind === 'step2' && this.#step2 === null) this.#step2 = this.#sent
    this.#waiting.push({ message: this.#sent, edits: this.#edits })
  }

  /** The server has the first `count` counted messages of this connection on disk. `now` in ms since the epoch. */
  saved(count: number, now: number): void {
    this.#acked = Math.max(this.#acked, Math.min(count, this.#sent))
    if (this.#step2 === null || this.#acked < this.#step2) return
    const before = this.#savedEdits
    const open = this.#waiting.findIndex((entry) => entry.message > this.#acked)
    const done = this.#waiting.splice(0, open === -1 ? this.#waiting.length : open)
    this.#savedEdits = Math.max(before, done.at(-1)?.edits ?? 0)
    if (this.#savedEdits > before) this.#savedAt = now
    if (this.unsaved === 0) this.#unsavedOctets = 0
  }

  /** Local edits that are known to be on the server's disk. */
  get savedEdits(): number {
    return this.#savedEdits
  }

  /** Local edits that are not known to be on the server's disk. */
  get unsaved(): number {
    return this.#edits - this.#savedEdits
  }

  /** Octets of the updates made since everything was last saved: about what the next step 2 weighs. */
  get unsavedOctets(): number {
    return this.#unsavedOctets
  }

  /** Messages sent on this connection and not acknowledged. */
  get underWay(): number {
    return this.#sent - this.#acked
  }

  /** Everything made here is on the server's disk, and this connection has proved it. */
  get settled(): boolean {
    return (
      this.#step2 !== null && this.#acked >= this.#step2 && this.#acked === this.#sent && this.unsaved === 0
    )
  }

  /** When an edit was last acknowledged, in ms since the epoch. */
  get savedAt(): number | null {
    return this.#savedAt
  }
}
