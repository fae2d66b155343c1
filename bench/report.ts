import { type Column, IDLE, PAPER, STORM, TRACE, TYPING } from './columns.ts'
import type { JobResult } from './load/results.ts'
import type { Outcome } from './run-workload.ts'
import { SERVERS, type ServerName } from './servers.ts'
import { renderTable } from './table.ts'

/** What a workload gave, server by server. */
export type Outcomes = ReadonlyMap<ServerName, Outcome>

type Kind = JobResult['kind']
type OfKind<K extends Kind> = Extract<JobResult, { kind: K }>

/** One line of a table. */
interface Row<R> {
  readonly name: ServerName
  readonly label: string
  readonly result: R
}

/** The results of one kind, by server and step. */
export function rowsOf<K extends Kind>(outcomes: Outcomes, kind: K): Row<OfKind<K>>[] {
  const isOfKind = (result: JobResult): result is OfKind<K> => result.kind === kind
  return [...outcomes].flatMap(([name, { results }]) =>
    results.flatMap((result) => (isOfKind(result) ? [{ name, label: result.label, result }] : [])),
  )
}

function section<R>(caption: string, columns: readonly Column<R>[], rows: readonly Row<R>[]): string[] {
  if (rows.length === 0) return []
  const cells = rows.map(({ label, result }) => {
    const ours = rows.find((row) => row.name === 'ours' && row.label === label)
    return columns.map(([, cell]) => cell(result, ours?.result))
  })
  const shown = columns.map((_, column) => cells.some((row) => row[column] !== null))
  const titles = columns.map(([title]) => title).filter((_, column) => shown[column])
  const lines = rows.map(({ name, label }, line) => [
    label === '' ? SERVERS[name].label : `${SERVERS[name].label}, ${label}`,
    ...(cells[line] ?? []).filter((_, column) => shown[column]).map((cell) => cell ?? '–'),
  ])
  return [renderTable([caption, ...titles], lines)]
}

/** The tables of one workload, and below them what went wrong. */
export function renderOutcomes(outcomes: Outcomes): string {
  return [
    ...section('', TYPING, rowsOf(outcomes, 'typing')),
    ...section('typing', PAPER, rowsOf(outcomes, 'paper')),
    ...section('typing', TRACE, rowsOf(outcomes, 'trace')),
    ...section('opening', STORM, rowsOf(outcomes, 'storm')),
    ...section('', IDLE, rowsOf(outcomes, 'idle')),
    ...[...outcomes].flatMap(([name, outcome]) => troubles(SERVERS[name].label, outcome)),
  ].join('\n\n')
}

function troubles(label: string, outcome: Outcome): string[] {
  const closes = outcome.results.flatMap(({ kind, label: step, closed }) =>
    Object.entries(closed).map(
      ([why, count]) => `${label}, ${step === '' ? kind : step}: ${count} connections closed: ${why}`,
    ),
  )
  return outcome.kind === 'failed' ? [...closes, `${label}: ${outcome.why}`] : closes
}
