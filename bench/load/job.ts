/** How a server speaks. All but Hocuspocus use the y-websocket protocol as it is. */
export type Dialect = 'scriptorium' | 'y-websocket' | 'hocuspocus' | 'relay'

/** A running server on 127.0.0.1. `pid` is the process whose CPU and memory are read, children included. */
export interface Endpoint {
  readonly dialect: Dialect
  readonly port: number
  readonly pid: number
  /** Where Node's inspector listens once the process got a SIGUSR1. */
  readonly inspectorPort: number
  /** Whether Node samples its stacks meanwhile, which keeps it from being quiet. */
  readonly profiled: boolean
}

/** What it takes to open documents: their names, and a session where the server asks for one. */
export interface Access {
  readonly cookie: string | null
  readonly documents: readonly string[]
}

/** The last `count` of the watchers, who take less than they are sent. */
export interface Laggards {
  readonly count: number
  /** 0 stalls; null reads freely, for comparison. */
  readonly bytesPerSecond: number | null
}

/** People typing into documents, each into a paragraph of their own. */
export interface TypingJob {
  readonly kind: 'typing'
  readonly documents: number
  readonly authors: number
  readonly watchers: number
  /** Keystrokes per second of each author. */
  readonly rate: number
  /** What a keystroke inserts: more than one character is a paste. */
  readonly charactersPerKey: number
  /** How often everybody, watchers too, tells where their caret is. */
  readonly presencePerSecond: number
  readonly laggards: Laggards | null
  readonly warmUpMs: number
  readonly windowMs: number
  /** How long late deliveries are waited for after the window. */
  readonly drainMs: number
}

/** One author replays a recording as fast as the server takes it; a second client receives. */
export interface PaperJob {
  readonly kind: 'paper'
  readonly recording: string
  readonly limitMs: number
  /** How many transactions the author may be ahead of the second client; null when only TCP holds back. */
  readonly ahead: number | null
  /** How long the server must have done nothing to count as quiet after it. */
  readonly quietMs: number
}

/** One author replays a recording at a steady pace; a second client receives. */
export interface TraceJob {
  readonly kind: 'trace'
  readonly recording: string
  readonly rate: number
  readonly windowMs: number
  readonly drainMs: number
}

/** Puts a recording into the server's storage, author after author, each on a line of their own. */
export interface SeedJob {
  readonly kind: 'seed'
  readonly recording: string
  readonly limitMs: number
  readonly quietMs: number
}

/** Many clients open a stored recording at once on a server just started over the same data. */
export interface StormJob {
  readonly kind: 'storm'
  readonly recording: string
  readonly joins: number
  /** What the clients hold already: a page just opened, or one that was cut off and missed nothing. */
  readonly holding: 'nothing' | 'everything'
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
  /** How long rooms may take to close after the last connection left. */
  readonly leaveMs: number
}

export type Job = TypingJob | PaperJob | TraceJob | SeedJob | StormJob | IdleJob

/** From the bench to the generator, once. */
export interface GeneratorOrder {
  readonly endpoint: Endpoint
  readonly job: Job
}
