import type { ChatAction } from '../../../../../lib/chat.ts'
import {
  type ChatView,
  fromAnew,
  NO_CHAT,
  withEvents,
  withPage,
  withRead,
  withReading,
} from '../../../../../lib/chat-view.ts'
import type { Done, LiveLine, LiveLineState } from '../../../../../lib/live-line.ts'
import type { Role } from '../../../../../lib/roles.ts'
import type { Actor, TalkEvent, Topic } from '../../../../../lib/talk.ts'
import { getChatPage } from './chat-api.ts'
import { type Kept, keepChat, keptChat } from './chat-kept.ts'

/** Somebody is shown as writing until then, milliseconds after they last did. */
const TYPING_FOR_MS = 5_000
const TYPING_EVERY_MS = 2_000
/** What was read is said this often at most. */
const READ_EVERY_MS = 1_500

/** Why something was not sent, or null while it is on its way. */
export type NotSent = Extract<Done, { kind: 'refused' }>['why'] | 'unknown'

export interface Outgoing extends Kept {
  /** When it was written, milliseconds since 1970. */
  readonly time: number
  readonly failed: NotSent | null
  /** The number that it got; it is shown here until the message itself has come. */
  readonly seq: number | null
}

export interface ChatState {
  readonly view: ChatView
  readonly outgoing: readonly Outgoing[]
  readonly typing: readonly Actor[]
  readonly line: LiveLineState
  readonly selfId: string
  /** Null until the server has said. */
  readonly role: Role | null
  /** The history is on its way, or what was said when it could not be read. */
  readonly loading: boolean
  readonly problem: string | null
  /** The server finds that it comes too fast. */
  readonly tooFast: boolean
  /** Why nothing more comes, in a word of the server; null while it does. */
  readonly ended: string | null
}

interface Reader {
  readonly documentId: string
  readonly selfId: string
  readonly line: LiveLine
}

/** The chat of a document on this page, as long as the document is open: also while nobody looks at it. */
export class ChatSession {
  readonly documentId: string
  readonly #topic: Topic
  readonly #line: LiveLine
  readonly #listeners = new Set<() => void>()
  readonly #typists = new Map<string, ReturnType<typeof setTimeout>>()
  #state: ChatState
  #stop: (() => void) | null = null
  #typedAt = Number.NEGATIVE_INFINITY
  #readTimer: ReturnType<typeof setTimeout> | undefined
  #readToTell = 0
  #isOver = false

