import type { Editor } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Passage } from '../../../../../lib/passage.ts'
import { changeMarks, passageMarks, type Touch, threadOf, touchOf } from './passage-marks.ts'
import { isKnownHere, passageAt, rangeOf } from './passage-places.ts'
import { findPassage, isAlike, lettersIn, quoted, type Range } from './passage-words.ts'

/** After so long without a change, words that are nowhere are looked for again, in milliseconds. */
const LOOK_AFTER_MS = 400

export type Look = 'open' | 'quiet'

/** A thread's words, and whether they are marked. */
export interface Kept {
  readonly thread: number
  readonly passage: Passage
  readonly look: Look
}

export interface Move {
  readonly thread: number
  readonly passage: Passage
}

const same = (a: Range | null, b: Range | null): boolean => a?.from === b?.from && a?.to === b?.to

/**
 * Knows where in the editor the words of each thread are. Marks go with the steps of the editor; what stands in the
 * document decides where others or undo have changed it; and where the words were made anew they are found by
 * themselves. What this page itself made anew it tells to everybody (`onMoves`), who cannot know where it went.
 */
export class PassageKeeper {
  readonly #editor: Editor
  readonly #onMoves: (moves: readonly Move[]) => void
  readonly #onFound: () => void
  #kept = new Map<number, Kept>()
  /** Where words were found that are not where the thread says, as places, so that they are followed from there. */
  #found = new Map<number, Passage>()
  /** What the words of each thread last were. */
  readonly #latest = new Map<number, Passage>()
  /** Those in a block that is being moved, as offsets in it. */
  #moving: ReadonlyMap<number, Range> = new Map()
  #ranges: ReadonlyMap<number, Range> = new Map()
  #rangesOf: DecorationSet | null = null
  #active: number | null = null
  #hovered: number | null = null
  #isAsked = false
  #looking: ReturnType<typeof setTimeout> | undefined
  #lastTouch: Touch = 'others'

