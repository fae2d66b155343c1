import type { DocumentId } from '../../lib/ids.ts'
import type { NoticeKind, NoticeOutcome, NoticeSource } from '../../lib/notice-values.ts'
import type { Actor, Topic } from '../../lib/talk.ts'

/** A notice as it is now. Times in milliseconds since 1970. */
export interface StoredNotice {
  readonly seq: number
  readonly time: number
  /** Empty words for who is not known. */
  readonly by: Actor
  readonly about: NoticeKind
  readonly document: DocumentId
  readonly source: NoticeSource
  readonly place: string
  readonly outcome: NoticeOutcome | null
  /** What was said, as it stands now; null when it is gone, and where nothing was said. */
  readonly quote: string | null
  readonly readAt: number | null
}

export interface StoredInbox {
  /** The last event that it knows of. */
  readonly seq: number
  /** How many there are that nobody has read, on all pages. */
  readonly unread: number
  /** The newest first. */
  readonly notices: readonly StoredNotice[]
  readonly more: boolean
}

export interface ThreadPeople {
  readonly thread: number
  readonly people: readonly string[]
}

/** Of the mentions of a person in a text that much is known. */
export interface KnownMentions {
  /** How many there were by author, when it was last looked at. */
  readonly authors: Readonly<Record<string, number>>
  /** The most that there were of late, and since when, milliseconds since 1970. */
  readonly most: number
  readonly mostAt: number
  /** How often the person was told. */
  readonly told: number
}

/** What waits to be posted to a person. */
export interface UnmailedInbox {
  readonly person: string
  readonly notices: readonly StoredNotice[]
  /** When a letter last went to them, milliseconds since 1970; null when none has. */
  readonly lastMailedAt: number | null
}

/** The part of the talk log that is about what people are told. */
export interface NoticeLog {
  /** The last `limit` notices before notice `before`. */
  inbox(person: string, before: number, limit: number): Promise<StoredInbox>
  /** Up to where a source of notices (a topic, or `audit`) was looked through; null when it never was. */
  lookedThrough(source: string): Promise<number | null>
  setLookedThrough(source: string, seq: number): Promise<void>
  /** The topics in which something has happened that was not looked at. */
  unlookedTopics(): Promise<readonly Topic[]>
  /**
   * The thread in which a comment stands, and who has said something there that is still to be read, who began it first.
   * The first comment of a thread has its number. Null when it is gone.
   */
  threadOf(topic: Topic, comment: number): Promise<ThreadPeople | null>
  textMentions(document: DocumentId): Promise<ReadonlyMap<string, KnownMentions>>
  setTextMentions(document: DocumentId, known: ReadonlyMap<string, KnownMentions>): Promise<void>
  /** What nobody has read or posted and is not younger than `before`; `next` is the time of the oldest that is. */
  unmailed(
    before: number,
  ): Promise<{ readonly inboxes: readonly UnmailedInbox[]; readonly next: number | null }>
  /** Nothing up to notice `upTo` is posted any more. `at` is null when it was not posted at all. */
  setMailed(person: string, upTo: number, at: number | null): Promise<void>
}
