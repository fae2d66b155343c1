import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { DocumentId } from '../../lib/ids.ts'
import type { Notice } from '../../lib/notices.ts'
import { type Actor, noticesOf, parseTopic, type Topic } from '../../lib/talk.ts'
import type { AuditEvent } from '../audit.ts'
import type { LiveTopics } from '../live/live-topics.ts'
import type { TalkLog } from '../talk/talk-log.ts'
import type { Audience } from './audience.ts'
import { AUDIT, type AuditNotices } from './audit-notices.ts'
import { commentOf, recipientsOf } from './recipients.ts'
import { auditOf } from './talk-audit.ts'

/** What comes within so long is looked through together. */
const GATHER_MS = 150
/** How long it waits when the disk has failed. */
const RETRY_MS = 5_000
/** Events of one look. */
const MAX_EVENTS = 200

/** A notice on its way. `id` tells it apart from all others of the same author to the same person. */
export interface NoticeToSend {
  readonly person: string
  readonly id: string
  readonly by: Actor
  readonly notice: Omit<Notice, 'kind'> & { readonly document: DocumentId }
  /** Told also to who may not open the document: there must be no word of it. */
  readonly isForAll?: boolean
}

export interface NotifierContext {
  readonly log: Pick<TalkLog, 'events' | 'notices'>
  readonly perform: LiveTopics['perform']
  readonly audience: Pick<Audience, 'includes' | 'levels'>
  readonly audit: AuditNotices
  /** Writes down what an owner did to a chat; once, however often it is told. */
  readonly note: (event: AuditEvent, time: number) => Promise<void>
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

/**
 * Tells people what concerns them, behind what has happened: each source of notices (a chat, the comments of a document,
 * the audit) has a cursor on the disk up to which it was looked through. What was looked through again after a crash
 * gives the same notices under the same ids, which are stored once.
 */
export class Notifier {
  readonly #context: NotifierContext
  readonly #waiting = new Set<Topic | typeof AUDIT>()
  #running: Promise<void> | null = null
  readonly #ended = new AbortController()

  constructor(context: NotifierContext) {
    this.#context = context
  }

  /** Takes up what was not looked through when the server ended. Call it before anything can happen. */
  async start(): Promise<void> {
    const { log, audit } = this.#context
    const [before, last] = [await log.notices.lookedThrough(AUDIT), await audit.last()]
    // what happened before there were notices is no news; and a database from a backup may be older than the cursor
    if (before === null || before > last) await log.notices.setLookedThrough(AUDIT, last)
    for (const topic of await log.notices.unlookedTopics()) this.look(topic)
    this.look(AUDIT)
  }

  /** Something has happened there. */
  look(source: Topic | typeof AUDIT): void {
    if (this.#ended.signal.aborted || source.startsWith('notices:')) return
    this.#waiting.add(source)
    this.#running ??= this.#run()
  }

  /** Sends a notice, once however often it is asked. */
  async send({ person, id, by, notice, isForAll = false }: NoticeToSend): Promise<void> {
    const { perform, audience, wallClock } = this.#context
    await perform(async () => {
      if (!isForAll && !(await audience.includes(notice.document, person))) return null
      const action = { kind: 'notice' as const, ...notice }
      return { topic: noticesOf(person), id, by, role: 'owner', time: wallClock(), action }
    })
  }

  /** Ends after what is under way; the rest waits on the disk. */
  async close(): Promise<void> {
    this.#ended.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      await this.#pause(GATHER_MS)
      for (const source of [...this.#waiting]) {
        if (this.#ended.signal.aborted) return
        this.#waiting.delete(source)
        await this.#tryToLookThrough(source)
      }
    }
    this.#running = null
  }

  async #tryToLookThrough(source: Topic | typeof AUDIT): Promise<void> {
    try {
      await this.#lookThrough(source)
    } catch (error) {
      this.#context.logger.error({ err: error, source }, 'people could not be told; it is tried again')
      this.#waiting.add(source)
      await this.#pause(RETRY_MS)
    }
  }

  /** Over at once when it is to end. */
  #pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.#ended.signal }).catch(() => undefined)
  }

  async #lookThrough(source: Topic | typeof AUDIT): Promise<void> {
    const { log, audit } = this.#context
    let after = (await log.notices.lookedThrough(source)) ?? 0
    while (!this.#ended.signal.aborted) {
      const { notices, last } =
        source === AUDIT ? await audit.behind(after, MAX_EVENTS) : await this.#inTopic(source, after)
      if (last === null) return
      await Promise.all(notices.map((notice) => this.send(notice)))
      await log.notices.setLookedThrough(source, last)
      after = last
    }
  }

  async #inTopic(topic: Topic, after: number): Promise<{ notices: NoticeToSend[]; last: number | null }> {
    const { log, audience } = this.#context
    const parsed = parseTopic(topic)
    if (parsed === null || parsed.kind === 'notices') return { notices: [], last: null }
    const { kind: source, document } = parsed
    const events = await log.events(topic, after, MAX_EVENTS)
    const last = events.at(-1)?.seq ?? null
    if (last === null) return { notices: [], last }
    const levels = await audience.levels(document)
    const notices: NoticeToSend[] = []
    for (const event of events) {
      const toNote = auditOf(document, event)
      if (toNote !== null) await this.#context.note(toNote, event.time)
      const comment = commentOf(event.action)
      const thread = comment === null ? null : await log.notices.threadOf(topic, comment)
      for (const { person, notice, key } of recipientsOf(event, { levels, thread })) {
        const id = `${topic}:${key}`
        notices.push({ person, id, by: event.by, notice: { ...notice, document, source } })
      }
    }
    return { notices, last }
  }
}
