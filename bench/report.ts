import type { IdleResult, JobResult, PaperResult, StateCheck, StormResult, TypingResult } from './load/job.ts'
import type { Outcome } from './run-workload.ts'
import { SERVERS, type ServerName } from './servers.ts'
import { kibibytes, mebibytes, number, percent, renderTable, times } from './table.ts'

/** What a workload gave, server by server. */
export type Outcomes = ReadonlyMap<ServerName, Outcome>

/** A column of a table: its title and its cell, given the server's result and ours in the same run. */
type Column<R> = readonly [title: string, cell: (result: R, ours: R | undefined) => string]

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
const atLeast = ({ missing }: TypingResult, ms: number): string => `${missing > 0 ? '≥ ' : ''}${number(ms)}`

const generator = (share: number): string => `${percent(share)}${share > BUSY_GENERATOR ? ' !' : ''}`

const TYPING: readonly Column<TypingResult>[] = [
  ['CPU µs/keystroke', (r) => number(r.cpuMicrosPerDelivered)],
  ['of ours', (r, ours) => times(r.cpuMicrosPerDelivered, ours?.cpuMicrosPerDelivered)],
  ['cores', (r) => number(r.cpuSeconds / r.windowSeconds)],
  ['p50 ms', (r) => atLeast(r, r.latency.p50)],
  ['p95', (r) => atLeast(r, r.latency.p95)],
  ['p99', (r) => atLeast(r, r.latency.p99)],
  ['saved p99', (r) => (r.saved === null ? '–' : number(r.saved.p99))],
  ['undelivered', (r) => (r.missing === 0 ? '0' : `${r.missing} (${percent(r.missing / r.expected)})`)],
  ['state', (r) => state(r, r.missing > 0)],
  ['RSS MiB', (r) => mebibytes(r.rssBytes)],
  ['generator CPU', (r) => generator(r.generator.cpuShare)],
]

const PAPER: readonly Column<PaperResult>[] = [
  ['CPU µs/keystroke', (r) => number(r.cpuMicrosPerDelivered)],
  ['of ours', (r, ours) => times(r.cpuMicrosPerDelivered, ours?.cpuMicrosPerDelivered)],
  ['with afterwork', (r) => number((r.cpuSecondsUntilQuiet * 1e6) / Math.max(1, r.delivered))],
  ['delivered', (r) => percent(r.delivered / r.transactions)],
  ['after s', (r) => number(r.receivedMs / 1000)],
  ['on disk after s', (r) => (r.onDiskMs === null ? 'never said' : number(r.onDiskMs / 1000))],
  ['keystrokes/s', (r) => number((r.delivered * 1000) / Math.max(r.receivedMs, r.onDiskMs ?? 0))],
  ['state', (r) => state(r, r.delivered < r.transactions)],
  ['RSS MiB', (r) => mebibytes(r.rssBytes)],
  ['generator CPU', (r) => generator(r.generator.cpuShare)],
]

const STORM: readonly Column<StormResult>[] = [
  ['CPU s', (r) => number(r.cpuSeconds)],
  ['of ours', (r, ours) => times(r.cpuSeconds, ours?.cpuSeconds)],
  ['complete', (r) => `${r.complete} of ${r.joins}`],
  ['p50 ms', (r) => number(r.join.p50)],
  ['last ms', (r) => number(r.join.max)],
  ['worst lacks', (r) => percent(r.worstMissing)],
  ['state', (r) => state(r, r.complete < r.joins)],
  ['sent MiB', (r) => mebibytes(r.bytesReceived)],
  ['RSS MiB', (r) => mebibytes(r.rssBytes)],
]

const IDLE: readonly Column<IdleResult>[] = [
  ['KiB/connection', (r) => kibibytes(r.bytesPerConnection)],
  ['of ours', (r, ours) => times(r.bytesPerConnection, ours?.bytesPerConnection)],
  ['connections', (r) => String(r.connections)],
  ['idle CPU', (r) => percent(r.idleCpuShare)],
  ['RSS MiB', (r) => mebibytes(r.rssBytes)],
]

/** The results of one kind, by server. */
type OfKind<K extends JobResult['kind']> = Extract<JobResult, { kind: K }>

function collect<K extends JobResult['kind']>(outcomes: Outcomes, kind: K): Map<ServerName, OfKind<K>> {
  const found = new Map<ServerName, OfKind<K>>()
  for (const [name, { results }] of outcomes) {
    const result = results.find((candidate): candidate is OfKind<K> => candidate.kind === kind)
    if (result !== undefined) found.set(name, result)
  }
  return found
}

function section<R>(
  caption: string,
  columns: readonly Column<R>[],
  results: ReadonlyMap<ServerName, R>,
): string[] {
  if (results.size === 0) return []
  const ours = results.get('ours')
  const rows = [...results].map(([name, result]) => [
    SERVERS[name].label,
    ...columns.map(([, cell]) => cell(result, ours)),
  ])
  return [renderTable([caption, ...columns.map(([title]) => title)], rows)]
}

/** The tables of one workload, and below them what went wrong. */
export function renderOutcomes(outcomes: Outcomes): string {
  return [
    ...section('', TYPING, collect(outcomes, 'typing')),
    ...section('typing', PAPER, collect(outcomes, 'paper')),
    ...section('opening', STORM, collect(outcomes, 'storm')),
    ...section('', IDLE, collect(outcomes, 'idle')),
    ...[...outcomes].flatMap(([name, outcome]) => troubles(SERVERS[name].label, outcome)),
  ].join('\n\n')
}

function troubles(label: string, outcome: Outcome): string[] {
  const closes = outcome.results.flatMap(({ kind, closed }) =>
    Object.entries(closed).map(([why, count]) => `${label}, ${kind}: ${count} connections closed: ${why}`),
  )
  return outcome.kind === 'failed' ? [...closes, `${label}: ${outcome.why}`] : closes
}
