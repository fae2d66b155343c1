import type { ChatAction } from '../../lib/chat.ts'
import type { ChatMessage, ChatPage } from '../../lib/chat-page.ts'
import { mentionsInMessage, plainMessage } from '../../lib/chat-text.ts'
import { folded } from '../../lib/folded.ts'
import { can } from '../../lib/roles.ts'
import type { TalkRefusal, Unread } from '../../lib/talk.ts'
import type { TalkDatabase } from './talk-database.ts'
import type { TalkCommand } from './talk-log.ts'
import { type AuthorRow, actorOf, type TopicRow, type TopicTables } from './topic-tables.ts'

interface MessageRow extends AuthorRow {
  readonly seq: number
  readonly time: number
  readonly text: string | null
  readonly edited_at: number | null
}

/** The messages of chats and the reactions to them. */
export class ChatTables implements TopicTables {
  readonly #db: TalkDatabase

  constructor(db: TalkDatabase) {
    this.#db = db
  }

  /** The last `limit` messages before message `before`, and whether there are older ones. */
  page(topic: TopicRow, before: number, limit: number): Pick<ChatPage, 'messages' | 'more'> {
    const sql = `SELECT seq, author, author_name, author_color, time, text, edited_at FROM messages
      WHERE topic = ? AND seq < ? ORDER BY seq DESC LIMIT ?`
    return this.#pageOf(topic, this.#db.all<MessageRow>(sql, topic.id, before, limit + 1), limit)
  }

  /** The same of the messages in which each of the words of `query` occurs, whatever their case and accents. */
  search(topic: TopicRow, query: string, before: number, limit: number): Pick<ChatPage, 'messages' | 'more'> {
    const words = folded(query)
      .split(/\s+/u)
      .filter((word) => word !== '')
    // a deleted message has no words, and NULL contains nothing
    const sql = `SELECT seq, author, author_name, author_color, time, text, edited_at FROM messages
      WHERE topic = ? AND seq < ? AND text IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(folded, value) = 0)
      ORDER BY seq DESC LIMIT ?`
    const found =
      words.length === 0
        ? []
        : this.#db.all<MessageRow>(sql, topic.id, before, JSON.stringify(words), limit + 1)
    return this.#pageOf(topic, found, limit)
  }

  unread(topic: TopicRow, person: string, after: number, most: number): readonly Unread[] {
    const sql = `SELECT seq, text FROM messages
      WHERE topic = ? AND seq > ? AND author <> ? AND text IS NOT NULL ORDER BY seq LIMIT ?`
    return this.#db
      .all<{ seq: number; text: string }>(sql, topic.id, after, person, most)
      .map(({ seq, text }) => ({ seq, forMe: mentionsInMessage(text).includes(person) }))
  }

  /** `rows` are the last first, and one more than `limit` when there are more. */
  #pageOf(topic: TopicRow, rows: readonly MessageRow[], limit: number): Pick<ChatPage, 'messages' | 'more'> {
    const shown = rows.slice(0, limit).reverse()
    const reactions = this.#reactions(topic.id, shown[0]?.seq ?? 0, shown.at(-1)?.seq ?? 0)
    const messages = shown.map((row) => ({
      seq: row.seq,
      time: row.time,
      by: actorOf(row),
      text: row.text,
      editedAt: row.edited_at,
      reactions: reactions.get(row.seq) ?? [],
    }))
    return { messages, more: rows.length > limit }
  }

  apply(topic: TopicRow, seq: number, command: TalkCommand): TalkRefusal | null {
    const { by, role, time } = command
    const action = command.action as ChatAction
    const isOwner = can(role, 'share')
    if (action.kind === 'clear' || action.kind === 'switch') {
      if (!isOwner) return 'role'
      if (action.kind === 'switch') {
        this.#db.run('UPDATE topics SET is_on = ? WHERE id = ?', action.on ? 1 : 0, topic.id)
      } else {
        this.#db.run('DELETE FROM messages WHERE topic = ?', topic.id)
        this.#db.run('DELETE FROM reactions WHERE topic = ?', topic.id)
        this.#forgetWords(topic.id, null)
      }
      return null
    }
    if (topic.is_on === 0 && action.kind !== 'delete') return 'off'
    if (action.kind === 'post') {
      const sql = `INSERT INTO messages (topic, seq, author, author_name, author_color, time, text, folded)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
      const { text } = action
      this.#db.run(sql, topic.id, seq, by.id, by.name, by.color, time, text, searched(text))
      return null
    }
    const message = this.#message(topic.id, action.message)
    if (message === null || message.text === null) return 'gone'
    if (action.kind === 'react') return this.#react(topic.id, seq, by.id, action)
    if (message.author !== by.id && !(action.kind === 'delete' && isOwner)) return 'not-yours'
    const text = action.kind === 'edit' ? action.text : null
    const sql = 'UPDATE messages SET text = ?, folded = ?, edited_at = ? WHERE topic = ? AND seq = ?'
    this.#db.run(sql, text, text === null ? null : searched(text), time, topic.id, message.seq)
    if (text === null) {
      this.#db.run('DELETE FROM reactions WHERE topic = ? AND message = ?', topic.id, message.seq)
      this.#forgetWords(topic.id, message.seq)
    }
    return null
  }

  handOver(guestId: string, userId: string): void {
    // what both have reacted with alike is one reaction
    for (const table of ['messages', 'reactions']) {
      this.#db.run(`UPDATE OR IGNORE ${table} SET author = ? WHERE author = ?`, userId, guestId)
    }
    this.#db.run('DELETE FROM reactions WHERE author = ?', guestId)
  }

  /** What was deleted is nowhere to be read: events keep that something was said, not what. */
  #forgetWords(topic: number, message: number | null): void {
    const posts = `UPDATE events SET action = json_object('kind', 'delete', 'message', seq)
      WHERE topic = ? AND json_extract(action, '$.kind') = 'post' AND (? IS NULL OR seq = ?)`
    this.#db.run(posts, topic, message, message)
    const edits = `UPDATE events SET action = json_object('kind', 'delete', 'message', json_extract(action, '$.message'))
      WHERE topic = ? AND json_extract(action, '$.kind') = 'edit'
        AND (? IS NULL OR json_extract(action, '$.message') = ?)`
    this.#db.run(edits, topic, message, message)
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
    this.#db.run(sql, topic, message, emoji, author, ...(on ? [seq] : []))
    return null
  }

  #reactions(topic: number, from: number, to: number): Map<number, ChatMessage['reactions'][number][]> {
    const sql = `SELECT message, emoji, author FROM reactions
      WHERE topic = ? AND message BETWEEN ? AND ? ORDER BY message, seq`
    const found = new Map<number, { emoji: string; by: string[] }[]>()
    for (const row of this.#db.all<{ message: number; emoji: string; author: string }>(
      sql,
      topic,
      from,
      to,
    )) {
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
    return this.#db.all<MessageRow>(sql, topic, seq)[0] ?? null
  }
}

const searched = (text: string): string => folded(plainMessage(text))
