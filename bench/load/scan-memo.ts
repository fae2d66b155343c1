import { scanUpdate, type VisitClocks } from './update-scan.ts'

/** Below this a scan is cheaper than remembering it. */
const MIN_BYTES = 4_096
/** Different updates remembered; of one length the latest. */
const MAX_REMEMBERED = 256

interface Remembered {
  readonly bytes: Buffer
  /** Client, clock and length of each run. */
  readonly runs: readonly (readonly [number, number, number])[]
}

/**
 * Scans an update that came before, octet for octet, by comparing it: many clients that open one large document are
 * sent the same, and the generator must not be what they wait for.
 */
export class ScanMemo {
  readonly #byLength = new Map<number, Remembered>()

  readonly scan = (bytes: Buffer, start: number, end: number, visit: VisitClocks): void => {
    const length = end - start
    if (length < MIN_BYTES) {
      scanUpdate(bytes, start, end, visit)
      return
    }
    const known = this.#byLength.get(length)
    const same = known !== undefined && bytes.compare(known.bytes, 0, length, start, end) === 0
    for (const [client, clock, count] of same ? known.runs : this.#remember(bytes.subarray(start, end))) {
      visit(client, clock, count)
    }
  }

  #remember(bytes: Buffer): Remembered['runs'] {
    const runs: [number, number, number][] = []
    scanUpdate(bytes, 0, bytes.length, (...run) => runs.push(run))
    if (this.#byLength.size < MAX_REMEMBERED || this.#byLength.has(bytes.length)) {
      this.#byLength.set(bytes.length, { bytes: Buffer.from(bytes), runs })
    }
    return runs
  }
}