  /** `onFound` is called when words may have been found, lost or moved. */
  constructor(editor: Editor, onMoves: (moves: readonly Move[]) => void, onFound: () => void) {
    this.#editor = editor
    this.#onMoves = onMoves
    this.#onFound = onFound
    editor.on('transaction', this.#onTransaction)
    editor.on('blockMoving', this.#onMoving)
    editor.on('blockMoved', this.#onMoved)
  }

  destroy(): void {
    clearTimeout(this.#looking)
    this.#editor.off('transaction', this.#onTransaction)
    this.#editor.off('blockMoving', this.#onMoving)
    this.#editor.off('blockMoved', this.#onMoved)
    if (this.#editor.isDestroyed) return
    this.#change(() => ({ marks: DecorationSet.empty, touched: new Map(), hear: null }))
  }

  /** The threads that there are now. */
  set(threads: readonly Kept[]): void {
    const before = this.#kept
    this.#kept = new Map(threads.map((kept) => [kept.thread, kept]))
    for (const { thread, passage } of threads)
      if (before.get(thread)?.passage !== passage) this.#found.delete(thread)
    const places = new Map<number, Range | null>()
    for (const [thread, { passage, look }] of this.#kept) {
      const was = before.get(thread)
      const isKnown = was?.passage === passage && was.look === look
      if (isKnown) continue
      const now = this.ranges.get(thread) ?? null
      places.set(thread, was?.passage === passage ? now : this.#whereIs(thread))
    }
    for (const thread of before.keys()) if (!this.#kept.has(thread)) places.set(thread, null)
    this.#put(places)
    this.#lookLater()
  }

  /** The thread that is being read, and the one that the pointer is over. */
  show(active: number | null, hovered: number | null): void {
    const changed = [this.#active, this.#hovered, active, hovered].filter((thread) => thread !== null)
    if (this.#active === active && this.#hovered === hovered) return
    ;[this.#active, this.#hovered] = [active, hovered]
    this.#put(new Map(changed.map((thread) => [thread, this.ranges.get(thread) ?? null])), false)
  }

  /** From now on the thread is about the words there. */
  place(thread: number, range: Range): void {
    const moves: Move[] = []
    this.#keepAt(thread, range, moves)
    this.#put(new Map([[thread, range]]))
    if (moves.length > 0) this.#onMoves(moves)
  }

  /** Where the words of the threads are; those that are nowhere are not among them. */
  get ranges(): ReadonlyMap<number, Range> {
    const { marks } = passageMarks(this.#editor.state)
    if (marks !== this.#rangesOf) {
      this.#ranges = new Map(marks.find().map((mark) => [threadOf(mark), { from: mark.from, to: mark.to }]))
      this.#rangesOf = marks
    }
    return this.#ranges
  }

  /** Looks at what has changed since. By itself it does so at the end of the present task. */
  settle(): void {
    this.#isAsked = false
    if (this.#editor.isDestroyed) return
    const { touched } = passageMarks(this.#editor.state)
    const places = new Map<number, Range | null>()
    const moves: Move[] = []
    for (const [thread, touch] of touched) {
      const mapped = this.ranges.get(thread) ?? null
      this.#settleOne(thread, touch, mapped, places, moves)
    }
    if (this.#lastTouch === 'page') {
      // what undo brings back is where it was
      for (const thread of this.#missing())
        if (!touched.has(thread)) this.#settleOne(thread, 'page', null, places, moves)
    }
    if (touched.size > 0 || places.size > 0) this.#put(places)
    for (const thread of touched.keys()) this.#note(thread)
    if (moves.length > 0) this.#onMoves(moves)
    this.#lookLater()
  }

  /** Looks for all words that are nowhere. By itself it does so when nobody has written for a moment. */
  look(): void {
    clearTimeout(this.#looking)
    if (this.#editor.isDestroyed) return
    const places = new Map<number, Range | null>()
    const moves: Move[] = []
    for (const thread of this.#missing()) {
      const range = this.#whereIs(thread)
      if (range === null) continue
      places.set(thread, range)
      this.#keepAt(thread, range, this.#lastTouch === 'others' ? null : moves)
    }
    if (places.size > 0) this.#put(places)
    if (moves.length > 0) this.#onMoves(moves)
  }

  #settleOne(
    thread: number,
    touch: Touch,
    mapped: Range | null,
    places: Map<number, Range | null>,
    moves: Move[],
  ): void {
    const { state } = this.#editor
    if (!this.#kept.has(thread)) return
    const now = (touch === 'editor' ? mapped : null) ?? this.#whereIs(thread)
    if (!same(now, mapped)) places.set(thread, now)
    if (now === null) return
    // others know nothing of what undo has put back in the place of what was there
    const said = this.#kept.get(thread)?.passage
    const seen = said === undefined ? null : rangeOf(state, said, touch === 'editor')
    if (!same(now, seen) || seen?.isSure === false) {
      const isNews = touch !== 'others' && !same(now, seen) && said !== undefined && isKnownHere(state, said)
      this.#keepAt(thread, now, isNews ? moves : null)
    }
  }

  #missing(): number[] {
    return [...this.#kept.keys()].filter((thread) => !this.ranges.has(thread))
  }

  /** By places that are sure, then by the words, then by what is left of them where they were. */
  #whereIs(thread: number, redone = true): Range | null {
    const { state } = this.#editor
    const passages = [this.#kept.get(thread)?.passage, this.#found.get(thread)].filter(
      (passage) => passage !== undefined,
    )
    const held = passages.map((passage) => rangeOf(state, passage, redone))
    const sure = held.find((each) => each?.isSure)
    if (sure !== undefined) return sure
    const found = this.#lookFor(state, thread)
    if (found !== null) return found
    const latest = this.#latest.get(thread) ?? passages[0]
    const left = held.find(
      (range) =>
        range !== null && latest !== undefined && isAlike(quoted(state.doc, range)?.words ?? '', latest),
    )
    return left ?? null
  }

  #lookFor({ doc }: EditorState, thread: number): Range | null {
    const [latest, kept] = [this.#latest.get(thread), this.#kept.get(thread)?.passage]
    const range = latest === undefined ? null : findPassage(doc, latest)
    return range ?? (kept === undefined ? null : findPassage(doc, kept))
  }

  #keepAt(thread: number, range: Range, moves: Move[] | null): void {
    const passage = passageAt(this.#editor.state, range)
    if (passage === null) return
    this.#found.set(thread, passage)
    if (this.#editor.isEditable) moves?.push({ thread, passage })
  }

  #put(places: ReadonlyMap<number, Range | null>, isNews = true): void {
    this.#change(({ marks, touched }, { doc }) => {
      const old = marks.find().filter((mark) => places.has(threadOf(mark)))
      const fresh = [...places].flatMap(([thread, range]) =>
        range === null ? [] : [this.#mark(thread, range)],
      )
      return { marks: marks.remove(old).add(doc, fresh), touched: isNews ? new Map() : touched }
    })
    for (const thread of places.keys()) this.#note(thread)
    if (isNews) this.#onFound()
  }

  #note(thread: number): void {
    const range = this.ranges.get(thread)
    const passage = range === undefined ? null : passageAt(this.#editor.state, range)
    if (passage !== null) this.#latest.set(thread, passage)
  }

  #mark(thread: number, { from, to }: Range): Decoration {
    const isActive = thread === this.#active
    const isOpen = this.#kept.get(thread)?.look === 'open'
    const looks = ['passage', isActive && 'is-active', thread === this.#hovered && 'is-hovered']
    const attributes =
      isOpen || isActive ? { class: looks.filter(Boolean).join(' '), 'data-thread': String(thread) } : {}
    return Decoration.inline(from, to, attributes, { thread })
  }

  #change(change: Parameters<typeof changeMarks>[1]): void {
    const { view, state } = this.#editor
    view.dispatch(changeMarks(state.tr, change))
  }

  #lookLater(): void {
    clearTimeout(this.#looking)
    if (this.#missing().length > 0) this.#looking = setTimeout(() => this.look(), LOOK_AFTER_MS)
  }

  #onMoving = ({ pos, end }: { readonly pos: number; readonly end: number }): void => {
    this.settle()
    const moving = new Map<number, Range>()
    for (const [thread, { from, to }] of this.ranges) {
      const [first, last] = [Math.max(from, pos), Math.min(to, end)]
      // of words that are torn apart the longer part is followed
      const isInside = first < last && last - first >= (to - from) / 2
      const inside = isInside ? lettersIn(this.#editor.state.doc, first, last) : null
      if (inside !== null) moving.set(thread, { from: inside.from - pos, to: inside.to - pos })
    }
    this.#moving = moving
  }

  #onMoved = ({ pos }: { readonly pos: number | null }): void => {
    const moving = this.#moving
    this.#moving = new Map()
    if (pos === null || moving.size === 0) return
    const places = new Map<number, Range>()
    const moves: Move[] = []
    for (const [thread, { from, to }] of moving) {
      const range = { from: pos + from, to: pos + to }
      places.set(thread, range)
      this.#keepAt(thread, range, moves)
    }
    this.#put(places)
    if (moves.length > 0) this.#onMoves(moves)
  }

  #onTransaction = ({ transaction }: { readonly transaction: Transaction }): void => {
    if (!transaction.docChanged || this.#kept.size === 0) return
    this.#lastTouch = touchOf(transaction)
    if (this.#isAsked) return
    this.#isAsked = true
    queueMicrotask(() => this.#isAsked && this.settle())
  }
}
