import { statfs } from 'node:fs/promises'

/** With less than this free, and less than this share, the disk is nearly full. */
const LEAST_BYTES = 256 * 1024 * 1024
const LEAST_SHARE = 1 / 50

/** How much room there is where the data lies, as of the last look. */
export class DiskSpace {
  readonly #path: string
  #free = Number.POSITIVE_INFINITY
  #size = Number.POSITIVE_INFINITY

  constructor(path: string) {
    this.#path = path
  }

  /** Octets that this user may still write; 0 before the first look. */
  get freeBytes(): number {
    return Number.isFinite(this.#free) ? this.#free : 0
  }

  /** Nothing has failed yet, and soon will. */
  get isShort(): boolean {
    return this.#free < LEAST_BYTES && this.#free < this.#size * LEAST_SHARE
  }

  async look(): Promise<void> {
    const { bavail, blocks, bsize } = await statfs(this.#path)
    this.#free = bavail * bsize
    this.#size = blocks * bsize
  }
}
