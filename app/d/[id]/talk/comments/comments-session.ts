import type { Editor } from '@tiptap/core'
import { type Thread, type ThreadPage, threadPage } from '../../../../../lib/comment-threads.ts'
import { type Threads, withEvents, withThreads } from '../../../../../lib/comment-view.ts'
import type { CommentAction } from '../../../../../lib/comments.ts'
import type { Done, LiveLine, LiveLineState } from '../../../../../lib/live-line.ts'
import type { Passage } from '../../../../../lib/passage.ts'
import type { Role } from '../../../../../lib/roles.ts'
import type { Topic } from '../../../../../lib/talk.ts'
import { type Outcome, request } from '../../../../request.ts'
import { type Move, PassageKeeper } from '../../editor/passages/passage-keeper.ts'
import type { Range } from '../../editor/passages/passage-words.ts'

/** UTF-16 units of the moves of one message, which may have 32 KiB. */
const MOVES_UNITS = 8_000

export type NotDone = Extract<Done, { kind: 'refused' }>['why'] | 'unknown'

/** What is being written about words of the text. */
export interface CommentDraft {
  readonly passage: Passage
  readonly kind: 'comment' | 'suggestion'
}

export const FILTERS = ['open', 'resolved', 'mine', 'orphaned'] as const
export type Filter = (typeof FILTERS)[number]

export interface CommentsState {
  readonly threads: Threads
  /** Where the words of threads are in the editor; orphaned ones are not among them. */
  readonly ranges: ReadonlyMap<number, Range>
  readonly loading: boolean
  /** What was said when the threads could not be read. */
  readonly problem: string | null
  /** Null until the server has said. */
  readonly role: Role | null
  readonly selfId: string
  readonly line: LiveLineState
  readonly active: number | null
  /** Grows each time that somebody asks for the active thread: it is scrolled to. */
  readonly asked: number
  readonly filter: Filter
  readonly draft: CommentDraft | null
  /** Why nothing more comes, in a word of the server. */
  readonly ended: string | null
}

/** The threads beside a text on this page, as long as the document is open: also while nobody looks at them. */
export class CommentsSession {
  readonly documentId: string
  readonly keeper: PassageKeeper
  readonly #topic: Topic
  readonly #line: LiveLine
  readonly #listeners = new Set<() => void>()
  #state: CommentsState
  #stop: (() => void) | null = null
  #isOver = false

  constructor(documentId: string, selfId: string, editor: Editor, line: LiveLine) {
    this.documentId = documentId
    this.#topic = `comments:${documentId}`
    this.#line = line
    this.keeper = new PassageKeeper(
      editor,
      (moves) => this.#tellMoves(moves),
      () => this.#onRanges(),
    )
    this.#state = {
      threads: new Map(),
      ranges: new Map(),
      loading: true,
      problem: null,
      role: null,
      selfId,
      line: line.state,
      active: null,
      asked: 0,
      filter: 'open',
      draft: null,
      ended: null,
    }
  }

  readonly getState = (): CommentsState => this.#state

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#listeners.add(tell)
    return () => this.#listeners.delete(tell)
  }

  /** Reads what there is, then listens behind it. */
  async start(): Promise<void> {
    this.#set({ loading: true, problem: null })
    this.#stop?.()
    let threads: Threads = new Map()
    let seq: number | null = null
    for (let after = 0; ; ) {
      const answer: Outcome<ThreadPage> = await request(
        'GET',
        `/api/documents/${this.documentId}/comments?after=${after}`,
        undefined,
        threadPage,
      )
      if (this.#isOver) return
      if (!answer.ok) {
        this.#set({ loading: false, problem: answer.message })
        return
      }
      seq ??= answer.data.seq
      threads = withThreads(threads, answer.data)
      after = answer.data.threads.at(-1)?.seq ?? after
      if (!answer.data.more) break
    }
    this.#take(threads)
    this.#set({ loading: false })
    const unwatch = this.#line.watch(() => this.#set({ line: this.#line.state }))
    const unsubscribe = this.#line.subscribe(this.#topic, seq, {
      events: (events) => this.#take(withEvents(this.#state.threads, events)),
      reset: () => void this.start(),
      subscribed: (role) => this.#set({ role, ended: null }),
      role: (role) => this.#set({ role }),
      ended: (why) => this.#set({ ended: why }),
    })
    this.#stop = () => {
      unsubscribe()
      unwatch()
      this.#stop = null
    }
  }

  leave(): void {
    this.#isOver = true
    this.#stop?.()
    this.keeper.destroy()
  }

  /** Does something. Resolves to why not, or null when it is done; `seq` is told to `told`. */
  async act(action: CommentAction, told?: (seq: number) => void): Promise<NotDone | null> {
    const done = await this.#line.do(this.#topic, action)
    if (done.kind === 'done') told?.(done.seq)
    return done.kind === 'done' ? null : done.kind === 'refused' ? done.why : 'unknown'
  }

  activate(active: number | null, asks = true): void {
    const thread = active === null ? undefined : this.#state.threads.get(active)
    const asked = asks ? this.#state.asked + 1 : this.#state.asked
    this.keeper.show(active, null)
    this.#set({ active, asked, filter: thread === undefined ? this.#state.filter : this.#filterFor(thread) })
  }

  hover(thread: number | null): void {
    this.keeper.show(this.#state.active, thread)
  }

  setFilter(filter: Filter): void {
    this.#set({ filter })
  }

  draft(draft: CommentDraft | null): void {
    this.#set({ draft, active: draft === null ? this.#state.active : null })
    if (draft !== null) this.keeper.show(null, null)
  }

  #filterFor({ seq, state }: Thread): Filter {
    const { filter, ranges } = this.#state
    if (filter === 'orphaned' && !ranges.has(seq)) return filter
    return state === 'open' ? (filter === 'mine' ? filter : 'open') : 'resolved'
  }

  #take(threads: Threads): void {
    const { active, filter } = this.#state
    const isLeft = active !== null && filter !== 'resolved' && threads.get(active)?.state !== 'open'
    this.#set({ threads, active: isLeft ? null : active })
    if (isLeft) this.keeper.show(null, null)
    this.keeper.set(
      [...threads.values()].map(({ seq, passage, state }) => ({
        thread: seq,
        passage,
        look: state === 'open' ? 'open' : 'quiet',
      })),
    )
  }

  /** Nothing is drawn anew while the same words stand in the same order. */
  #onRanges(): void {
    const { ranges } = this.keeper
    const order = (of: ReadonlyMap<number, Range>): string =>
      [...of]
        .sort(([, a], [, b]) => a.from - b.from)
        .map(([thread]) => thread)
        .join()
    if (order(ranges) !== order(this.#state.ranges)) this.#set({ ranges })
  }

  /** As many in one message as it can hold. */
  #tellMoves(moves: readonly Move[]): void {
    let some: Move[] = []
    let units = 0
    const tell = (): void => {
      // whoever may not say it leaves others to find the words by themselves
      if (some.length > 0) void this.#line.do(this.#topic, { kind: 'reanchor', moves: some })
      ;[some, units] = [[], 0]
    }
    for (const move of moves) {
      const size = JSON.stringify(move).length
      if (some.length === 20 || units + size > MOVES_UNITS) tell()
      some.push(move)
      units += size
    }
    tell()
  }

  #set(part: Partial<CommentsState>): void {
    this.#state = { ...this.#state, ...part }
    for (const tell of this.#listeners) tell()
  }
}
