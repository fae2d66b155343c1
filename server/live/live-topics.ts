import type { Logger } from 'pino'
import type { DocumentId } from '../../lib/ids.ts'
import { MAX_TOPICS, type TopicRequest } from '../../lib/live-messages.ts'
import { can, type Role } from '../../lib/roles.ts'
import {
  ACTIONS,
  type Actor,
  type ParsedTopic,
  parseTopic,
  type TalkEvent,
  type Topic,
} from '../../lib/talk.ts'
import type { Principal } from '../connection.ts'
import { textFrame } from '../frame.ts'
import type { TalkCommand, TalkLog, TalkOutcome } from '../talk/talk-log.ts'
import type { LiveConnection, Subscription } from './live-connection.ts'
import { ReadMarks } from './read-marks.ts'
import { TalkCommitter } from './talk-committer.ts'

/** Events that who comes back is sent one by one; who missed more reads the topic anew. */
const MAX_RESUMED = 1_000
/** A person is shown as writing this often at most. */
const TYPING_EVERY_MS = 2_000

/** What somebody may do in a document at this moment; null when that is nothing. */
export interface Standing {
  readonly role: Role
  /** Milliseconds since 1970. */
  readonly accessEndsAt: number
}

export interface TopicsContext {
  readonly log: TalkLog
  readonly standing: (document: DocumentId, principal: Principal) => Promise<Standing | null>
  /** Hears of what was committed in a topic, after all who listen. */
  readonly onCommitted: (topic: Topic) => void
  readonly logger: Logger
  /** Milliseconds since 1970. */
  readonly wallClock: () => number
}

/**
 * Who listens to what, and the way of what people do: judged by the role of that moment, committed, numbered, told to
 * the author and to all who listen.
 *
 *   do ──► role ──► commit (disk) ──► done (author) · events (all)
 */
export class LiveTopics {
  readonly #context: TopicsContext
  readonly #committer: TalkCommitter
  readonly #listeners = new Map<Topic, Set<LiveConnection>>()
  readonly #marks: ReadMarks
  readonly #typed = new WeakMap<LiveConnection, number>()
  /** What the commit that is being told has brought, by topic. */
  #fresh = new Map<Topic, TalkEvent[]>()
  readonly #openings = new Set<Promise<void>>()
  #holds = 0
  #held: (() => void)[] = []

