import { sizeLevel } from '../lib/size-level.ts'

/**
 * Octets of a document's encoded state without building it: what was measured last plus every record since. Never
 * too small; exact right after a measurement.
 */
export class DocumentSize {
  #base: number
  #measuredSeq = -1
  #since: number
  #exact: number

  /** `base` octets of snapshot, `since` octets of records behind it. */
  constructor(base: number, since: number) {
    this.#base = base
    this.#since = since
    this.#exact = since === 0 ? base : 0
  }

  get octets(): number {
    return this.#base + this.#since
  }

  add(octets: number): void {
    this.#since += octets
  }

  /**
   * `size` was the encoded state after record `seq`; `since` octets of records came after. False when that is older
   * news, which is ignored.
   */
  measured(seq: number, size: number, since: number): boolean {
    if (seq <= this.#measuredSeq) return false
    this.#measuredSeq = seq
    this.#base = size
    this.#exact = size
    this.#since = since
    return true
  }

  /**
   * Whether it should be measured soon, for people to be told: it may have reached another level of `cap` than when
   * it was exact, in either direction.
   */
  isInDoubt(cap: number): boolean {
    const level = sizeLevel(this.#exact, cap)
    return sizeLevel(this.octets, cap) !== level || (level > 0 && this.#since > 0)
  }
}
