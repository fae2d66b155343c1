import type { Actor, TalkRefusal, Unread } from '../../lib/talk.ts'
import type { TalkCommand } from './talk-log.ts'

export interface TopicRow {
  readonly id: number
  readonly last_seq: number
  readonly is_on: number
}

export interface AuthorRow {
  readonly author: string
  readonly author_name: string
  readonly author_color: string
}

export const actorOf = ({ author, author_name, author_color }: AuthorRow): Actor => ({
  id: author,
  name: author_name,
  color: author_color,
})

/** What the topics of one kind show, in tables of their own. Called inside a transaction. */
export interface TopicTables {
  /** Does what `command` says, which becomes event `seq`. Returns why not, or null when it has. */
  apply(topic: TopicRow, seq: number, command: TalkCommand): TalkRefusal | null
  /** The first `most` things that others than `person` have said behind event `after` and that are still there. */
  unread?(topic: TopicRow, person: string, after: number, most: number): readonly Unread[]
  /** What `guestId` said is from now on said by `userId`. */
  handOver(guestId: string, userId: string): void
}
