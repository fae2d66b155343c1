import type { Comment, Thread, ThreadPage } from '../../lib/comment-threads.ts'
import { type CommentAction, MAX_COMMENTS, MAX_THREADS, type ThreadState } from '../../lib/comments.ts'
import type { Passage } from '../../lib/passage.ts'
import { can } from '../../lib/roles.ts'
import type { TalkRefusal } from '../../lib/talk.ts'
import type { TalkDatabase } from './talk-database.ts'
import type { TalkCommand } from './talk-log.ts'
import { type AuthorRow, actorOf, type TopicRow, type TopicTables } from './topic-tables.ts'

/** UTF-16 units of words in one page of threads; it ends with the thread that reaches it. */
const PAGE_UNITS = 256 * 1024

interface ThreadRow {
  readonly seq: number
  readonly passage: string
  readonly quote: string
  readonly replacement: string | null
  readonly state: ThreadState
  readonly state_by: string | null
  readonly state_name: string | null
  readonly state_color: string | null
  readonly state_at: number | null
}

interface CommentRow extends AuthorRow {
  readonly seq: number
  readonly thread: number
  readonly time: number
  readonly text: string | null
  readonly edited_at: number | null
  readonly is_withdrawn: number
}

const THREAD = `SELECT seq, passage, quote, replacement, state, state_by, state_name, state_color, state_at
  FROM threads`
const COMMENT = `SELECT seq, thread, author, author_name, author_color, time, text, edited_at, is_withdrawn
  FROM comments`

/** The threads beside a text, with what is said in them. */
export class CommentTables implements TopicTables {
  readonly #db: TalkDatabase

  constructor(db: TalkDatabase) {
    this.#db = db
  }

  /** The first threads behind thread `after`. */
  page(topic: TopicRow, after: number, limit: number): Omit<ThreadPage, 'seq'> {
    const sql = `${THREAD} WHERE topic = ? AND seq > ? ORDER BY seq LIMIT ?`
    const rows = this.#db.all<ThreadRow>(sql, topic.id, after, limit + 1)
    const threads: Thread[] = []
    let units = 0
    for (const row of rows) {
      if (threads.length === limit || units >= PAGE_UNITS) break
      const thread = this.#threadOf(topic.id, row)
      threads.push(thread)
      units += row.passage.length + thread.comments.reduce((sum, { text }) => sum + (text?.length ?? 0), 0)
    }
    return { threads, more: threads.length < rows.length }
  }

  apply(topic: TopicRow, seq: number, command: TalkCommand): TalkRefusal | null {
    const action = command.action as CommentAction
    switch (action.kind) {
      case 'thread':
        return this.#begin(topic.id, seq, command, action.passage, null, action.text)
      case 'suggest':
        return this.#begin(topic.id, seq, command, action.passage, action.replacement, action.text)
      case 'reply':
        return this.#reply(topic.id, seq, command, action.thread, action.text)
      case 'amend':
      case 'withdraw':
        return this.#change(topic.id, command, action)
      case 'cheer':
        return this.#cheer(topic.id, seq, command.by.id, action)
      case 'resolve':
      case 'reopen':
      case 'decide':
        return this.#settle(topic.id, command, action)
      case 'reanchor':
        return this.#reanchor(topic.id, command, action.moves)
    }
  }

  handOver(guestId: string, userId: string): void {
    for (const table of ['comments', 'cheers']) {
      this.#db.run(`UPDATE OR IGNORE ${table} SET author = ? WHERE author = ?`, userId, guestId)
    }
    this.#db.run('DELETE FROM cheers WHERE author = ?', guestId)
    this.#db.run('UPDATE threads SET state_by = ? WHERE state_by = ?', userId, guestId)
  }

