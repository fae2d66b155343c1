import type { Access } from './job.ts'
import type { Latency } from './latency-recorder.ts'

/** Readings of the kernel's monotonic clock in microseconds, the clock of CPU profiles. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What the server and the generator spent in a stretch of time. */
export interface Stretch {
  readonly span: Span
  readonly seconds: number
  /** Of the server, user and system. */
  readonly cpuSeconds: number
  readonly systemSeconds: number
  /** A share of one core near 1 means that the generator, not the server, was the limit. */
  readonly generatorCpuShare: number
  /** The server's, at the end of the stretch, and the largest until then. */
  readonly rssBytes: number
  readonly peakRssBytes: number
}

/** A server's memory after a full garbage collection. */
export interface Memory {
  /** JavaScript heap in use and the buffers that it holds, main thread only. */
  readonly liveBytes: number
  readonly rssBytes: number
}

/** The outcome of comparing what sampled clients and a late joiner hold. `joiner` is null where nothing is stored. */
export interface StateCheck {
  readonly replicas: number
  readonly same: boolean
  readonly joiner: 'same' | 'differs' | 'timeout' | null
}

interface ResultBase extends Stretch {
  /** Connections that the server closed, by reason. */
  readonly closed: Readonly<Record<string, number>>
  /** Clocks that a later one overtook: gone for good on that line. */
  readonly lost: number
}

export interface PresenceResult {
  /** A caret moves to a sampled other client seeing it; moves that a later one overtook are not in it. */
  readonly latency: Latency
  /** People whose last caret a sampled client should see at the end, and those whose it does not see. */
  readonly expected: number
  readonly stale: number
}

export interface TypingResult extends ResultBase {
  readonly kind: 'typing'
  /** Keystrokes × receivers within the window, the same span as `cpuSeconds`. */
  readonly delivered: number
  readonly cpuMicrosPerDelivered: number
  /** Keystroke leaves its author to receipt by a sampled other client. */
  readonly latency: Latency
  /** Keystroke leaves its author to the server saying that it is on disk; null where no server says so. */
  readonly saved: Latency | null
  /** The latest that a keystroke left, measured from its due time. */
  readonly latestSendMs: number
  /** Keystrokes × receivers over the whole run, and those that had not come when the drain ended. */
  readonly expected: number
  readonly missing: number
  readonly bytesReceived: number
  readonly presence: PresenceResult | null
  /** What the server holds for laggards: its memory while they lag, and once they do not. Null without any. */
  readonly lag: { readonly during: Memory; readonly after: Memory } | null
  readonly state: StateCheck
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
  readonly access: Access
}

export interface TraceResult extends ResultBase {
  readonly kind: 'trace'
  readonly transactions: number
  readonly delivered: number
  readonly cpuMicrosPerDelivered: number
  /** A transaction that inserts leaves its author to receipt by the second client. */
  readonly latency: Latency
  /** Any transaction leaves its author to the server saying that it is on disk. */
  readonly saved: Latency | null
  readonly latestSendMs: number
  readonly state: StateCheck
}

export interface SeedResult extends ResultBase {
  readonly kind: 'seed'
  /** Without documents where the server did not keep the recording. */
  readonly access: Access
}

export interface StormResult extends ResultBase {
  readonly kind: 'storm'
  readonly joins: number
  readonly complete: number
  /** From the first connect to the moment a client holds all of the recording. */
  readonly join: Latency
  /** Share of the recording that the worst client never got, 0 to 1. */
  readonly worstMissing: number
  /** WebSocket octets, all clients together, and of these the content of updates and step 2s. */
  readonly bytesReceived: number
  readonly contentReceived: number
  readonly state: StateCheck
}

export interface IdleResult extends ResultBase {
  readonly kind: 'idle'
  readonly documents: number
  readonly connections: number
  /** Growth of the RSS, after a full garbage collection before and another one with all connected. */
  readonly collectedBytesPerConnection: number
  /** The same without the second one: with what the handshakes left behind. */
  readonly bytesPerConnection: number
  /** Share of one core while nothing happens. */
  readonly idleCpuShare: number
  /** Before the first came, while all are there, after all have left. */
  readonly before: Memory
  readonly during: Memory
  readonly after: Memory
}

export type JobResult = TypingResult | PaperResult | TraceResult | SeedResult | StormResult | IdleResult

/** From the generator to the bench, once. */
export type GeneratorReport =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly why: string }
