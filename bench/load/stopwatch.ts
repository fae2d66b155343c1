import { readProcess } from '../process-stats.ts'
import type { Endpoint } from './job.ts'
import type { Stretch } from './results.ts'

/** The kernel's monotonic clock in microseconds, the same for all processes. */
const monotonicMicros = (): number => Number(process.hrtime.bigint() / 1_000n)

interface Reading {
  readonly micros: number
  readonly cpuSeconds: number
  readonly systemSeconds: number
  readonly ownMicros: number
}

/** Measures a stretch of time: what the server and this generator spend in it. Runs from its making. */
export class Stopwatch {
  readonly #endpoint: Endpoint
  readonly #start: Reading

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint
    this.#start = this.#read()
  }

  /** What was spent until now; the watch runs on. */
  read(): Stretch {
    const { micros, cpuSeconds, systemSeconds, ownMicros } = this.#start
    const now = this.#read()
    const { rssBytes, peakRssBytes } = readProcess(this.#endpoint.pid)
    return {
      span: { from: micros, to: now.micros },
      seconds: (now.micros - micros) / 1e6,
      cpuSeconds: now.cpuSeconds - cpuSeconds,
      systemSeconds: now.systemSeconds - systemSeconds,
      generatorCpuShare: (now.ownMicros - ownMicros) / (now.micros - micros),
      rssBytes,
      peakRssBytes,
    }
  }

  #read(): Reading {
    const { cpuSeconds, systemSeconds } = readProcess(this.#endpoint.pid)
    const { user, system } = process.cpuUsage()
    return { micros: monotonicMicros(), cpuSeconds, systemSeconds, ownMicros: user + system }
  }
}
