import type { DocumentId } from '../../lib/ids.ts'
import type { NoticeKind, NoticeOutcome, NoticeSource } from '../../lib/notice-values.ts'
import type { Notice, NoticeAction } from '../../lib/notices.ts'
import { noticesOf, parseTopic, type TalkRefusal, type Topic, type Unread } from '../../lib/talk.ts'
import type { KnownMentions, StoredInbox, StoredNotice, ThreadPeople, UnmailedInbox } from './notice-log.ts'
import type { TalkDatabase } from './talk-database.ts'
import type { TalkCommand } from './talk-log.ts'
import { type AuthorRow, actorOf, type TopicRow, type TopicTables } from './topic-tables.ts'

/** Notices of one person that are kept; the oldest go. */
const MAX_NOTICES = 1_000
/** Notices of one person in one letter, and people of one round of letters. */
const MAX_IN_LETTER = 100
const MAX_LETTERS = 100
/** A time of `mailed_at` that is none: it is not to be posted. */
const NEVER = 0

interface NoticeRow extends AuthorRow {
  readonly seq: number
  readonly time: number
  readonly about: NoticeKind
  readonly document: string
  readonly source: NoticeSource
  readonly item: number | null
  readonly place: string
  readonly outcome: NoticeOutcome | null
  readonly read_at: number | null
}

interface MentionRow {
  readonly person: string
  readonly authors: string
  readonly most: number
  readonly most_at: number
  readonly told: number
}

const NOTICE = `SELECT seq, author, author_name, author_color, time, about, document, source, item, place, outcome, read_at
  FROM notices`

/** What people are told: their inboxes, and how far everything was looked through for it. */
export class NoticeTables implements TopicTables {
  readonly #db: TalkDatabase

  constructor(db: TalkDatabase) {
    this.#db = db
  }

  apply(topic: TopicRow, seq: number, command: TalkCommand): TalkRefusal | null {
    const action = command.action as NoticeAction
    if (action.kind === 'notice') return this.#add(topic.id, seq, command, action)
    const [where, upTo] =
      action.kind === 'read-notice' ? ['seq = ?', action.notice] : ['seq <= ?', action.upTo]
    const sql = `UPDATE notices SET read_at = ? WHERE topic = ? AND ${where} AND read_at IS NULL`
    return Number(this.#db.run(sql, command.time, topic.id, upTo).changes) === 0 ? 'gone' : null
  }

  /** All that its person has not read, the newest of it; each is meant for them. */
  unread(topic: TopicRow, _person: string, _after: number, most: number): readonly Unread[] {
    const sql = 'SELECT seq FROM notices WHERE topic = ? AND read_at IS NULL ORDER BY seq DESC LIMIT ?'
    return this.#db.all<{ seq: number }>(sql, topic.id, most).map(({ seq }) => ({ seq, forMe: true }))
  }

  inbox(person: string, before: number, limit: number): StoredInbox {
    const topic = this.#topic(noticesOf(person))
    if (topic === null) return { seq: 0, unread: 0, notices: [], more: false }
    const sql = `${NOTICE} WHERE topic = ? AND seq < ? ORDER BY seq DESC LIMIT ?`
    const rows = this.#db.all<NoticeRow>(sql, topic.id, before, limit + 1)
    const unread = 'SELECT count(*) AS count FROM notices WHERE topic = ? AND read_at IS NULL'
    return {
      seq: topic.last_seq,
      unread: this.#db.all<{ count: number }>(unread, topic.id)[0]?.count ?? 0,
      notices: rows.slice(0, limit).map((row) => this.#noticeOf(row)),
      more: rows.length > limit,
    }
  }

  lookedThrough(source: string): number | null {
    const sql = 'SELECT seq FROM looked_through WHERE source = ?'
    return this.#db.all<{ seq: number }>(sql, source)[0]?.seq ?? null
  }

  setLookedThrough(source: string, seq: number): void {
    this.#db.run('INSERT OR REPLACE INTO looked_through (source, seq) VALUES (?, ?)', source, seq)
  }

  unlookedTopics(): Topic[] {
    const sql = `SELECT name FROM topics LEFT JOIN looked_through ON source = name
      WHERE last_seq > coalesce(seq, 0) AND name NOT LIKE 'notices:%'`
    return this.#db.all<{ name: Topic }>(sql).map(({ name }) => name)
  }

  threadOf(topic: Topic, comment: number): ThreadPeople | null {
    const { id } = this.#topic(topic) ?? { id: 0 }
    const known = 'SELECT thread FROM comments WHERE topic = ? AND seq = ?'
    const thread = this.#db.all<{ thread: number }>(known, id, comment)[0]?.thread
    if (thread === undefined) return null
    const sql = `SELECT author FROM comments WHERE topic = ? AND thread = ? AND is_withdrawn = 0
      GROUP BY author ORDER BY min(seq)`
    return { thread, people: this.#db.all<{ author: string }>(sql, id, thread).map(({ author }) => author) }
  }

  textMentions(document: DocumentId): Map<string, KnownMentions> {
    const sql = 'SELECT person, authors, most, most_at, told FROM text_mentions WHERE document = ?'
    const rows = this.#db.all<MentionRow>(sql, document)
    return new Map(
      rows.map(({ person, authors, most, most_at, told }) => [
        person,
        { authors: JSON.parse(authors) as KnownMentions['authors'], most, mostAt: most_at, told },
      ]),
    )
  }

  setTextMentions(document: DocumentId, known: ReadonlyMap<string, KnownMentions>): void {
    const sql = `INSERT OR REPLACE INTO text_mentions (document, person, authors, most, most_at, told)
      VALUES (?, ?, ?, ?, ?, ?)`
    this.#db.transaction(() => {
      for (const [person, { authors, most, mostAt, told }] of known) {
        this.#db.run(sql, document, person, JSON.stringify(authors), most, mostAt, told)
      }
    })
  }

  unmailed(before: number): { inboxes: UnmailedInbox[]; next: number | null } {
    const open = 'read_at IS NULL AND mailed_at IS NULL'
    const due = `SELECT DISTINCT topic FROM notices WHERE ${open} AND time <= ? LIMIT ?`
    const inboxes = this.#db.all<{ topic: number }>(due, before, MAX_LETTERS).flatMap(({ topic }) => {
      const [row] = this.#db.all<{ name: string }>('SELECT name FROM topics WHERE id = ?', topic)
      const parsed = parseTopic(row?.name ?? '')
      if (parsed?.kind !== 'notices') return []
      const sql = `${NOTICE} WHERE topic = ? AND ${open} ORDER BY seq DESC LIMIT ?`
      const rows = this.#db.all<NoticeRow>(sql, topic, MAX_IN_LETTER).reverse()
      const last = 'SELECT max(mailed_at) AS at FROM notices WHERE topic = ?'
      const lastMailedAt = this.#db.all<{ at: number | null }>(last, topic)[0]?.at || null
      const notices = rows.map((notice) => this.#noticeOf(notice))
      return [{ person: parsed.person, notices, lastMailedAt }]
    })
    const next = `SELECT min(time) AS next FROM notices WHERE ${open} AND time > ?`
    return { inboxes, next: this.#db.all<{ next: number | null }>(next, before)[0]?.next ?? null }
  }

  setMailed(person: string, upTo: number, at: number | null): void {
    const topic = this.#topic(noticesOf(person))
    const sql = 'UPDATE notices SET mailed_at = ? WHERE topic = ? AND seq <= ? AND mailed_at IS NULL'
    if (topic !== null) this.#db.run(sql, at ?? NEVER, topic.id, upTo)
  }

  /** What a guest was told is told to the person, with numbers behind what they had. */
  handOver(guestId: string, userId: string): void {
    this.#db.run('UPDATE OR IGNORE notices SET author = ? WHERE author = ?', userId, guestId)
    const guest = this.#topic(noticesOf(guestId))
    if (guest === null) return
    const name = noticesOf(userId)
    if (this.#topic(name) === null) {
      this.#db.run('UPDATE topics SET name = ? WHERE id = ?', name, guest.id)
      return
    }
    const { id, last_seq } = this.#topic(name) as TopicRow
    for (const table of ['events', 'notices']) {
      this.#db.run(
        `UPDATE OR IGNORE ${table} SET topic = ?, seq = seq + ? WHERE topic = ?`,
        id,
        last_seq,
        guest.id,
      )
    }
    this.#db.run('UPDATE topics SET last_seq = ? WHERE id = ?', last_seq + guest.last_seq, id)
    this.#db.run('DELETE FROM topics WHERE id = ?', guest.id)
  }

