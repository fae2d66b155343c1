/**
 * Octets of a document's encoded state without building it: what was measured last plus every record since. Never
 * too small; exact right after a measurement.
 */
export class DocumentSize {
  #base: number
  #measuredSeq = -1
  #since: number

  /** `base` octets of snapshot, `since` octets of records behind it. */
  constructor(base: number, since: number) {
    this.#base = base
    this.#since = since
  }

  get octets(): number {
    return this.#base + this.#since
  }

  add(octets: number): void {
    this.#since += octets
  }

  /** `size` was the encoded state after record `seq`; `since` octets of records came after. Older news is ignored. */
  measured(seq: number, size: number, since: number): void {
    if (seq <= this.#measuredSeq) return
    this.#measuredSeq = seq
    this.#base = size
    this.#since = since
  }
}
