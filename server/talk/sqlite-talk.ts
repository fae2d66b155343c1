import type { ChatPage } from '../../lib/chat-page.ts'
import type { ThreadPage } from '../../lib/comment-threads.ts'
import { can } from '../../lib/roles.ts'
import {
  MAX_UNREAD,
  parseTopic,
  type TalkAction,
  type TalkEvent,
  type Topic,
  type TopicKind,
} from '../../lib/talk.ts'
import { ChatTables } from './chat-tables.ts'
import { CommentTables } from './comment-tables.ts'
import { NoticeTables } from './notice-tables.ts'
import { TalkDatabase } from './talk-database.ts'
import type { Reading, ReadMark, TalkCommand, TalkOutcome } from './talk-log.ts'
import { type AuthorRow, actorOf, type TopicRow, type TopicTables } from './topic-tables.ts'

interface EventRow extends AuthorRow {
  readonly seq: number
  readonly time: number
  readonly action: string
}

const NO_TOPIC: TopicRow = { id: 0, last_seq: 0, is_on: 1 }

/** The talk log in SQLite, for one thread. Each call is one transaction: all of it is on the disk, or nothing. */
export class SqliteTalk {
  readonly #db: TalkDatabase
  readonly #chat: ChatTables
  readonly #comments: CommentTables
  /** What is told to people. */
  readonly notices: NoticeTables
  readonly #tables: Readonly<Record<TopicKind, TopicTables>>

  constructor(path: string) {
    this.#db = new TalkDatabase(path)
    this.#chat = new ChatTables(this.#db)
    this.#comments = new CommentTables(this.#db)
    this.notices = new NoticeTables(this.#db)
    this.#tables = { chat: this.#chat, comments: this.#comments, notices: this.notices }
  }

  do(commands: readonly TalkCommand[]): readonly TalkOutcome[] {
    return this.#db.transaction(() => commands.map((command) => this.#doOne(command)))
  }

  head(topic: Topic): { seq: number; on: boolean } {
    const row = this.#topic(topic) ?? NO_TOPIC
    return { seq: row.last_seq, on: row.is_on === 1 }
  }

  events(topic: Topic, after: number, limit: number): readonly TalkEvent[] {
    const { id } = this.#topic(topic) ?? NO_TOPIC
    const sql = `SELECT seq, author, author_name, author_color, time, action FROM events
      WHERE topic = ? AND seq > ? ORDER BY seq LIMIT ?`
    return this.#db.all<EventRow>(sql, id, after, limit).map((row) => ({
      seq: row.seq,
      time: row.time,
      by: actorOf(row),
      action: JSON.parse(row.action) as TalkAction,
    }))
  }

  page(topic: Topic, before: number, limit: number): ChatPage {
    const row = this.#topic(topic) ?? NO_TOPIC
    return { seq: row.last_seq, on: row.is_on === 1, ...this.#chat.page(row, before, limit) }
  }

  search(topic: Topic, query: string, before: number, limit: number): ChatPage {
    const row = this.#topic(topic) ?? NO_TOPIC
    return { seq: row.last_seq, on: row.is_on === 1, ...this.#chat.search(row, query, before, limit) }
  }

  reading(topic: Topic, person: string, atLeast: number): Reading {
    const row = this.#topic(topic) ?? NO_TOPIC
    const sql = 'SELECT seq FROM reads WHERE topic = ? AND person = ?'
    const stored = this.#db.all<{ seq: number }>(sql, row.id, person)[0]?.seq ?? 0
    const read = Math.min(Math.max(atLeast, stored), row.last_seq)
    return { read, unread: this.#tablesOf(topic).unread?.(row, person, read, MAX_UNREAD) ?? [] }
  }

  markRead(marks: readonly ReadMark[]): void {
    const sql = `INSERT INTO reads (topic, person, seq) VALUES (?, ?, ?)
      ON CONFLICT (topic, person) DO UPDATE SET seq = max(seq, excluded.seq)`
    this.#db.transaction(() => {
      for (const { topic, person, seq } of marks) {
        const row = this.#topic(topic)
        if (row !== null) this.#db.run(sql, row.id, person, Math.min(seq, row.last_seq))
      }
    })
  }

  threads(topic: Topic, after: number, limit: number): ThreadPage {
    const row = this.#topic(topic) ?? NO_TOPIC
    return { seq: row.last_seq, ...this.#comments.page(row, after, limit) }
  }

  handOver(guestId: string, userId: string): void {
    this.#db.transaction(() => {
      this.#db.run('UPDATE OR IGNORE events SET author = ? WHERE author = ?', userId, guestId)
      this.#db.run(
        `INSERT INTO reads (topic, person, seq) SELECT topic, ?, seq FROM reads WHERE person = ?
          ON CONFLICT (topic, person) DO UPDATE SET seq = max(seq, excluded.seq)`,
        userId,
        guestId,
      )
      this.#db.run('DELETE FROM reads WHERE person = ?', guestId)
      for (const tables of Object.values(this.#tables)) tables.handOver(guestId, userId)
    })
  }

  close(): void {
    this.#db.close()
  }

  #doOne(command: TalkCommand): TalkOutcome {
    const { topic, by, id, time, action } = command
    const known = this.#topic(topic)
    const before = known === null ? undefined : this.#done(known.id, by.id, id)
    if (before !== undefined) return { kind: 'done', seq: before, event: null }
    if (!can(command.role, 'comment')) return { kind: 'refused', why: 'role' }
    const row = known ?? this.#addTopic(topic)
    const seq = row.last_seq + 1
    const why = this.#tablesOf(topic).apply(row, seq, command)
    if (why !== null) return { kind: 'refused', why }
    this.#db.run('UPDATE topics SET last_seq = ? WHERE id = ?', seq, row.id)
    const sql = `INSERT INTO events (topic, seq, author, author_name, author_color, command, time, action)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    this.#db.run(sql, row.id, seq, by.id, by.name, by.color, id, time, JSON.stringify(action))
    return { kind: 'done', seq, event: { seq, time, by, action } }
  }

  #tablesOf(topic: Topic): TopicTables {
    const parsed = parseTopic(topic)
    if (parsed === null) throw new TypeError(`${topic} is no topic`)
    return this.#tables[parsed.kind]
  }

  #done(topic: number, author: string, command: string): number | undefined {
    const sql = 'SELECT seq FROM events WHERE topic = ? AND author = ? AND command = ?'
    return this.#db.all<{ seq: number }>(sql, topic, author, command)[0]?.seq
  }

  #topic(name: Topic): TopicRow | null {
    return this.#db.all<TopicRow>('SELECT id, last_seq, is_on FROM topics WHERE name = ?', name)[0] ?? null
  }

  #addTopic(name: Topic): TopicRow {
    const { lastInsertRowid } = this.#db.run('INSERT INTO topics (name) VALUES (?)', name)
    return { id: Number(lastInsertRowid), last_seq: 0, is_on: 1 }
  }
}