  /** Of a chat that is watched one notice is there at a time, until it was read. */
  #add(topic: number, seq: number, { by, time }: TalkCommand, notice: Notice): TalkRefusal | null {
    const { about, document, source, item, place, outcome } = notice
    const there = `SELECT 1 FROM notices WHERE topic = ? AND about = 'chat' AND document = ? AND read_at IS NULL`
    if (about === 'chat' && this.#db.all(there, topic, document).length > 0) return 'gone'
    const sql = `INSERT INTO notices
      (topic, seq, author, author_name, author_color, time, about, document, source, item, place, outcome)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    const { id, name, color } = by
    this.#db.run(sql, topic, seq, id, name, color, time, about, document, source, item, place, outcome)
    const oldest = `SELECT seq FROM notices WHERE topic = ? ORDER BY seq DESC LIMIT 1 OFFSET ?`
    const [tooMany] = this.#db.all<{ seq: number }>(oldest, topic, MAX_NOTICES)
    for (const table of tooMany === undefined ? [] : ['notices', 'events']) {
      this.#db.run(`DELETE FROM ${table} WHERE topic = ? AND seq <= ?`, topic, tooMany?.seq ?? 0)
    }
    return null
  }

  #noticeOf(row: NoticeRow): StoredNotice {
    const { seq, time, about, source, place, outcome, read_at } = row
    const document = row.document as DocumentId
    return {
      seq,
      time,
      by: actorOf(row),
      about,
      document,
      source,
      place,
      outcome,
      quote: this.#quote(row),
      readAt: read_at,
    }
  }

  /** What was taken back is nowhere to be read: words are looked up, not kept. */
  #quote({ document, source, item }: NoticeRow): string | null {
    if (item === null || (source !== 'chat' && source !== 'comments')) return null
    const table = source === 'chat' ? 'messages' : 'comments'
    const sql = `SELECT text FROM ${table} JOIN topics ON topics.id = ${table}.topic WHERE name = ? AND seq = ?`
    return this.#db.all<{ text: string | null }>(sql, `${source}:${document}`, item)[0]?.text ?? null
  }

  #topic(name: Topic): TopicRow | null {
    return this.#db.all<TopicRow>('SELECT id, last_seq, is_on FROM topics WHERE name = ?', name)[0] ?? null
  }
}
