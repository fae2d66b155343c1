import type { ChatPage } from '../../lib/chat-page.ts'
import type { ThreadPage } from '../../lib/comment-threads.ts'
import type { Role } from '../../lib/roles.ts'
import type { Actor, TalkAction, TalkEvent, TalkRefusal, Topic, Unread } from '../../lib/talk.ts'
import type { NoticeLog } from './notice-log.ts'

/** Something that somebody wants to do in a topic. */
export interface TalkCommand {
  readonly topic: Topic
  /** The client's own number for it: the same twice from one person is one thing. */
  readonly id: string
  readonly by: Actor
  /** What they may do at this moment. */
  readonly role: Role
  /** Milliseconds since 1970. */
  readonly time: number
  readonly action: TalkAction
}

export type TalkOutcome =
  /** `event` is null when it had been done before, as `seq`. */
  | { readonly kind: 'done'; readonly seq: number; readonly event: TalkEvent | null }
  | { readonly kind: 'refused'; readonly why: TalkRefusal }

/** How far somebody has read in a topic, and what they have not. */
export interface Reading {
  readonly read: number
  readonly unread: readonly Unread[]
}

/** Somebody has read up to event `seq`. */
export interface ReadMark {
  readonly topic: Topic
  readonly person: string
  readonly seq: number
}

/** What is said beside the documents. What a call has resolved to is on the disk. */
export interface TalkLog {
  /** Does all of these in their order, in one commit. */
  do(commands: readonly TalkCommand[]): Promise<readonly TalkOutcome[]>
  /** The last event of a topic, 0 when there is none, and whether it takes messages. */
  head(topic: Topic): Promise<{ readonly seq: number; readonly on: boolean }>
  /** Events `after < seq`, the first `limit` of them. */
  events(topic: Topic, after: number, limit: number): Promise<readonly TalkEvent[]>
  /** The last `limit` messages before message `before`. */
  page(topic: Topic, before: number, limit: number): Promise<ChatPage>
  /** The same of the messages in which all words of `query` occur. */
  search(topic: Topic, query: string, before: number, limit: number): Promise<ChatPage>
  /** Where somebody is who has read up to `atLeast`, or further as it is stored. */
  reading(topic: Topic, person: string, atLeast: number): Promise<Reading>
  /** Nobody has read less than they had, nor more than there is. */
  markRead(marks: readonly ReadMark[]): Promise<void>
  /** The first threads of a topic of comments behind thread `after`, at most `limit`. */
  threads(topic: Topic, after: number, limit: number): Promise<ThreadPage>
  /** What is told to people, and what of it is still to be found out or posted. */
  readonly notices: NoticeLog
  /** A guest has made an account: what they said is theirs. */
  handOver(guestId: string, userId: string): Promise<void>
  close(): Promise<void>
}