  #begin(
    topic: number,
    seq: number,
    command: TalkCommand,
    passage: Passage,
    replacement: string | null,
    text: string | null,
  ): TalkRefusal | null {
    if (this.#count('threads', 'topic = ?', topic) >= MAX_THREADS) return 'full'
    const sql = `INSERT INTO threads (topic, seq, passage, quote, replacement, state) VALUES (?, ?, ?, ?, ?, 'open')`
    this.#db.run(sql, topic, seq, JSON.stringify(passage), passage.quote, replacement)
    this.#say(topic, seq, seq, command, text)
    return null
  }

  #reply(topic: number, seq: number, command: TalkCommand, thread: number, text: string): TalkRefusal | null {
    if (this.#thread(topic, thread) === null) return 'gone'
    if (this.#count('comments', 'topic = ? AND thread = ?', topic, thread) >= MAX_COMMENTS) return 'full'
    this.#say(topic, seq, thread, command, text)
    return null
  }

  #say(topic: number, seq: number, thread: number, { by, time }: TalkCommand, text: string | null): void {
    const sql = `INSERT INTO comments (topic, seq, thread, author, author_name, author_color, time, text)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
    this.#db.run(sql, topic, seq, thread, by.id, by.name, by.color, time, text)
  }

  #change(
    topic: number,
    { by, role, time }: TalkCommand,
    action: Extract<CommentAction, { kind: 'amend' | 'withdraw' }>,
  ): TalkRefusal | null {
    const comment = this.#comment(topic, action.comment)
    if (comment === null || comment.is_withdrawn === 1) return 'gone'
    if (comment.author !== by.id && !(action.kind === 'withdraw' && can(role, 'share'))) return 'not-yours'
    if (action.kind === 'amend') {
      const sql = 'UPDATE comments SET text = ?, edited_at = ? WHERE topic = ? AND seq = ?'
      this.#db.run(sql, action.text, time, topic, comment.seq)
    } else this.#withdraw(topic, comment)
    return null
  }

  /** A thread in which nothing is said any more goes; so does what is suggested with the words that suggest it. */
  #withdraw(topic: number, { seq, thread }: CommentRow): void {
    const sql = 'UPDATE comments SET text = NULL, is_withdrawn = 1 WHERE topic = ? AND seq = ?'
    this.#db.run(sql, topic, seq)
    this.#db.run('DELETE FROM cheers WHERE topic = ? AND comment = ?', topic, seq)
    this.#forgetWords(topic, seq)
    if (seq === thread)
      this.#db.run('UPDATE threads SET replacement = NULL WHERE topic = ? AND seq = ?', topic, thread)
    const left = this.#count('comments', 'topic = ? AND thread = ? AND is_withdrawn = 0', topic, thread)
    if (left > 0) return
    const gone = `UPDATE events SET action = json_object('kind', 'withdraw', 'comment', seq)
      WHERE topic = ? AND seq IN (SELECT seq FROM comments WHERE topic = ? AND thread = ?)`
    this.#db.run(gone, topic, topic, thread)
    this.#db.run('DELETE FROM comments WHERE topic = ? AND thread = ?', topic, thread)
    this.#db.run('DELETE FROM threads WHERE topic = ? AND seq = ?', topic, thread)
  }

  /** What was withdrawn is nowhere to be read: events keep that something was said, not what. */
  #forgetWords(topic: number, comment: number): void {
    const said = `UPDATE events SET action = CASE json_extract(action, '$.kind')
        WHEN 'reply' THEN json_set(action, '$.text', '–')
        ELSE json_remove(json_set(action, '$.kind', 'thread', '$.text', '–'), '$.replacement') END
      WHERE topic = ? AND seq = ? AND json_extract(action, '$.kind') IN ('thread', 'suggest', 'reply')`
    this.#db.run(said, topic, comment)
    const amended = `UPDATE events SET action = json_object('kind', 'withdraw', 'comment', ?)
      WHERE topic = ? AND json_extract(action, '$.kind') = 'amend' AND json_extract(action, '$.comment') = ?`
    this.#db.run(amended, comment, topic, comment)
  }

  #cheer(
    topic: number,
    seq: number,
    author: string,
    { comment, emoji, on }: Extract<CommentAction, { kind: 'cheer' }>,
  ): TalkRefusal | null {
    const row = this.#comment(topic, comment)
    if (row === null || row.is_withdrawn === 1) return 'gone'
    const sql = on
      ? 'INSERT OR IGNORE INTO cheers (topic, comment, emoji, author, seq) VALUES (?, ?, ?, ?, ?)'
      : 'DELETE FROM cheers WHERE topic = ? AND comment = ? AND emoji = ? AND author = ?'
    this.#db.run(sql, topic, comment, emoji, author, ...(on ? [seq] : []))
    return null
  }

  #settle(
    topic: number,
    { by, role, time }: TalkCommand,
    action: Extract<CommentAction, { kind: 'resolve' | 'reopen' | 'decide' }>,
  ): TalkRefusal | null {
    const thread = this.#thread(topic, action.thread)
    if (thread === null) return 'gone'
    const isDecided = thread.state === 'accepted' || thread.state === 'rejected'
    if ((action.kind === 'decide' || isDecided) && !can(role, 'edit')) return 'role'
    if (action.kind === 'decide' && thread.replacement === null) return 'gone'
    if (action.kind !== 'reopen' && isDecided) return 'decided'
    const state =
      action.kind === 'decide'
        ? action.accept
          ? 'accepted'
          : 'rejected'
        : action.kind === 'resolve'
          ? 'resolved'
          : 'open'
    const sql = `UPDATE threads SET state = ?, state_by = ?, state_name = ?, state_color = ?, state_at = ?
      WHERE topic = ? AND seq = ?`
    this.#db.run(sql, state, by.id, by.name, by.color, time, topic, thread.seq)
    return null
  }

  /** Only who may make blocks anew can say where their words are now: to others it would lend somebody's words. */
  #reanchor(
    topic: number,
    { role }: TalkCommand,
    moves: readonly { readonly thread: number; readonly passage: Passage }[],
  ): TalkRefusal | null {
    if (!can(role, 'edit')) return 'role'
    const sql = 'UPDATE threads SET passage = ? WHERE topic = ? AND seq = ?'
    let changes = 0
    for (const { thread, passage } of moves) {
      changes += Number(this.#db.run(sql, JSON.stringify(passage), topic, thread).changes)
    }
    return changes === 0 ? 'gone' : null
  }

  #threadOf(topic: number, row: ThreadRow): Thread {
    const { seq, quote, replacement, state, state_by, state_name, state_color, state_at } = row
    const comments = this.#db.all<CommentRow>(
      `${COMMENT} WHERE topic = ? AND thread = ? ORDER BY seq`,
      topic,
      seq,
    )
    const stateBy =
      state_by === null ? null : { id: state_by, name: state_name ?? '', color: state_color ?? '' }
    return {
      seq,
      passage: JSON.parse(row.passage) as Passage,
      quote,
      replacement,
      state,
      stateBy,
      stateAt: state_at,
      comments: comments.map((comment) => this.#commentOf(topic, comment)),
    }
  }

  #commentOf(topic: number, row: CommentRow): Comment {
    const { seq, time, text, edited_at, is_withdrawn } = row
    const reactions: { emoji: string; by: string[] }[] = []
    const sql = 'SELECT emoji, author FROM cheers WHERE topic = ? AND comment = ? ORDER BY seq'
    for (const { emoji, author } of this.#db.all<{ emoji: string; author: string }>(sql, topic, seq)) {
      const same = reactions.find((each) => each.emoji === emoji)
      if (same === undefined) reactions.push({ emoji, by: [author] })
      else same.by.push(author)
    }
    return {
      seq,
      time,
      by: actorOf(row),
      text,
      editedAt: edited_at,
      withdrawn: is_withdrawn === 1,
      reactions,
    }
  }

  #thread(topic: number, seq: number): ThreadRow | null {
    return this.#db.all<ThreadRow>(`${THREAD} WHERE topic = ? AND seq = ?`, topic, seq)[0] ?? null
  }

  #comment(topic: number, seq: number): CommentRow | null {
    return this.#db.all<CommentRow>(`${COMMENT} WHERE topic = ? AND seq = ?`, topic, seq)[0] ?? null
  }

  #count(table: 'threads' | 'comments', where: string, ...values: number[]): number {
    const sql = `SELECT count(*) AS count FROM ${table} WHERE ${where}`
    return this.#db.all<{ count: number }>(sql, ...values)[0]?.count ?? 0
  }
}