  constructor({ documentId, selfId, line }: Reader) {
    this.documentId = documentId
    this.#topic = `chat:${documentId}`
    this.#line = line
    const outgoing = keptChat(documentId).outgoing.map((kept) => ({
      ...kept,
      time: Date.now(),
      failed: null,
      seq: null,
    }))
    this.#state = {
      view: NO_CHAT,
      outgoing,
      typing: [],
      line: line.state,
      selfId,
      role: null,
      loading: false,
      problem: null,
      tooFast: false,
      ended: null,
    }
  }

  readonly getState = (): ChatState => this.#state

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#listeners.add(tell)
    return () => this.#listeners.delete(tell)
  }

  start(): void {
    const unwatch = this.#line.watch(() => {
      const { state: line, self } = this.#line
      this.#set({ line, selfId: self?.id ?? this.#state.selfId })
    })
    this.#line.onWarning(() => this.#set({ tooFast: true }))
    const unsubscribe = this.#line.subscribe(this.#topic, null, {
      events: (events) => this.#take(events),
      reset: (seq) => {
        const isShown = this.#state.view.messages !== null
        this.#set({ view: fromAnew(this.#state.view, seq) })
        if (isShown) void this.load()
      },
      subscribed: (role, on, read, unread) => {
        this.#set({ role, ended: null, view: withReading(this.#state.view, on, read, unread) })
        if (this.#readToTell > read) this.#tellRead()
      },
      role: (role) => this.#set({ role }),
      ended: (why) => this.#set({ ended: why }),
      typing: (by) => this.#noteTyping(by),
      read: (seq) => this.#set({ view: withRead(this.#state.view, seq) }),
    })
    this.#stop = () => {
      unsubscribe()
      unwatch()
      this.#line.onWarning(null)
    }
    for (const { id, text } of this.#state.outgoing) void this.#send({ kind: 'post', text }, id)
  }

  /** What has not been sent is kept for when the document is opened again in this tab. */
  leave(): void {
    this.#isOver = true
    this.#tellRead()
    clearTimeout(this.#readTimer)
    for (const timer of this.#typists.values()) clearTimeout(timer)
    this.#stop?.()
  }

  /** Reads the last messages, or those before the first that is here. */
  async load(): Promise<void> {
    if (this.#state.loading) return
    this.#set({ loading: true, problem: null })
    for (;;) {
      const before = this.#state.view.messages?.[0]?.seq ?? null
      const answer = await getChatPage(this.documentId, before)
      if (this.#isOver) return
      if (!answer.ok) {
        this.#set({ loading: false, problem: answer.message })
        return
      }
      const view = withPage(this.#state.view, answer.data)
      if (view === null) continue
      this.#set({ loading: false, view })
      return
    }
  }

  /** Says something. It is shown at once, and kept until the server has it. */
  post(text: string): void {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) =>
      octet.toString(16).padStart(2, '0'),
    ).join('')
    void this.#send({ kind: 'post', text }, id)
    this.#setOutgoing([...this.#state.outgoing, { id, text, time: Date.now(), failed: null, seq: null }])
  }

  /** Sends what failed once more, under its id: if it had arrived it is not said twice. */
  retry(id: string): void {
    const outgoing = this.#state.outgoing.find((each) => each.id === id)
    if (outgoing === undefined) return
    void this.#send({ kind: 'post', text: outgoing.text }, id)
    this.#change(id, { failed: null })
  }

  drop(id: string): void {
    this.#setOutgoing(this.#state.outgoing.filter((each) => each.id !== id))
  }

  /** Does anything else in the chat. Resolves to why not, or null when it is done. */
  async act(action: Exclude<ChatAction, { kind: 'post' }>): Promise<NotSent | null> {
    return whyNot(await this.#line.do(this.#topic, action))
  }

  typing(): void {
    const now = performance.now()
    if (now - this.#typedAt < TYPING_EVERY_MS) return
    this.#typedAt = now
    this.#line.typing(this.#topic)
  }

  /** This person has seen all messages up to `seq`. */
  markRead(seq: number): void {
    if (seq <= this.#state.view.read) return
    this.#set({ view: withRead(this.#state.view, seq) })
    this.#readToTell = seq
    this.#readTimer ??= setTimeout(() => this.#tellRead(), READ_EVERY_MS)
  }

  /** Goes on after the server has ended the line, with what was not answered. */
  goOn(): void {
    this.#set({ tooFast: false })
    this.#line.tryAgain()
    for (const { id, failed } of this.#state.outgoing) if (failed === 'unknown') this.retry(id)
  }

  calm(): void {
    this.#set({ tooFast: false })
  }

  #tellRead(): void {
    clearTimeout(this.#readTimer)
    this.#readTimer = undefined
    if (this.#readToTell > 0 && this.#line.read(this.#topic, this.#readToTell)) this.#readToTell = 0
  }

  async #send(action: ChatAction, id: string): Promise<void> {
    const done = await this.#line.do(this.#topic, action, id)
    if (this.#isOver) return
    if (done.kind === 'done' && done.seq > this.#state.view.seq) this.#change(id, { seq: done.seq })
    else if (done.kind === 'done') this.drop(id)
    else this.#change(id, { failed: whyNot(done) })
  }

  #take(events: readonly TalkEvent[]): void {
    const view = withEvents(this.#state.view, events, this.#state.selfId)
    const authors = new Set(events.flatMap(({ action, by }) => (action.kind === 'post' ? [by.id] : [])))
    const typing = this.#state.typing.filter(({ id }) => !authors.has(id))
    const outgoing = this.#state.outgoing.filter(({ seq }) => seq === null || seq > view.seq)
    this.#set({ view, typing })
    if (outgoing.length < this.#state.outgoing.length) this.#setOutgoing(outgoing)
  }

  #noteTyping(by: Actor): void {
    clearTimeout(this.#typists.get(by.id))
    const others = this.#state.typing.filter(({ id }) => id !== by.id)
    this.#typists.set(
      by.id,
      setTimeout(() => {
        this.#typists.delete(by.id)
        this.#set({ typing: this.#state.typing.filter(({ id }) => id !== by.id) })
      }, TYPING_FOR_MS),
    )
    this.#set({ typing: [...others, by] })
  }

  #change(id: string, change: Partial<Outgoing>): void {
    this.#setOutgoing(this.#state.outgoing.map((each) => (each.id === id ? { ...each, ...change } : each)))
  }

  #setOutgoing(outgoing: readonly Outgoing[]): void {
    this.#set({ outgoing })
    const kept = outgoing.filter(({ seq }) => seq === null).map(({ id, text }) => ({ id, text }))
    keepChat(this.documentId, { outgoing: kept })
  }

  #set(change: Partial<ChatState>): void {
    if (this.#isOver) return
    this.#state = { ...this.#state, ...change }
    for (const tell of this.#listeners) tell()
  }
}

const whyNot = (done: Done): NotSent | null =>
  done.kind === 'done' ? null : done.kind === 'refused' ? done.why : 'unknown'
