/** Files that arrive at once, in all and from one person: each holds a file on the disk. */
const MAX_UPLOADS = 64
const MAX_UPLOADS_PER_USER = 8

/** Counts the files that are arriving. */
export class UploadGate {
  readonly #uploads = new Map<string, number>()
  #total = 0

  /** Lets one in. Returns what ends it, or null when there are too many. */
  enter(userId: string): (() => void) | null {
    const own = this.#uploads.get(userId) ?? 0
    if (own >= MAX_UPLOADS_PER_USER || this.#total >= MAX_UPLOADS) return null
    this.#uploads.set(userId, own + 1)
    this.#total += 1
    return () => {
      const left = (this.#uploads.get(userId) ?? 1) - 1
      if (left > 0) this.#uploads.set(userId, left)
      else this.#uploads.delete(userId)
      this.#total -= 1
    }
  }
}
