import { afterClose } from './close-codes.ts'
import { LIVE_SUBPROTOCOL, type LiveMessage, type LiveRequest, liveMessage } from './live-messages.ts'
import { type RetryDelay, retryDelay } from './reconnect.ts'
import type { Role } from './roles.ts'
import type { Actor, TalkAction, TalkEvent, TalkRefusal, Topic, Unread } from './talk.ts'

/** The server says something at least twice in this time. */
const SILENCE_MS = 45_000
const CONNECT_TIMEOUT_MS = 15_000

/** What the line needs from the world around it. */
export interface LiveWorld {
  readonly WebSocket: typeof WebSocket
  /** In [0, 1). */
  readonly random: () => number
  /** Unguessable, 8 to 64 letters, digits, `-` or `_`. */
  readonly newId: () => string
}

/** Whether what happens in topics comes in. `code` and `word` as the close-code table has them. */
export type LiveLineState =
  | { readonly kind: 'idle' | 'connecting' | 'open' | 'waiting' }
  | { readonly kind: 'stopped'; readonly code: number; readonly word: string }

/** What became of something that somebody did. */
export type Done =
  | { readonly kind: 'done'; readonly seq: number }
  | { readonly kind: 'refused'; readonly why: TalkRefusal | 'topic' | 'too-many' }
  /** The line stopped or was left before it was answered: it may or may not have been done. */
  | { readonly kind: 'unknown' }

/** Who listens to a topic. Events come in order, each once, also over lines that break. */
export interface TopicListener {
  events(events: readonly TalkEvent[]): void
  /** More was missed than is sent one by one: read the topic anew; events behind `seq` come. */
  reset(seq: number): void
  /** Listening begins, or begins again after the line broke. `read` is how far this person has read. */
  subscribed?(role: Role, on: boolean, read: number, unread: readonly Unread[]): void
  /** This person has read up to `seq` elsewhere. */
  read?(seq: number): void
  role?(role: Role, by: string | null): void
  /** Nothing more comes: there is no access, or no longer. `why` as in `refused` and `ended`. */
  ended?(why: string, by: string | null): void
  typing?(by: Actor): void
}

interface Listening {
  readonly listener: TopicListener
  /** The last event that it has; null until the server has said which that is. */
  cursor: number | null
  /** Whether the server has said on this line that it listens: before, nothing can be done there. */
  isOpen: boolean
}

/** Something asked of the server each time that the line is open, and who takes what comes of it. */
interface Standing {
  readonly request: () => LiveRequest
  readonly listener: (message: unknown) => void
}

interface Underway {
  readonly request: Extract<LiveRequest, { type: 'do' }>
  readonly tell: (done: Done) => void
}

/**
 * One tab's line to `/live`. It is open while somebody listens, comes back by itself, and goes on where it was: what
 * was not answered is asked again under its id, and is done once.
 *
 *   idle ──subscribe──► connecting ──► open ──close──► waiting ──► connecting …
 *                                                 └──► stopped ──tryAgain──► connecting
 */
export class LiveLine {
  readonly #url: string
  readonly #world: LiveWorld
  readonly #topics = new Map<Topic, Listening>()
  readonly #underway = new Map<string, Underway>()
  readonly #watchers = new Set<() => void>()
  #standing: Standing | null = null
  #state: LiveLineState = { kind: 'idle' }
  #self: Actor | null = null
  #socket: WebSocket | null = null
  #isGreeted = false
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #warned: (() => void) | null = null

  /** `url` is the address of `/live` with its scheme (`wss:` or `ws:`). */
  constructor(url: string, world: LiveWorld) {
    this.#url = url
    this.#world = world
  }

  get state(): LiveLineState {
    return this.#state
  }

  /** Who the server says this is; null before it has said so. */
  get self(): Actor | null {
    return this.#self
  }

  /** Calls back whenever `state` or `self` has changed; returns what ends that. */
  watch(tell: () => void): () => void {
    this.#watchers.add(tell)
    return () => this.#watchers.delete(tell)
  }

  /** Calls back when the server warns that this comes too fast. */
  onWarning(tell: (() => void) | null): void {
    this.#warned = tell
  }

