import type { IdleJob, TypingJob } from './load/job.ts'

/** The paper and the storm on it share a server's data, so they are one plan. */
export interface PaperPlan {
  readonly kind: 'paper'
  readonly transactions: number
  readonly limitMs: number
  readonly ahead: number | null
  readonly quietMs: number
  /** No storm follows when it is 0. */
  readonly joins: number
  readonly joinLimitMs: number
}

export interface Workload {
  readonly title: string
  readonly plan: TypingJob | IdleJob | PaperPlan
}

const FULL = { warmUpMs: 2_000, windowMs: 8_000, drainMs: 8_000 } as const
const QUICK = { warmUpMs: 300, windowMs: 1_200, drainMs: 1_500 } as const

type Span = typeof FULL | typeof QUICK

function typing(span: Span, people: Omit<TypingJob, 'kind' | keyof Span>): TypingJob {
  return { kind: 'typing', ...people, ...span }
}

const crowd = (span: Span, authors: number): Workload => ({
  title: `1 document, ${authors} authors, each 5 keys/s`,
  plan: typing(span, { documents: 1, authors, watchers: 0, rate: 5 }),
})

const watched = (span: Span, watchers: number): Workload => ({
  title: `1 document, 5 authors at 5 keys/s, ${watchers} watchers`,
  plan: typing(span, { documents: 1, authors: 5, watchers, rate: 5 }),
})

const spreadOut = (span: Span, documents: number): Workload => ({
  title: `${documents} documents × 5 authors, each 3 keys/s`,
  plan: typing(span, { documents, authors: 5, watchers: 0, rate: 3 }),
})

const ALL_TRANSACTIONS = 259_778

/** Where both Hocuspocus and we need the least CPU per keystroke; minutes of a person's typing. */
const AHEAD = 2_000

const paper = (transactions: number, limitMs: number, quietMs: number): Workload => ({
  title: `one author's paper, ${transactions.toLocaleString('en')} transactions; then 50 clients open it at once`,
  plan: { kind: 'paper', transactions, limitMs, ahead: AHEAD, quietMs, joins: 50, joinLimitMs: 30_000 },
})

/** The same without a bound on how far the author is ahead: shows what a server does with a long queue. */
const flood: Workload = {
  title: `one author's paper, ${ALL_TRANSACTIONS.toLocaleString('en')} transactions, only TCP holds back`,
  plan: {
    kind: 'paper',
    transactions: ALL_TRANSACTIONS,
    limitMs: 60_000,
    ahead: null,
    quietMs: 3_000,
    joins: 0,
    joinLimitMs: 0,
  },
}

const idle = (documents: number, settleMs: number, watchMs: number): Workload => ({
  title: `${documents} documents × 2 idle connections`,
  plan: { kind: 'idle', documents, perDocument: 2, settleMs, watchMs },
})

/** The default run, below ten minutes. Quiet is longer than the 2 s for which Hocuspocus puts off storing. */
export const FULL_WORKLOADS: Readonly<Record<string, Workload>> = {
  'crowd-50': crowd(FULL, 50),
  'crowd-200': crowd(FULL, 200),
  'crowd-400': crowd(FULL, 400),
  watchers: watched(FULL, 500),
  documents: spreadOut(FULL, 100),
  paper: paper(ALL_TRANSACTIONS, 60_000, 3_000),
  idle: idle(1_000, 2_000, 5_000),
}

/** Only when asked for by name: they take minutes. */
export const EXTRA_WORKLOADS: Readonly<Record<string, Workload>> = {
  'crowd-600': crowd(FULL, 600),
  'crowd-1000': crowd(FULL, 1_000),
  flood,
}

/** `--quick`: the same shapes, smaller and shorter, below a minute. Shows that all works; not for comparing. */
export const QUICK_WORKLOADS: Readonly<Record<string, Workload>> = {
  'crowd-50': crowd(QUICK, 50),
  documents: spreadOut(QUICK, 20),
  paper: paper(5_000, 10_000, 500),
  idle: idle(50, 500, 500),
}
