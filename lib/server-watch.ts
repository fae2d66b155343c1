import { ROOM_KEYS } from './live-messages.ts'
import * as z from './schema.ts'

/**
 * What is measured once a second, in the order of a row behind its time. Durations are milliseconds, sizes octets,
 * rates per second, `cpu` percent of one core. What has no value at that time (no update, no quantile) is null.
 */
export const SERIES = [
  'people',
  'sync',
  'live',
  'rooms',
  'updates',
  'octetsIn',
  'octetsOut',
  'ackP50',
  'ackP99',
  'loopP99',
  'commits',
  'fsyncP99',
  'cpu',
  'rss',
  'heap',
  'roomOctets',
  'uncommitted',
  'slow',
  'diskFree',
] as const
export type Series = (typeof SERIES)[number]

/** Milliseconds since 1970, then a value for each of {@link SERIES}. */
const row = z.array(z.nullable(z.number()))
export type StatsRow = z.infer<typeof row>

/** How often something was answered or ended: since the start, and in the last minute. */
const tally = z.object({
  endpoint: z.enum(['sync', 'live']),
  /** `1008 role`, `403 origin`. */
  what: z.string(),
  total: z.number(),
  minute: z.number(),
})
export type TallyLine = z.infer<typeof tally>

/** Something that the log said at level error. Times are milliseconds since 1970. */
const recentError = z.object({
  /** Grows by one with each. */
  id: z.number(),
  at: z.number(),
  message: z.string(),
  /** Name or code of the error that came with it. */
  cause: z.nullable(z.string()),
})
export type RecentError = z.infer<typeof recentError>

/** What changes rarely: sent when it has. */
const facts = z.object({
  startedAt: z.number(),
  backupAt: z.nullable(z.number()),
  /** Why no traffic should come. */
  notReady: z.array(z.string()),
  handshakes: z.array(tally),
  closes: z.array(tally),
  /** Newest first. */
  errors: z.array(recentError),
})
export type ServerFacts = z.infer<typeof facts>

/** Rooms that a table shows. */
export const MAX_ROOMS_SHOWN = 50

const roomLine = z.object({
  document: z.string(),
  title: z.string(),
  people: z.number(),
  connections: z.number(),
  /** Updates in the last second. */
  rate: z.number(),
  /** Octets of the document. */
  size: z.number(),
  /** Records that the connection which is furthest behind was not sent yet. */
  lag: z.number(),
})
export type RoomLine = z.infer<typeof roomLine>

/** Server to client. */
export const serverMessage = z.discriminatedUnion('type', [
  /** Comes first: the last hour, oldest row first. Rows further back stand for several seconds. */
  z.object({ type: z.literal('server-history'), rows: z.array(row), facts }),
  z.object({ type: z.literal('server-stats'), row, facts: z.optional(facts) }),
  z.object({ type: z.literal('server-rooms'), by: z.enum(ROOM_KEYS), rooms: z.array(roomLine) }),
  /** Is, or is no longer, an operator. */
  z.object({ type: z.literal('server-refused') }),
])
export type ServerMessage = z.infer<typeof serverMessage>