  constructor(context: TopicsContext) {
    this.#context = context
    this.#committer = new TalkCommitter(
      context.log,
      () => this.#fanOut(),
      (error) => context.logger.error({ err: error }, 'what people said could not be stored'),
    )
    this.#marks = new ReadMarks(context.log, (error) =>
      context.logger.error({ err: error }, 'how far people have read could not be stored'),
    )
  }

  /** Resolves once nothing waits for the disk. */
  async drained(): Promise<void> {
    await this.#committer.drained()
    await this.#marks.store()
  }

  /**
   * Takes no more requests until as many {@link release}: those that come wait, in order. Resolves when all that was
   * taken before is on disk and told, and whoever was let in is among those who listen.
   */
  async hold(): Promise<void> {
    this.#holds++
    await Promise.all([this.#committer.drained(), ...this.#openings])
  }

  release(): void {
    this.#holds--
    while (this.#holds === 0 && this.#held.length > 0) (this.#held.shift() as () => void)()
  }

  receive(connection: LiveConnection, request: TopicRequest): void {
    if (connection.closed) return
    if (this.#holds > 0) this.#held.push(() => this.receive(connection, request))
    else if (request.type === 'subscribe') this.#subscribe(connection, request)
    else if (request.type === 'unsubscribe') this.#unsubscribe(connection, request.topic)
    else if (request.type === 'do') this.#do(connection, request)
    else if (request.type === 'read') this.#read(connection, request.topic, request.seq)
    else this.#type(connection, request.topic)
  }

  /** Somebody has read up to event `seq`, here or by another way than a connection. Their other tabs are told. */
  markRead(topic: Topic, person: string, seq: number, from: LiveConnection | null = null): void {
    this.#marks.mark(topic, person, seq)
    for (const other of this.#listeners.get(topic) ?? []) {
      if (other !== from && other.principal.userId === person) other.send({ type: 'read', topic, seq })
    }
  }

  /**
   * Does something that came by another way than a connection, and tells all who listen. `commandOf` is asked when its
   * turn has come, so that it can look at what its author may do then; null from it does nothing.
   * @throws Error when the disk failed, and nobody knows whether it was done.
   */
  async perform(commandOf: () => Promise<TalkCommand | null>): Promise<TalkOutcome | null> {
    if (this.#holds > 0) await new Promise<void>((resolve) => this.#held.push(resolve))
    const taking = commandOf()
    const opening = taking.then(
      () => undefined,
      () => undefined,
    )
    this.#openings.add(opening)
    void opening.then(() => this.#openings.delete(opening))
    const command = await taking
    if (command === null) return null
    return new Promise((resolve, reject) => {
      this.#committer.submit(command, (outcome) => {
        if (outcome === null) reject(new Error('what was said could not be stored'))
        else {
          this.#note(command.topic, outcome)
          resolve(outcome)
        }
      })
    })
  }

  leave(connection: LiveConnection): void {
    connection.opening.clear()
    for (const topic of [...connection.subscriptions.keys()]) this.#unsubscribe(connection, topic)
  }

  /** The role of somebody in a document has changed; null when access has ended. Called while requests are held. */
  changeRole(
    connection: LiveConnection,
    document: DocumentId,
    standing: Standing | null,
    why: string,
    by: string | null,
  ): void {
    for (const subscription of [...connection.subscriptions.values()]) {
      if (subscription.document !== document) continue
      const { topic } = subscription
      if (standing === null) {
        this.#unsubscribe(connection, topic)
        connection.send({ type: 'ended', topic, why, by })
      } else {
        const changed = subscription.role !== standing.role
        subscription.role = standing.role
        subscription.accessEndsAt = standing.accessEndsAt
        if (changed) connection.send({ type: 'role', topic, role: standing.role, by })
      }
    }
  }

  #subscribe(
    connection: LiveConnection,
    { topic: name, after }: Extract<TopicRequest, { type: 'subscribe' }>,
  ): void {
    const parsed = parseTopic(name)
    if (parsed !== null) this.#unsubscribe(connection, parsed.topic)
    if (parsed === null || connection.topics >= MAX_TOPICS) {
      connection.send({ type: 'refused', topic: name, why: parsed === null ? 'topic' : 'too-many' })
      return
    }
    const { topic } = parsed
    const opening = this.#open(connection, parsed).then(
      (subscription) => {
        if (subscription !== null) void this.#bringOn(connection, subscription, after ?? null)
      },
      (error: Error) => this.#onUnreadable(connection, topic, error),
    )
    this.#openings.add(opening)
    void opening.then(() => this.#openings.delete(opening))
  }

  /** Null when it may not be, or is no longer wanted. */
  async #open(connection: LiveConnection, parsed: ParsedTopic): Promise<Subscription | null> {
    const { topic, kind } = parsed
    const document = parsed.kind === 'notices' ? null : parsed.document
    const ticket = Symbol(topic)
    connection.opening.set(topic, ticket)
    const found = await this.#standing(parsed, connection.principal)
    if (connection.closed || connection.opening.get(topic) !== ticket) return null
    connection.opening.delete(topic)
    if (found === null || !can(found.role, 'read')) {
      connection.send({ type: 'refused', topic, why: 'role' })
      return null
    }
    const subscription: Subscription = { topic, kind, document, ...found, cursor: 0, isBehind: true }
    connection.subscriptions.set(topic, subscription)
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(connection))
    return subscription
  }

  /** What one is told is one's own, and nobody else's. */
  #standing(parsed: ParsedTopic, principal: Principal): Promise<Standing | null> {
    if (parsed.kind !== 'notices') return this.#context.standing(parsed.document, principal)
    const { userId, sessionEndsAt: accessEndsAt } = principal
    return Promise.resolve(parsed.person === userId ? { role: 'owner', accessEndsAt } : null)
  }

  #onUnreadable(connection: LiveConnection, topic: Topic, error: Error): void {
    this.#context.logger.error({ err: error, topic }, 'a topic could not be read')
    connection.close({ code: 1011, word: 'storage' })
  }

  async #bringOn(
    connection: LiveConnection,
    subscription: Subscription,
    after: number | null,
  ): Promise<void> {
    try {
      await this.#sendMissed(connection, subscription, after)
    } catch (error) {
      this.#onUnreadable(connection, subscription.topic, error as Error)
    }
  }

  /** Sends what was missed, as long as there is any: what is committed meanwhile is read from the log too. */
  async #sendMissed(
    connection: LiveConnection,
    subscription: Subscription,
    after: number | null,
  ): Promise<void> {
    const { log } = this.#context
    const { topic } = subscription
    const isOver = (): boolean => connection.closed || connection.subscriptions.get(topic) !== subscription
    const { seq, on } = await log.head(topic)
    const { userId } = connection.principal
    const { read, unread } = await log.reading(topic, userId, this.#marks.gathered(topic, userId))
    if (isOver()) return
    const news = { read, unread: [...unread] }
    connection.send({ type: 'subscribed', topic, role: subscription.role, seq, on, ...news })
    subscription.cursor = after ?? seq
    if (subscription.cursor < seq - MAX_RESUMED || subscription.cursor > seq) {
      connection.send({ type: 'reset', topic, seq })
      subscription.cursor = seq
    }
    while (!isOver()) {
      const events = await log.events(topic, subscription.cursor, MAX_RESUMED)
      if (isOver()) return
      const last = events.at(-1)
      if (last === undefined) {
        subscription.isBehind = false
        return
      }
      connection.send({ type: 'events', topic, events: [...events] })
      subscription.cursor = last.seq
    }
  }

  #unsubscribe(connection: LiveConnection, name: string): void {
    const topic = name as Topic
    connection.opening.delete(topic)
    connection.subscriptions.delete(topic)
    const listeners = this.#listeners.get(topic)
    listeners?.delete(connection)
    if (listeners?.size === 0) this.#listeners.delete(topic)
  }

  #do(connection: LiveConnection, { id, topic: name, action }: Extract<TopicRequest, { type: 'do' }>): void {
    const subscription = connection.subscriptions.get(name as Topic)
    const now = this.#context.wallClock()
    if (subscription === undefined || !ACTIONS[subscription.kind].has(action.kind)) {
      connection.send({ type: 'refused', topic: name, id, why: 'topic' })
      return
    }
    const { topic, role } = subscription
    if (now >= subscription.accessEndsAt) {
      connection.send({ type: 'refused', topic, id, why: 'role' })
      return
    }
    const command = { topic, id, by: actorOf(connection.principal), role, time: now, action }
    this.#committer.submit(command, (outcome) => this.#told(connection, topic, id, outcome))
  }

  #told(connection: LiveConnection, topic: Topic, id: string, outcome: TalkOutcome | null): void {
    if (outcome === null) {
      // whether it was done is not known: asked again after coming back it is done once
      connection.close({ code: 1011, word: 'storage' })
    } else if (outcome.kind === 'refused') connection.send({ type: 'refused', topic, id, why: outcome.why })
    else {
      this.#note(topic, outcome)
      connection.send({ type: 'done', id, topic, seq: outcome.seq })
    }
  }

  #note(topic: Topic, outcome: TalkOutcome): void {
    if (outcome.kind === 'refused' || outcome.event === null) return
    const fresh = this.#fresh.get(topic) ?? []
    this.#fresh.set(topic, fresh)
    fresh.push(outcome.event)
  }

  /** One frame per topic for all who have everything before it. */
  #fanOut(): void {
    for (const [topic, events] of this.#fresh) {
      const frame = textFrame(JSON.stringify({ type: 'events', topic, events }))
      const last = events.at(-1)?.seq ?? 0
      for (const connection of this.#listeners.get(topic) ?? []) {
        const subscription = connection.subscriptions.get(topic)
        if (subscription === undefined || subscription.isBehind) continue
        connection.sendFrame(frame)
        subscription.cursor = last
      }
    }
    const topics = [...this.#fresh.keys()]
    this.#fresh = new Map()
    for (const topic of topics) this.#context.onCommitted(topic)
  }

  #read(connection: LiveConnection, name: string, seq: number): void {
    const subscription = connection.subscriptions.get(name as Topic)
    if (subscription === undefined) return
    this.markRead(subscription.topic, connection.principal.userId, seq, connection)
  }

  #type(connection: LiveConnection, name: string): void {
    const subscription = connection.subscriptions.get(name as Topic)
    const now = this.#context.wallClock()
    if (subscription === undefined || !can(subscription.role, 'comment')) return
    if (now - (this.#typed.get(connection) ?? 0) < TYPING_EVERY_MS) return
    this.#typed.set(connection, now)
    const { topic } = subscription
    const frame = textFrame(JSON.stringify({ type: 'typing', topic, by: actorOf(connection.principal) }))
    for (const other of this.#listeners.get(topic) ?? []) if (other !== connection) other.sendFrame(frame)
  }
}

const actorOf = ({ userId, name, color }: Principal): Actor => ({ id: userId, name, color })
