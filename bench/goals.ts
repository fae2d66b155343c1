import { heldFor } from './columns.ts'
import type { IdleResult, JobResult, PaperResult, StormResult, TypingResult } from './load/results.ts'
import { type Outcomes, rowsOf } from './report.ts'
import { delivered, deliveredWithin } from './run-workload.ts'
import type { ServerName } from './servers.ts'
import { kibibytes, mebibytes, number } from './table.ts'
import { LADDER_LATEST_MS } from './workloads.ts'

/** What we set out to reach in a workload, and what was found. */
export interface Verdict {
  readonly goal: string
  readonly found: string
  readonly met: boolean
}

/** Judges a workload. A verdict is left out where a server that it compares with was not measured. */
type Judge = (outcomes: Outcomes) => (Verdict | null)[]

type Kind = JobResult['kind']

function find<K extends Kind>(outcomes: Outcomes, name: ServerName, kind: K, label = '') {
  return rowsOf(outcomes, kind).find((row) => row.name === name && row.label === label)?.result
}

/** At most a share of the CPU that Hocuspocus needs for a keystroke. */
const shareOfHocuspocus =
  (parts: number): Judge =>
  (outcomes) => {
    const ours = find(outcomes, 'ours', 'typing')
    const theirs = find(outcomes, 'hocuspocus', 'typing')
    if (ours === undefined || theirs === undefined) return []
    const factor = theirs.cpuMicrosPerDelivered / ours.cpuMicrosPerDelivered
    return [
      {
        goal: `at most 1/${parts} of Hocuspocus' CPU per keystroke`,
        found: `1/${number(factor)}`,
        met: factor >= parts,
      },
    ]
  }

function atMost(goal: string, unit: string, value: number, limit: number): Verdict {
  return {
    goal: `${goal} at most ${number(limit)} ${unit}`,
    found: `${number(value)} ${unit}`,
    met: value <= limit,
  }
}

/** A judge of our own figures alone. */
const ofOurs =
  <K extends Kind>(kind: K, judge: (ours: Extract<JobResult, { kind: K }>) => Verdict[], label = ''): Judge =>
  (outcomes) => {
    const ours = find(outcomes, 'ours', kind, label)
    return ours === undefined ? [] : judge(ours)
  }

const p99 = (limitMs: number): Judge =>
  ofOurs('typing', ({ latency }: TypingResult) => [atMost('p99', 'ms', latency.p99, limitMs)])

const allDelivered: Judge = ofOurs('typing', (ours: TypingResult) => [
  { goal: 'nothing undelivered, nobody sent away', found: `${ours.missing}`, met: delivered(ours) },
])

const nearRelay =
  (limitMs: number): Judge =>
  (outcomes) => {
    const ours = find(outcomes, 'ours', 'typing')
    const relay = find(outcomes, 'relay', 'typing')
    if (ours === undefined || relay === undefined) return []
    const beyond = ours.latency.p95 - relay.latency.p95
    const found = `${number(ours.latency.p95)} ms beside ${number(relay.latency.p95)} ms`
    return [{ goal: `p95 at most ${limitMs} ms beyond the bare relay's`, found, met: beyond <= limitMs }]
  }

const ladder: Judge = (outcomes) => {
  const held = (name: ServerName): number =>
    Math.max(
      0,
      ...rowsOf(outcomes, 'typing')
        .filter((row) => row.name === name && deliveredWithin(row.result, LADDER_LATEST_MS))
        .map(({ label }) => Number(label)),
    )
  const [ours, relay] = [held('ours'), held('relay')]
  const beside = outcomes.has('relay') ? `, bare relay ${relay === 0 ? 'not even the fewest' : relay}` : ''
  return [{ goal: 'holds with 1500', found: `${ours}${beside}`, met: ours >= 1500 }]
}

const KIB = 1024
const MIB = 1024 * KIB

const perConnection = ofOurs('idle', (ours: IdleResult) => [
  atMost('a connection costs', 'KiB', ours.collectedBytesPerConnection / KIB, 12),
])

/** What a closed room may leave behind, so that "back where it was" can be said in numbers. */
const LEFT_PER_ROOM = KIB

const givenBack = ofOurs('idle', ({ before, after, documents }: IdleResult) => [
  {
    goal: `closed rooms leave at most ${kibibytes(LEFT_PER_ROOM)} KiB each`,
    found: `${mebibytes(after.liveBytes - before.liveBytes)} MiB live for ${documents}, RSS ${mebibytes(before.rssBytes)} MiB before and ${mebibytes(after.rssBytes)} after`,
    met: after.liveBytes - before.liveBytes <= documents * LEFT_PER_ROOM,
  },
])

const laggard = (label: string): Judge =>
  ofOurs(
    'typing',
    ({ lag }: TypingResult) =>
      lag === null ? [] : [atMost(`a reader (${label}) holds`, 'MiB', heldFor(lag) / MIB, 1)],
    label,
  )

const stormCpu = (limitSeconds: number): Judge =>
  ofOurs('storm', ({ cpuSeconds }: StormResult) => [
    atMost('opening costs', 's of CPU', cpuSeconds, limitSeconds),
  ])

const answered = (limitOctets: number): Judge =>
  ofOurs('storm', ({ contentReceived, joins }: StormResult) => [
    atMost('the answer has', 'octets of document', contentReceived / joins, limitOctets),
  ])

const perTransaction = (limitMicros: number): Judge =>
  ofOurs('paper', (ours: PaperResult) => [
    atMost('a keystroke on disk costs', 'µs of CPU', ours.cpuMicrosPerDelivered, limitMicros),
  ])

const GOALS: Readonly<Record<string, readonly Judge[]>> = {
  'crowd-50': [shareOfHocuspocus(2), allDelivered],
  'crowd-200': [shareOfHocuspocus(5), allDelivered],
  'crowd-400': [shareOfHocuspocus(4), p99(20), allDelivered],
  'crowd-600': [p99(50), allDelivered],
  'crowd-1000': [p99(100), allDelivered],
  watchers: [shareOfHocuspocus(2), allDelivered],
  'presence-500': [nearRelay(30), allDelivered],
  'presence-1500': [ladder],
  documents: [shareOfHocuspocus(2), allDelivered],
  paper: [perTransaction(8), stormCpu(0.03)],
  'reconnect-200': [answered(200)],
  readers: [laggard('64 KiB/s'), laggard('stalled')],
  idle: [perConnection, givenBack],
  'idle-10000': [perConnection, givenBack],
}

export function judge(workload: string, outcomes: Outcomes): Verdict[] {
  return (GOALS[workload] ?? [])
    .flatMap((judgeOne) => judgeOne(outcomes))
    .filter((verdict) => verdict !== null)
}

export const renderVerdict = ({ goal, found, met }: Verdict): string => `${met ? '✓' : '✗'} ${goal}: ${found}`
