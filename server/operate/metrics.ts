import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { DurationHistogram } from './duration-histogram.ts'
import type { Endpoint, Measures } from './measures.ts'
import type { Octets } from './socket-octets.ts'

/** How the server stands at this moment. */
export interface Gauges {
  readonly connections: Readonly<Record<Endpoint, number>>
  /** Different people on all connections. */
  readonly people: number
  /** Connections that take less than they are sent. */
  readonly lagging: number
  readonly rooms: number
  /** Octets that documents in memory take. */
  readonly roomBytes: number
  /** Octets that wait for the disk. */
  readonly uncommittedBytes: number
  /** Octets that the disk of the data has left; 0 until that was read. */
  readonly diskFreeBytes: number
  /** Over all sockets since the start. */
  readonly octets: Octets
  /** Why no traffic should come; none when all is well. */
  readonly notReady: readonly string[]
}

const PREFIX = 'scriptorium_'

/** What Prometheus is told (its text format 0.0.4): nothing about any one document or person. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #measures: Measures

  /** `gauges` is asked whenever somebody reads. */
  constructor(measures: Measures, gauges: () => Gauges) {
    this.#measures = measures
    collectDefaultMetrics({ register: this.#registry })
    const gauge = (name: string, help: string, of: (now: Gauges) => number): void => {
      new Gauge({
        name: `${PREFIX}${name}`,
        help,
        registers: [this.#registry],
        collect() {
          this.set(of(gauges()))
        },
      })
    }
    const counter = (name: string, help: string, of: () => number): void => {
      new Counter({
        name: `${PREFIX}${name}_total`,
        help,
        registers: [this.#registry],
        collect() {
          this.reset()
          this.inc(of())
        },
      })
    }
    gauge('people', 'Different people who are connected', ({ people }) => people)
    gauge('lagging_connections', 'Connections that take less than they are sent', ({ lagging }) => lagging)
    gauge('rooms', 'Documents in memory', ({ rooms }) => rooms)
    gauge('room_bytes', 'Octets that documents in memory take', ({ roomBytes }) => roomBytes)
    gauge('uncommitted_bytes', 'Octets that wait for the disk', ({ uncommittedBytes }) => uncommittedBytes)
    gauge(
      'disk_free_bytes',
      'Octets that the disk of the data has left',
      ({ diskFreeBytes }) => diskFreeBytes,
    )
    gauge('ready', '1 when it can take and keep edits', ({ notReady }) => (notReady.length === 0 ? 1 : 0))
    counter('records', 'Updates that were stored', () => measures.records)
    counter('record_bytes', 'Octets of updates that were stored', () => measures.recordBytes)
    counter('commits', 'Commits of the log', () => measures.commits)
    counter('failed_commits', 'Commits of the log that the disk did not take', () => measures.failedCommits)
    this.#byEndpoint(gauges)
    this.#tallies()
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  async text(): Promise<string> {
    const { commitMs, ackMs } = this.#measures
    return [
      await this.#registry.metrics(),
      histogram('commit_seconds', 'Until a commit was on the disk', commitMs),
      histogram('ack_seconds', 'From the taking of an update until it was on the disk and told', ackMs),
    ].join('\n')
  }

  #byEndpoint(gauges: () => Gauges): void {
    new Gauge({
      name: `${PREFIX}connections`,
      help: 'Open connections',
      labelNames: ['endpoint'],
      registers: [this.#registry],
      collect() {
        const { connections } = gauges()
        this.set({ endpoint: 'sync' }, connections.sync)
        this.set({ endpoint: 'live' }, connections.live)
      },
    })
    new Counter({
      name: `${PREFIX}socket_bytes_total`,
      help: 'Octets over all connections',
      labelNames: ['direction'],
      registers: [this.#registry],
      collect() {
        this.reset()
        const { octets } = gauges()
        this.inc({ direction: 'in' }, octets.in)
        this.inc({ direction: 'out' }, octets.out)
      },
    })
  }

  #tallies(): void {
    const { handshakes, closes } = this.#measures
    const tally = (name: string, help: string, of: typeof closes, what: string): void => {
      new Counter({
        name: `${PREFIX}${name}_total`,
        help,
        labelNames: ['endpoint', what, 'word'],
        registers: [this.#registry],
        collect() {
          this.reset()
          for (const [endpoint, counts] of Object.entries(of)) {
            for (const [key, count] of counts) {
              const [number = '', word = ''] = key.split(' ')
              this.inc({ endpoint, [what]: number, word }, count)
            }
          }
        },
      })
    }
    tally('handshakes', 'Handshakes by answer', handshakes, 'status')
    tally('closes', 'Connections that ended, by close code', closes, 'code')
  }
}

/** Prometheus counts seconds, and in each bucket all that is shorter. */
function histogram(name: string, help: string, { bounds, counts, count, sum }: DurationHistogram): string {
  const full = `${PREFIX}${name}`
  let below = 0
  const buckets = bounds.map((bound, at) => {
    below += counts[at] ?? 0
    return `${full}_bucket{le="${Number((bound / 1_000).toPrecision(4))}"} ${below}`
  })
  return [
    `# HELP ${full} ${help}`,
    `# TYPE ${full} histogram`,
    ...buckets,
    `${full}_bucket{le="+Inf"} ${count}`,
    `${full}_sum ${sum / 1_000}`,
    `${full}_count ${count}`,
    '',
  ].join('\n')
}
