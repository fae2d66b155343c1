/** Percentiles in milliseconds. All are 0 when there are no samples. */
export interface Latency {
  readonly samples: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** Samples kept; later ones are not recorded. 16 MB, twice what the largest workload yields. */
const MAX_SAMPLES = 4_000_000
const FIRST_CAPACITY = 4_096

/** Collects durations without an allocation per sample. */
export class LatencyRecorder {
  #samples = new Float32Array(FIRST_CAPACITY)
  #count = 0

  record(milliseconds: number): void {
    if (this.#count === MAX_SAMPLES) return
    if (this.#count === this.#samples.length) this.#grow()
    this.#samples[this.#count++] = milliseconds
  }

  #grow(): void {
    const larger = new Float32Array(Math.min(this.#samples.length * 2, MAX_SAMPLES))
    larger.set(this.#samples)
    this.#samples = larger
  }

  /** Nearest-rank percentiles of what was recorded. */
  summary(): Latency {
    const sorted = this.#samples.slice(0, this.#count).sort()
    const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
    return { samples: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
  }
}
