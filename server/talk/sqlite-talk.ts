import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { can } from '../../lib/roles.ts'
import type { Actor, ChatAction, TalkEvent, Topic } from '../../lib/talk.ts'
import type { ChatMessage, ChatPage, TalkCommand, TalkOutcome } from './talk-log.ts'
import { openTalkDatabase } from './talk-schema.ts'

interface TopicRow {
  readonly id: number
  readonly last_seq: number
  readonly is_on: number
}

interface AuthorRow {
  readonly author: string
  readonly author_name: string
  readonly author_color: string
}

interface EventRow extends AuthorRow {
  readonly seq: number
  readonly time: number
  readonly action: string
}

interface MessageRow extends AuthorRow {
  readonly seq: number
  readonly time: number
  readonly text: string | null
  readonly edited_at: number | null
}

const actorOf = ({ author, author_name, author_color }: AuthorRow): Actor => ({
  id: author,
  name: author_name,
  color: author_color,
})

const refused = (why: Extract<TalkOutcome, { kind: 'refused' }>['why']): TalkOutcome => ({
  kind: 'refused',
  why,
})

/** The talk log in SQLite, for one thread. Each call is one transaction: all of it is on the disk, or nothing. */
export class SqliteTalk {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string) {
    this.#db = openTalkDatabase(path)
  }

  do(commands: readonly TalkCommand[]): readonly TalkOutcome[] {
    return this.#transaction(() => commands.map((command) => this.#doOne(command)))
  }

  head(topic: Topic): { seq: number; on: boolean } {
    const row = this.#topic(topic)
    return { seq: row?.last_seq ?? 0, on: row === null || row.is_on === 1 }
  }

  events(topic: Topic, after: number, limit: number): readonly TalkEvent[] {
    const id = this.#topic(topic)?.id ?? 0
    const sql = `SELECT seq, author, author_name, author_color, time, action FROM events
      WHERE topic = ? AND seq > ? ORDER BY seq LIMIT ?`
    return this.#all<EventRow>(sql, id, after, limit).map((row) => ({
      seq: row.seq,
      time: row.time,
      by: actorOf(row),
      action: JSON.parse(row.action) as ChatAction,
    }))
  }

  page(topic: Topic, before: number, limit: number): ChatPage {
    const { seq, on } = this.head(topic)
    const id = this.#topic(topic)?.id ?? 0
    const sql = `SELECT seq, author, author_name, author_color, time, text, edited_at FROM messages
      WHERE topic = ? AND seq < ? ORDER BY seq DESC LIMIT ?`
    const rows = this.#all<MessageRow>(sql, id, before, limit + 1)
    const shown = rows.slice(0, limit).reverse()
    const reactions = this.#reactions(id, shown[0]?.seq ?? 0, shown.at(-1)?.seq ?? 0)
    const messages = shown.map((row) => ({
      seq: row.seq,
      time: row.time,
      by: actorOf(row),
      text: row.text,
      editedAt: row.edited_at,
      reactions: reactions.get(row.seq) ?? [],
    }))
    return { seq, on, messages, more: rows.length > limit }
  }

  handOver(guestId: string, userId: string): void {
    this.#transaction(() => {
      // what both have reacted with alike is one reaction
      for (const table of ['events', 'messages', 'reactions']) {
        this.#run(`UPDATE OR IGNORE ${table} SET author = ? WHERE author = ?`, userId, guestId)
      }
      this.#run('DELETE FROM reactions WHERE author = ?', guestId)
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
    if (!can(command.role, 'comment')) return refused('role')
    const row = known ?? this.#addTopic(topic)
    const seq = row.last_seq + 1
    const outcome = this.#apply(row, seq, command)
    if (outcome !== null) return outcome
    this.#run('UPDATE topics SET last_seq = ? WHERE id = ?', seq, row.id)
    const sql = `INSERT INTO events (topic, seq, author, author_name, author_color, command, time, action)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    this.#run(sql, row.id, seq, by.id, by.name, by.color, id, time, JSON.stringify(action))
    return { kind: 'done', seq, event: { seq, time, by, action } }
  }

  /** Changes what a page shows. Returns why not, or null when it has. */
  #apply(topic: TopicRow, seq: number, command: TalkCommand): TalkOutcome | null {
    const { action, by, role, time } = command
    const isOwner = can(role, 'share')
    if (action.kind === 'clear' || action.kind === 'switch') {
      if (!isOwner) return refused('role')
      if (action.kind === 'switch') {
        this.#run('UPDATE topics SET is_on = ? WHERE id = ?', action.on ? 1 : 0, topic.id)
      } else {
        this.#run('DELETE FROM messages WHERE topic = ?', topic.id)
        this.#run('DELETE FROM reactions WHERE topic = ?', topic.id)
        this.#forgetWords(topic.id, null)
      }
      return null
    }
    if (topic.is_on === 0 && action.kind !== 'delete') return refused('off')
    if (action.kind === 'post') {
      const sql = `INSERT INTO messages (topic, seq, author, author_name, author_color, time, text)
        VALUES (?, ?, ?, ?, ?, ?, ?)`
      this.#run(sql, topic.id, seq, by.id, by.name, by.color, time, action.text)
      return null
    }
    const message = this.#message(topic.id, action.message)
    if (message === null || message.text === null) return refused('gone')
    if (action.kind === 'react') return this.#react(topic.id, seq, by.id, action)
    if (message.author !== by.id && !(action.kind === 'delete' && isOwner)) return refused('not-yours')
    const text = action.kind === 'edit' ? action.text : null
    const sql = 'UPDATE messages SET text = ?, edited_at = ? WHERE topic = ? AND seq = ?'
    this.#run(sql, text, time, topic.id, message.seq)
    if (text === null) {
      this.#run('DELETE FROM reactions WHERE topic = ? AND message = ?', topic.id, message.seq)
      this.#forgetWords(topic.id, message.seq)
    }
    return null
  }

  /** What was deleted is nowhere to be read: events keep that something was said, not what. */
  #forgetWords(topic: number, message: number | null): void {
    const posts = `UPDATE events SET action = json_object('kind', 'delete', 'message', seq)
      WHERE topic = ? AND json_extract(action, '$.kind') = 'post' AND (? IS NULL OR seq = ?)`
    this.#run(posts, topic, message, message)
    const edits = `UPDATE events SET action = json_object('kind', 'delete', 'message', json_extract(action, '$.message'))
      WHERE topic = ? AND json_extract(action, '$.kind') = 'edit'
        AND (? IS NULL OR json_extract(action, '$.message') = ?)`
    this.#run(edits, topic, message, message)
  }

  #react(
    topic: number,
    seq: number,
    author: string,
    { message, emoji, on }: Extract<ChatAction, { kind: 'react' }>,
  ): null {
    const sql = on
      ? 'INSERT OR IGNORE INTO reactions (topic, message, emoji, author, seq) VALUES (?, ?, ?, ?, ?)'
      : 'DELETE FROM reactions WHERE topic = ? AND message = ? AND emoji = ? AND author = ?'
    this.#run(sql, topic, message, emoji, author, ...(on ? [seq] : []))
    return null
  }

  #reactions(topic: number, from: number, to: number): Map<number, ChatMessage['reactions'][number][]> {
    const sql = `SELECT message, emoji, author FROM reactions
      WHERE topic = ? AND message BETWEEN ? AND ? ORDER BY message, seq`
    const found = new Map<number, { emoji: string; by: string[] }[]>()
    for (const row of this.#all<{ message: number; emoji: string; author: string }>(sql, topic, from, to)) {
      const list = found.get(row.message) ?? []
      found.set(row.message, list)
      const same = list.find(({ emoji }) => emoji === row.emoji)
      if (same === undefined) list.push({ emoji: row.emoji, by: [row.author] })
      else same.by.push(row.author)
    }
    return found
  }

  #message(topic: number, seq: number): MessageRow | null {
    const sql = `SELECT seq, author, author_name, author_color, time, text, edited_at FROM messages
      WHERE topic = ? AND seq = ?`
    return this.#all<MessageRow>(sql, topic, seq)[0] ?? null
  }

  #done(topic: number, author: string, command: string): number | undefined {
    const sql = 'SELECT seq FROM events WHERE topic = ? AND author = ? AND command = ?'
    return this.#all<{ seq: number }>(sql, topic, author, command)[0]?.seq
  }

  #topic(name: Topic): TopicRow | null {
    return this.#all<TopicRow>('SELECT id, last_seq, is_on FROM topics WHERE name = ?', name)[0] ?? null
  }

  #addTopic(name: Topic): TopicRow {
    const { lastInsertRowid } = this.#run('INSERT INTO topics (name) VALUES (?)', name)
    return { id: Number(lastInsertRowid), last_seq: 0, is_on: 1 }
  }

  #transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      this.#db.exec('ROLLBACK')
      throw error
    }
  }

  #run(sql: string, ...values: (string | number | null)[]) {
    return this.#statement(sql).run(...values)
  }

  #all<T>(sql: string, ...values: (string | number)[]): T[] {
    return this.#statement(sql).all(...values) as T[]
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
