import type { Latency } from './latency-recorder.ts'

/** How a server speaks. All but Hocuspocus use the y-websocket protocol as it is. */
export type Dialect = 'scriptorium' | 'y-websocket' | 'hocuspocus' | 'relay'

/** A running server on 127.0.0.1. `pid` is the process whose CPU and memory are read, children included. */
export interface Endpoint {
  readonly dialect: Dialect
  readonly port: number
  readonly pid: number
  /** Whether Node samples its stacks meanwhile, which keeps it from being quiet. */
  readonly profiled: boolean
}

/** What it takes to open documents: their names, and a session where the server asks for one. */
export interface Access {
  readonly cookie: string | null
  readonly documents: readonly string[]
}

/** People typing into documents, each into a paragraph of their own. */
export interface TypingJob {
  readonly kind: 'typing'
  readonly documents: number
  readonly authors: number
  readonly watchers: number
  /** Keystrokes per second of each author. */
  readonly rate: number
  readonly warmUpMs: number
  readonly windowMs: number
  /** How long late deliveries are waited for after the window. */
  readonly drainMs: number
}

/** One author replays a recorded paper as fast as the server takes it; a second client receives. */
export interface PaperJob {
  readonly kind: 'paper'
  readonly paper: string
  readonly limitMs: number
  /** How many transactions the author may be ahead of the second client; null when only TCP holds back. */
  readonly ahead: number | null
  /** How long the server must have done nothing to count as quiet after it. */
  readonly quietMs: number
}

/** Many clients open that paper at once on a server just started over the same data. */
export interface StormJob {
  readonly kind: 'storm'
  readonly paper: string
  readonly joins: number
  readonly limitMs: number
  readonly access: Access
}

/** Connections that do nothing. */
export interface IdleJob {
  readonly kind: 'idle'
  readonly documents: number
  readonly perDocument: number
  readonly settleMs: number
  readonly watchMs: number
}

export type Job = TypingJob | PaperJob | StormJob | IdleJob

/** What the generator says about itself: a share near 1 means that it, not the server, was the limit. */
export interface GeneratorLoad {
  readonly cpuShare: number
  /** The latest that a keystroke left, measured from its due time. */
  readonly latestSendMs: number
}

/** The outcome of comparing what sampled clients and a late joiner hold. `joiner` is null where nothing is stored. */
export interface StateCheck {
  readonly replicas: number
  readonly same: boolean
  readonly joiner: 'same' | 'differs' | 'timeout' | null
}

/** Readings of the kernel's monotonic clock in microseconds, the clock of CPU profiles. */
export interface Span {
  readonly from: number
  readonly to: number
}

interface ResultBase {
  /** What `cpuSeconds` is the CPU of. */
  readonly span: Span
  /** Connections that the server closed, by reason. */
  readonly closed: Readonly<Record<string, number>>
  /** Clocks that a later one overtook: gone for good on that line. */
  readonly lost: number
  readonly rssBytes: number
  readonly cpuSeconds: number
}

export interface TypingResult extends ResultBase {
  readonly kind: 'typing'
  /** Keystrokes × receivers within the window, the same span as `cpuSeconds`. */
  readonly delivered: number
  readonly windowSeconds: number
  readonly cpuMicrosPerDelivered: number
  /** Keystroke leaves its author to receipt by a sampled other client. */
  readonly latency: Latency
  /** Keystroke leaves its author to the server saying that it is on disk; null where no server says so. */
  readonly saved: Latency | null
  /** Keystrokes × receivers over the whole run, and those that had not come when the drain ended. */
  readonly expected: number
  readonly missing: number
  readonly bytesReceived: number
  readonly state: StateCheck
  readonly generator: GeneratorLoad
}

export interface PaperResult extends ResultBase {
  readonly kind: 'paper'
  readonly transactions: number
  /** Transactions that the second client had when the run ended; less than `transactions` after a timeout. */
  readonly delivered: number
  readonly cpuMicrosPerDelivered: number
  /** CPU until the server was quiet again: storing and compaction after the last delivery. */
  readonly cpuSecondsUntilQuiet: number
  readonly receivedMs: number
  /** First keystroke sent to last keystroke on disk; null where no server says so, or after a timeout. */
  readonly onDiskMs: number | null
  readonly state: StateCheck
  readonly generator: GeneratorLoad
  readonly access: Access
}

export interface StormResult extends ResultBase {
  readonly kind: 'storm'
  readonly joins: number
  readonly complete: number
  /** From the first connect to the moment a client holds the whole paper. */
  readonly join: Latency
  /** Share of the paper that the worst client never got, 0 to 1. */
  readonly worstMissing: number
  readonly bytesReceived: number
  readonly state: StateCheck
}

export interface IdleResult extends ResultBase {
  readonly kind: 'idle'
  readonly connections: number
  readonly bytesPerConnection: number
  /** Share of one core while nothing happens. */
  readonly idleCpuShare: number
}

export type JobResult = TypingResult | PaperResult | StormResult | IdleResult

/** From the bench to the generator, once. */
export interface GeneratorOrder {
  readonly endpoint: Endpoint
  readonly job: Job
}

/** From the generator to the bench, once. */
export type GeneratorReport =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly why: string }
