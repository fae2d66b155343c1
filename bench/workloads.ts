import type { IdleJob, Laggards, StormJob, TraceJob, TypingJob } from './load/job.ts'
import type { RecordingKind } from './recordings.ts'
import type { ServerName } from './servers.ts'

/** Jobs one after the other, each on a server of its own. */
export interface SeriesPlan {
  readonly kind: 'series'
  readonly steps: readonly { readonly label: string; readonly job: TypingJob | IdleJob }[]
  /** Steps that grow: after one in which a keystroke was later than this there is no need for the next. */
  readonly latestMs: number | null
}

/** The paper and the storm on it share a server's data, so they are one plan. */
export interface PaperPlan {
  readonly kind: 'paper'
  readonly recording: RecordingKind
  readonly limitMs: number
  readonly ahead: number | null
  readonly quietMs: number
  /** No storm follows when it is 0. */
  readonly joins: number
  readonly joinLimitMs: number
}

/** A document put into storage, then opened by many on a server started anew. */
export interface OpeningPlan {
  readonly kind: 'opening'
  readonly recording: RecordingKind
  readonly seedLimitMs: number
  readonly quietMs: number
  readonly joins: number
  readonly holding: StormJob['holding']
  readonly joinLimitMs: number
}

export interface TracePlan extends Omit<TraceJob, 'recording'> {
  readonly recording: RecordingKind
}

export interface Workload {
  readonly title: string
  readonly plan: SeriesPlan | PaperPlan | OpeningPlan | TracePlan
  /** Who is measured when none is asked for by name; all where it is not given. */
  readonly servers?: readonly ServerName[]
}

type Times = Pick<TypingJob, 'warmUpMs' | 'windowMs' | 'drainMs'>
type People = Pick<TypingJob, 'authors'> & Partial<Omit<TypingJob, 'kind' | keyof Times>>

const FULL: Times = { warmUpMs: 2_000, windowMs: 8_000, drainMs: 8_000 }
const QUICK: Times = { warmUpMs: 300, windowMs: 1_200, drainMs: 1_500 }
/** A keystroke that comes later than this counts as undelivered on the ladder. */
export const LADDER_LATEST_MS = 2_000
const LADDER: Times = { warmUpMs: 1_000, windowMs: 5_000, drainMs: LADDER_LATEST_MS }
/** Long enough for a reader that takes nothing to fill the kernel's buffers and then the server's. */
const LAGGING: Times = { warmUpMs: 500, windowMs: 10_000, drainMs: 8_000 }

const NEAREST: readonly ServerName[] = ['ours', 'hocuspocus']
const WITH_FLOOR: readonly ServerName[] = ['ours', 'relay']
const STORING: readonly ServerName[] = ['ours', 'y-websocket', 'hocuspocus']

function typing(times: Times, people: People): TypingJob {
  return {
    kind: 'typing',
    documents: 1,
    watchers: 0,
    rate: 5,
    charactersPerKey: 1,
    presencePerSecond: 0,
    laggards: null,
    ...people,
    ...times,
  }
}

const single = (job: TypingJob | IdleJob): SeriesPlan => ({
  kind: 'series',
  steps: [{ label: '', job }],
  latestMs: null,
})

const crowd = (times: Times, authors: number): Workload => ({
  title: `1 document, ${authors} authors, each 5 keys/s`,
  plan: single(typing(times, { authors })),
})

const watched = (times: Times, watchers: number): Workload => ({
  title: `1 document, 5 authors at 5 keys/s, ${watchers} watchers`,
  plan: single(typing(times, { authors: 5, watchers })),
})

const spreadOut = (times: Times, documents: number): Workload => ({
  title: `${documents} documents × 5 authors, each 3 keys/s`,
  plan: single(typing(times, { documents, authors: 5, rate: 3 })),
})

const present = (times: Times, watchers: number): TypingJob =>
  typing(times, { authors: 5, watchers, presencePerSecond: 1 })

const presence = (times: Times, watchers: number): Workload => ({
  title: `1 document, 5 authors at 5 keys/s, ${watchers} watchers, everybody's caret moves once a second`,
  plan: single(present(times, watchers)),
})

const presenceLadder = (times: Times, rungs: readonly number[]): Workload => ({
  title: `the same with more and more watchers until a keystroke is more than ${LADDER_LATEST_MS / 1000} s late`,
  plan: {
    kind: 'series',
    steps: rungs.map((watchers) => ({ label: String(watchers), job: present(times, watchers) })),
    latestMs: LADDER_LATEST_MS,
  },
  servers: WITH_FLOOR,
})

const SLOW_BYTES_PER_SECOND = 64 * 1024
/** All authors together, and so what each reader is sent. */
const PASTED_PER_SECOND = 750_000

const lagging = (times: Times, authors: number): Workload => {
  const job = (laggards: Laggards): TypingJob =>
    typing(times, { authors, watchers: 1, laggards, charactersPerKey: PASTED_PER_SECOND / authors / 5 })
  return {
    title: `1 document, ${authors} authors who paste, 1 reader who keeps up, takes 64 KiB/s, or takes nothing`,
    plan: {
      kind: 'series',
      steps: [
        { label: 'keeps up', job: job({ count: 1, bytesPerSecond: null }) },
        { label: '64 KiB/s', job: job({ count: 1, bytesPerSecond: SLOW_BYTES_PER_SECOND }) },
        { label: 'stalled', job: job({ count: 1, bytesPerSecond: 0 }) },
      ],
      latestMs: null,
    },
    servers: NEAREST,
  }
}

