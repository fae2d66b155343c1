import type {
  IdleResult,
  JobResult,
  PaperResult,
  StateCheck,
  StormResult,
  TraceResult,
  TypingResult,
} from './load/results.ts'
import { kibibytes, mebibytes, number, percent, times } from './table.ts'

/**
 * A column of a table: its title and its cell, given the server's result and ours in the same run. A cell without
 * anything to say is null; a column of nothing else is left out.
 */
export type Column<R> = readonly [title: string, cell: (result: R, ours: R | undefined) => string | null]

/** Above this the generator, not the server, may have been the limit. */
const BUSY_GENERATOR = 0.85

interface Checked {
  readonly state: StateCheck
  readonly lost: number
}

/** `behind`: something was still under way when the time was up, so not all can hold the same yet. */
function state({ state: { same, joiner }, lost }: Checked, behind: boolean): string {
  if (lost > 0) return `LOST ${lost}`
  if (behind) return 'behind'
  if (!same) return 'DIFFERENT'
  if (joiner === 'differs') return 'JOINER DIFFERS'
  if (joiner === 'timeout') return 'same, joiner: none in time'
  return joiner === null ? 'same (stores nothing)' : 'same'
}

/** What did not arrive in time has no latency: the percentiles are those of the rest. */
const atLeast = (missing: number, ms: number): string => `${missing > 0 ? '≥ ' : ''}${number(ms)}`

const missing = (count: number, of: number): string =>
  count === 0 ? '0' : `${count} (${percent(count / of)})`

/** What was live because of laggards, after garbage collections. Below 0 it is noise. */
export const heldFor = ({ during, after }: NonNullable<TypingResult['lag']>): number =>
  during.liveBytes - after.liveBytes

const CPU: Column<JobResult & { readonly cpuMicrosPerDelivered: number }> = [
  'CPU µs/keystroke',
  (r) => number(r.cpuMicrosPerDelivered),
]

const OF_OURS: Column<JobResult & { readonly cpuMicrosPerDelivered: number }> = [
  'of ours',
  (r, ours) => times(r.cpuMicrosPerDelivered, ours?.cpuMicrosPerDelivered),
]

const KERNEL: Column<JobResult> = [
  'in kernel',
  (r) => percent(r.cpuSeconds === 0 ? 0 : r.systemSeconds / r.cpuSeconds),
]

const GENERATOR: Column<JobResult> = [
  'generator CPU',
  ({ generatorCpuShare: share }) => `${percent(share)}${share > BUSY_GENERATOR ? ' !' : ''}`,
]

const RSS: Column<JobResult> = ['RSS MiB', (r) => mebibytes(r.rssBytes)]

export const TYPING: readonly Column<TypingResult>[] = [
  CPU,
  OF_OURS,
  ['cores', (r) => number(r.cpuSeconds / r.seconds)],
  KERNEL,
  ['p50 ms', (r) => atLeast(r.missing, r.latency.p50)],
  ['p95', (r) => atLeast(r.missing, r.latency.p95)],
  ['p99', (r) => atLeast(r.missing, r.latency.p99)],
  ['saved p99', (r) => (r.saved === null ? null : number(r.saved.p99))],
  ['undelivered', (r) => missing(r.missing, r.expected)],
  ['carets p95', (r) => (r.presence === null ? null : atLeast(r.presence.stale, r.presence.latency.p95))],
  ['carets behind', (r) => (r.presence === null ? null : missing(r.presence.stale, r.presence.expected))],
  ['state', (r) => state(r, r.missing > 0)],
  ['held MiB', (r) => (r.lag === null ? null : mebibytes(heldFor(r.lag)))],
  RSS,
  GENERATOR,
]

export const PAPER: readonly Column<PaperResult>[] = [
  CPU,
  OF_OURS,
  ['with afterwork', (r) => number((r.cpuSecondsUntilQuiet * 1e6) / Math.max(1, r.delivered))],
  ['delivered', (r) => percent(r.delivered / r.transactions)],
  ['after s', (r) => number(r.receivedMs / 1000)],
  ['on disk after s', (r) => (r.onDiskMs === null ? 'never said' : number(r.onDiskMs / 1000))],
  ['keystrokes/s', (r) => number((r.delivered * 1000) / Math.max(r.receivedMs, r.onDiskMs ?? 0))],
  ['state', (r) => state(r, r.delivered < r.transactions)],
  RSS,
  GENERATOR,
]

export const TRACE: readonly Column<TraceResult>[] = [
  CPU,
  OF_OURS,
  ['p50 ms', (r) => number(r.latency.p50)],
  ['p99', (r) => number(r.latency.p99)],
  ['on disk p50 ms', (r) => (r.saved === null ? 'never said' : number(r.saved.p50))],
  ['on disk p99', (r) => (r.saved === null ? 'never said' : number(r.saved.p99))],
  ['delivered', (r) => percent(r.delivered / r.transactions)],
  ['state', (r) => state(r, r.delivered < r.transactions)],
  RSS,
  GENERATOR,
]

export const STORM: readonly Column<StormResult>[] = [
  ['CPU s', (r) => number(r.cpuSeconds)],
  ['of ours', (r, ours) => times(r.cpuSeconds, ours?.cpuSeconds)],
  KERNEL,
  ['complete', (r) => `${r.complete} of ${r.joins}`],
  ['p50 ms', (r) => number(r.join.p50)],
  ['last ms', (r) => number(r.join.max)],
  ['worst lacks', (r) => (r.worstMissing === 0 ? null : percent(r.worstMissing))],
  ['state', (r) => state(r, r.complete < r.joins)],
  ['sent MiB', (r) => mebibytes(r.bytesReceived)],
  ['octets each', (r) => number(r.bytesReceived / r.joins)],
  ['of document', (r) => number(r.contentReceived / r.joins)],
  ['peak RSS MiB', (r) => mebibytes(r.peakRssBytes)],
  GENERATOR,
]

export const IDLE: readonly Column<IdleResult>[] = [
  ['KiB/connection', (r) => kibibytes(r.collectedBytesPerConnection)],
  ['of ours', (r, ours) => times(r.collectedBytesPerConnection, ours?.collectedBytesPerConnection)],
  ['with garbage', (r) => kibibytes(r.bytesPerConnection)],
  ['connections', (r) => String(r.connections)],
  ['idle CPU', (r) => percent(r.idleCpuShare)],
  ['RSS MiB before', (r) => mebibytes(r.before.rssBytes)],
  ['during', (r) => mebibytes(r.during.rssBytes)],
  ['after', (r) => mebibytes(r.after.rssBytes)],
  ['live MiB before', (r) => mebibytes(r.before.liveBytes)],
  ['during', (r) => mebibytes(r.during.liveBytes)],
  ['after', (r) => mebibytes(r.after.liveBytes)],
]