  /** Listens to a topic behind event `after`, or from now on when that is null; returns what ends that. One listener per topic. */
  subscribe(topic: Topic, after: number | null, listener: TopicListener): () => void {
    const listening: Listening = { listener, cursor: after, isOpen: false }
    this.#topics.set(topic, listening)
    if (this.#isGreeted) this.#sendSubscription(topic, listening)
    else if (this.#state.kind === 'idle') this.#connect()
    return () => {
      if (this.#topics.get(topic) !== listening) return
      this.#topics.delete(topic)
      if (this.#isGreeted) this.#send({ type: 'unsubscribe', topic })
      if (!this.#isWanted) this.leave()
    }
  }

  /**
   * Keeps the line open for something that is about no topic: `request` is asked each time the line opens, and when
   * `again` is called; `listener` hears all that no topic knows. One of them at a time.
   */
  attend(request: () => LiveRequest, listener: (message: unknown) => void): { again(): void; end(): void } {
    const standing = { request, listener }
    this.#standing = standing
    const again = (): void => {
      if (this.#isGreeted && this.#standing === standing) this.#send(request())
    }
    if (this.#state.kind === 'idle') this.#connect()
    else again()
    return {
      again,
      end: () => {
        if (this.#standing !== standing) return
        this.#standing = null
        if (!this.#isWanted) this.leave()
      },
    }
  }

  get #isWanted(): boolean {
    return this.#topics.size > 0 || this.#standing !== null
  }

  /**
   * Does something in a topic that is listened to. Resolves when the server has answered, on whatever line. What may
   * have been done already is asked again under its `id`.
   */
  do(topic: Topic, action: TalkAction, id: string = this.#world.newId()): Promise<Done> {
    const request = { type: 'do', id, topic, action } as const
    if (this.#state.kind === 'stopped') return Promise.resolve({ kind: 'unknown' })
    const listening = this.#topics.get(topic)
    if (listening === undefined) return Promise.resolve({ kind: 'refused', why: 'topic' })
    return new Promise((tell) => {
      this.#underway.set(request.id, { request, tell })
      if (listening.isOpen) this.#send(request)
    })
  }

  /** Says that this person writes in a topic. Nothing happens without a line. */
  typing(topic: Topic): void {
    if (this.#topics.get(topic)?.isOpen) this.#send({ type: 'typing', topic })
  }

  /** Says how far this person has read. False without a line: then it is to be said again. */
  read(topic: Topic, seq: number): boolean {
    if (this.#topics.get(topic)?.isOpen !== true) return false
    this.#send({ type: 'read', topic, seq })
    return true
  }

  /** Connects at once when it waits to, or has stopped. */
  tryAgain(): void {
    if (!this.#isWanted) return
    if (this.#state.kind === 'stopped') this.#attempt = 0
    if (this.#state.kind === 'waiting' || this.#state.kind === 'stopped') this.#connect()
  }

  /** The device has lost its network: a socket may take minutes to notice. */
  wentOffline(): void {
    if (this.#socket === null) return
    this.#drop()
    this.#wait('backoff')
  }

  /** Ends the line, until somebody listens again. */
  leave(): void {
    this.#drop()
    this.#topics.clear()
    this.#standing = null
    this.#answerAll()
    this.#set({ kind: 'idle' })
  }

  #connect(): void {
    this.#drop()
    this.#set({ kind: 'connecting' })
    const socket = new this.#world.WebSocket(this.#url, LIVE_SUBPROTOCOL)
    this.#socket = socket
    socket.onmessage = ({ data }) => this.#receive(data)
    socket.onclose = ({ code, reason }) => this.#onClose(code, reason)
    this.#expectWithin(CONNECT_TIMEOUT_MS)
  }

  #receive(data: unknown): void {
    this.#expectWithin(SILENCE_MS)
    // what a later server says besides is not for this page
    const message = parseJson(data)
    const parsed = liveMessage.safeParse(message)
    if (parsed.success) this.#take(parsed.data)
    else this.#standing?.listener(message)
  }

  #take(message: LiveMessage): void {
    if (message.type === 'hello') this.#onHello(message.user)
    else if (message.type === 'done') this.#answer(message.id, { kind: 'done', seq: message.seq })
    else if (message.type === 'refused' && message.id !== undefined)
      this.#answer(message.id, { kind: 'refused', why: message.why })
    else if (message.type === 'warning') this.#warned?.()
    else if (message.type !== 'beat') this.#takeInTopic(message)
  }

  #takeInTopic(message: Extract<LiveMessage, { topic: string }>): void {
    const topic = message.topic as Topic
    const listening = this.#topics.get(topic)
    if (listening === undefined) return
    const { listener } = listening
    if (message.type === 'subscribed') {
      listening.cursor ??= message.seq
      listening.isOpen = true
      listener.subscribed?.(message.role, message.on, message.read, message.unread)
      for (const { request } of this.#underway.values()) if (request.topic === topic) this.#send(request)
    } else if (message.type === 'events') {
      const cursor = listening.cursor ?? 0
      const fresh = message.events.filter(({ seq }) => seq > cursor)
      listening.cursor = message.events.at(-1)?.seq ?? cursor
      if (fresh.length > 0) listener.events(fresh)
    } else if (message.type === 'reset') {
      listening.cursor = message.seq
      listener.reset(message.seq)
    } else if (message.type === 'role') listener.role?.(message.role, message.by)
    else if (message.type === 'typing') listener.typing?.(message.by)
    else if (message.type === 'read') listener.read?.(message.seq)
    else if (message.type === 'ended') this.#end(topic, message.why, message.by)
    else if (message.type === 'refused') this.#end(topic, message.why, null)
  }

  #onHello(self: Actor): void {
    this.#isGreeted = true
    this.#attempt = 0
    this.#self = self
    this.#set({ kind: 'open' })
    for (const [topic, listening] of this.#topics) this.#sendSubscription(topic, listening)
    if (this.#standing !== null) this.#send(this.#standing.request())
  }

  #end(topic: Topic, why: string, by: string | null): void {
    const listening = this.#topics.get(topic)
    this.#topics.delete(topic)
    for (const [id, { request }] of this.#underway) {
      if (request.topic === topic) this.#answer(id, { kind: 'refused', why: 'role' })
    }
    listening?.listener.ended?.(why, by)
  }

  #answer(id: string, done: Done): void {
    const underway = this.#underway.get(id)
    this.#underway.delete(id)
    underway?.tell(done)
  }

  #answerAll(): void {
    for (const id of [...this.#underway.keys()]) this.#answer(id, { kind: 'unknown' })
  }

  #sendSubscription(topic: Topic, { cursor }: Listening): void {
    this.#send({ type: 'subscribe', topic, ...(cursor === null ? {} : { after: cursor }) })
  }

  #send(request: LiveRequest): void {
    this.#socket?.send(JSON.stringify(request))
  }

  #onClose(code: number, reason: string): void {
    this.#drop()
    const next = afterClose(code, reason)
    if (next.kind === 'retry') this.#wait(next.delay)
    // the session that the line was opened with has ended; this browser may have another by now
    else if (next.word === 'session' && this.#attempt === 0) this.#wait('backoff')
    else {
      this.#answerAll()
      this.#set({ kind: 'stopped', code: next.code, word: next.word })
    }
  }

  #wait(delay: RetryDelay): void {
    this.#set({ kind: 'waiting' })
    this.#timer = setTimeout(() => this.#connect(), retryDelay(delay, this.#attempt, this.#world.random()))
    this.#attempt += 1
  }

  /** Takes the line for broken when nothing is heard for so long. */
  #expectWithin(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#drop()
      this.#wait('backoff')
    }, ms)
  }

  #drop(): void {
    clearTimeout(this.#timer)
    const socket = this.#socket
    this.#socket = null
    this.#isGreeted = false
    for (const listening of this.#topics.values()) listening.isOpen = false
    if (socket === null) return
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }

  #set(state: LiveLineState): void {
    this.#state = state
    for (const tell of this.#watchers) tell()
  }
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return null
  }
}