/** Where both Hocuspocus and we need the least CPU per keystroke; minutes of a person's typing. */
const AHEAD = 2_000

const paper = (recording: RecordingKind, limitMs: number, quietMs: number): Workload => ({
  title: `one author's paper as fast as it goes; then 50 clients open it at once`,
  plan: { kind: 'paper', recording, limitMs, ahead: AHEAD, quietMs, joins: 50, joinLimitMs: 30_000 },
})

/** The same without a bound on how far the author is ahead: shows what a server does with a long queue. */
const flood: Workload = {
  title: `one author's paper, only TCP holds back`,
  plan: {
    kind: 'paper',
    recording: 'paper',
    limitMs: 60_000,
    ahead: null,
    quietMs: 3_000,
    joins: 0,
    joinLimitMs: 0,
  },
}

const trace = (recording: RecordingKind, rate: number, windowMs: number): Workload => ({
  title: `one author's paper at ${rate} transactions/s, one reader`,
  plan: { kind: 'trace', recording, rate, windowMs, drainMs: 5_000 },
})

const opening = (
  plan: Omit<OpeningPlan, 'kind' | 'seedLimitMs' | 'joinLimitMs'>,
  title: string,
): Workload => ({
  title,
  plan: { kind: 'opening', seedLimitMs: 60_000, joinLimitMs: 30_000, ...plan },
  servers: STORING,
})

const joinStorm = (recording: RecordingKind, joins: number, quietMs: number): Workload =>
  opening(
    { recording, joins, quietMs, holding: 'nothing' },
    `${joins} clients open one long document by 100 authors at once, server just restarted`,
  )

const reconnect = (recording: RecordingKind, joins: number, quietMs: number): Workload =>
  opening(
    { recording, joins, quietMs, holding: 'everything' },
    `${joins} clients that missed nothing come back to one document by 100 authors at once`,
  )

/** How many documents, and connections to each. */
export interface IdleShape {
  readonly documents: number
  readonly perDocument: number
}

/** Rooms unload some seconds after the last has left. */
const LEAVE_MS = 6_000

const idle = ({ documents, perDocument }: IdleShape, settleMs: number, watchMs: number): Workload => ({
  title: `${documents} documents × ${perDocument} idle connections`,
  plan: single({ kind: 'idle', documents, perDocument, settleMs, watchMs, leaveMs: LEAVE_MS }),
})

const TEN_THOUSAND: IdleShape = { documents: 1_000, perDocument: 10 }

/** The default run, below 25 minutes. Quiet is longer than the 2 s for which Hocuspocus puts off storing. */
export const FULL_WORKLOADS: Readonly<Record<string, Workload>> = {
  'crowd-50': crowd(FULL, 50),
  'crowd-200': crowd(FULL, 200),
  'crowd-400': crowd(FULL, 400),
  'crowd-600': { ...crowd(FULL, 600), servers: NEAREST },
  'crowd-1000': { ...crowd(FULL, 1_000), servers: NEAREST },
  watchers: watched(FULL, 500),
  'presence-500': presence(FULL, 500),
  'presence-1500': presenceLadder(LADDER, [250, 500, 750, 1_000, 1_250, 1_500]),
  documents: spreadOut(FULL, 100),
  paper: paper('paper', 60_000, 3_000),
  trace: trace('paper', 500, 20_000),
  'join-storm': joinStorm('manuscript-4MB', 150, 3_000),
  'reconnect-200': reconnect('manuscript-1MB', 200, 3_000),
  readers: lagging(LAGGING, 50),
  idle: idle({ documents: 1_000, perDocument: 2 }, 2_000, 5_000),
  'idle-10000': { ...idle(TEN_THOUSAND, 2_000, 5_000), servers: ['ours', 'hocuspocus', 'relay'] },
}

/** Only when asked for by name. */
export const EXTRA_WORKLOADS: Readonly<Record<string, Workload>> = { flood }

/** `--quick`: the same shapes, smaller and shorter. Shows that all works; not for comparing. */
export const QUICK_WORKLOADS: Readonly<Record<string, Workload>> = {
  'crowd-50': crowd(QUICK, 50),
  documents: { ...spreadOut(QUICK, 20), servers: NEAREST },
  'presence-500': { ...presence(QUICK, 50), servers: ['ours'] },
  'presence-1500': { ...presenceLadder(QUICK, [20]), servers: ['ours'] },
  paper: { ...paper('paper-start', 10_000, 500), servers: NEAREST },
  trace: { ...trace('paper-start', 500, 1_500), servers: NEAREST },
  'join-storm': { ...joinStorm('manuscript-100kB', 20, 500), servers: NEAREST },
  'reconnect-200': { ...reconnect('manuscript-100kB', 20, 500), servers: ['ours'] },
  readers: { ...lagging(QUICK, 10), servers: ['ours'] },
  idle: { ...idle({ documents: 50, perDocument: 2 }, 500, 500), servers: ['ours'] },
}

/** `idle-10000` in another shape. */
export const idleShaped = (shape: IdleShape): Workload => idle(shape, 2_000, 5_000)
