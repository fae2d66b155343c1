import type { Actor, TalkRefusal } from '../../lib/talk.ts'
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
  /** What `guestId` said is from now on said by `userId`. */
  handOver(guestId: string, userId: string): void
}
