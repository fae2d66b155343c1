import type { Logger } from 'pino'
import type { NoticeItem } from '../../lib/notice-list.ts'
import type { Letter } from '../mailer.ts'
import type { NoticeLog, UnmailedInbox } from '../talk/notice-log.ts'
import type { Inbox } from './inbox.ts'
import type { LetterReader } from './letter-settings.ts'

/** One person gets a letter this often at most. */
const LETTER_EVERY_MS = 60 * 60 * 1000
/** How long it waits when a letter could not be handed over. */
const RETRY_MS = 5 * 60 * 1000
/** Of what is due at the same moment one round is made. */
const SOON_MS = 10

/** The time, and what is done later. */
export interface PostClock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Calls back in `ms`; returns what prevents it. */
  readonly later: (ms: number, act: () => void) => () => void
}

export interface LetterPostContext {
  readonly log: Pick<NoticeLog, 'unmailed' | 'setMailed'>
  readonly inbox: Pick<Inbox, 'shown'>
  readonly reader: (person: string) => Promise<LetterReader | null>
  readonly letter: (person: string, reader: LetterReader, notices: readonly NoticeItem[]) => Letter
  readonly send: (letter: Letter) => Promise<void>
  readonly clock: PostClock
  /** What is not read for so long is posted, in milliseconds. */
  readonly afterMs: number
  readonly logger: Logger
}

/**
 * Posts what people have not read, gathered to one letter each. A letter is noted when the mail server has taken it:
 * a crash in between posts it twice rather than never. Nothing runs while there is nothing to post.
 */
export class LetterPost {
  readonly #context: LetterPostContext
  #cancel: (() => void) | null = null
  #dueAt = Number.POSITIVE_INFINITY
  #running: Promise<void> | null = null
  #isClosed = false

  constructor(context: LetterPostContext) {
    this.#context = context
  }

  /** Somebody was told something, or the server has started. */
  wake(): void {
    const { clock, afterMs } = this.#context
    this.#roundAt(clock.now() + afterMs + SOON_MS)
  }

  /** Looks at once for what has become due while nobody did. */
  start(): void {
    this.#roundAt(this.#context.clock.now())
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel?.()
    await this.#running
  }

  #roundAt(at: number): void {
    if (this.#isClosed || at >= this.#dueAt) return
    this.#cancel?.()
    this.#dueAt = at
    const { now, later } = this.#context.clock
    this.#cancel = later(Math.max(at - now(), 0), () => this.#begin())
  }

  #begin(): void {
    this.#dueAt = Number.POSITIVE_INFINITY
    this.#running = (this.#running ?? Promise.resolve()).then(() => this.#round())
  }

  async #round(): Promise<void> {
    const { log, clock, afterMs, logger } = this.#context
    if (this.#isClosed) return
    try {
      const { inboxes, next } = await log.unmailed(clock.now() - afterMs)
      for (const inbox of inboxes) await this.#post(inbox)
      if (next !== null) this.#roundAt(next + afterMs)
    } catch (error) {
      logger.error({ err: error }, 'letters about notices could not be sent; it is tried again')
      this.#roundAt(clock.now() + RETRY_MS)
    }
  }

  async #post({ person, notices, lastMailedAt }: UnmailedInbox): Promise<void> {
    const { log, inbox, reader, letter, send, clock } = this.#context
    const allowedAt = (lastMailedAt ?? Number.NEGATIVE_INFINITY) + LETTER_EVERY_MS
    const upTo = notices.at(-1)?.seq
    if (upTo === undefined) return
    if (clock.now() < allowedAt) {
      this.#roundAt(allowedAt)
      return
    }
    const addressee = await reader(person)
    // a letter lies around for years: of what its reader may not open now it says nothing
    const shown = (await inbox.shown(person, notices)).filter(({ title }) => title !== null)
    const isPosted = addressee !== null && shown.length > 0
    if (isPosted) await send(letter(person, addressee, shown))
    await log.setMailed(person, upTo, isPosted ? clock.now() : null)
  }
}
