import { ROLES } from './roles.ts'
import * as z from './schema.ts'
import { actor, TALK_REFUSALS, talkAction, talkEvent, unread } from './talk.ts'

/** The WebSocket subprotocol of `/live`. */
export const LIVE_SUBPROTOCOL = 'scriptorium.live.v1'
/** Octets of one message to the server. */
export const MAX_LIVE_MESSAGE_BYTES = 32 * 1024
/** Topics that one connection may listen to. */
export const MAX_TOPICS = 50

const topic = z.string().check(z.maxLength(64))
const seq = z.int().check(z.nonnegative())
/** Made by the client, its own for each thing that it does: sent again it is done once. */
export const LIVE_ACTION_ID = /^[\w-]{8,64}$/
const id = z.string().check(z.regex(LIVE_ACTION_ID))

/** By what a table of rooms is sorted. */
export const ROOM_KEYS = ['people', 'rate', 'size', 'lag'] as const
export type RoomKey = (typeof ROOM_KEYS)[number]

/** Client to server. */
export const liveRequest = z.discriminatedUnion('type', [
  /** From now on events of the topic; those behind `after` first. Without it only what is new. */
  z.strictObject({ type: z.literal('subscribe'), topic, after: z.optional(seq) }),
  z.strictObject({ type: z.literal('unsubscribe'), topic }),
  /** Answered with `done` when it is on disk, or with `refused`. */
  z.strictObject({ type: z.literal('do'), id, topic, action: talkAction }),
  /** Somebody is writing; forgotten after some seconds. */
  z.strictObject({ type: z.literal('typing'), topic }),
  /** This person has read up to event `seq`. Not answered; their other tabs are told. */
  z.strictObject({ type: z.literal('read'), topic, seq }),
  /**
   * Figures of the whole server, once a second (`server-watch.ts`); of operators alone. Asked again it changes what is
   * wanted.
   */
  z.strictObject({
    type: z.literal('watch-server'),
    on: z.boolean(),
    /** The order of the table of rooms, largest first; null is no table. */
    rooms: z.nullable(z.enum(ROOM_KEYS)),
  }),
])
export type LiveRequest = z.infer<typeof liveRequest>
export type WatchServer = Extract<LiveRequest, { type: 'watch-server' }>
/** About a topic. */
export type TopicRequest = Exclude<LiveRequest, WatchServer>

/** Server to client. */
export const liveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), user: actor }),
  /**
   * `seq` is the last event that there is. Those asked for come next. `read` is how far this person has read, and
   * `unread` what others have said since and is still there, at most `MAX_UNREAD` of it.
   */
  z.object({
    type: z.literal('subscribed'),
    topic,
    role: z.enum(ROLES),
    seq,
    on: z.boolean(),
    read: seq,
    unread: z.array(unread),
  }),
  z.object({ type: z.literal('events'), topic, events: z.array(talkEvent) }),
  /** There are too many events since: read the topic anew, then go on behind `seq`. */
  z.object({ type: z.literal('reset'), topic, seq }),
  /** It is on disk, as event `seq`. */
  z.object({ type: z.literal('done'), id, topic, seq }),
  /** It was not done, and will not be. `id` is absent for what is no action. */
  z.object({
    type: z.literal('refused'),
    topic,
    id: z.optional(z.string()),
    why: z.enum([...TALK_REFUSALS, 'topic', 'too-many']),
  }),
  /** The role changed. `by` is the name of who changed it, null when nobody did. */
  z.object({ type: z.literal('role'), topic, role: z.enum(ROLES), by: z.nullable(z.string()) }),
  /** Nothing more comes of the topic: access ended. */
  z.object({ type: z.literal('ended'), topic, why: z.string(), by: z.nullable(z.string()) }),
  z.object({ type: z.literal('typing'), topic, by: actor }),
  /** Elsewhere this person has read up to event `seq`. */
  z.object({ type: z.literal('read'), topic, seq }),
  /** Comes when nothing else does: who hears nothing for half a minute has no line. */
  z.object({ type: z.literal('beat') }),
  /** What comes so fast is taken for a flood: the next excess ends the connection. */
  z.object({ type: z.literal('warning'), why: z.literal('chat-rate') }),
])
export type LiveMessage = z.infer<typeof liveMessage>
