import type { Editor } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import { Collaboration } from '../../app/d/[id]/editor/collaboration.ts'
import { type Move, PassageKeeper } from '../../app/d/[id]/editor/passages/passage-keeper.ts'
import { PassageMarking } from '../../app/d/[id]/editor/passages/passage-marks.ts'
import { passageAt } from '../../app/d/[id]/editor/passages/passage-places.ts'
import type { Passage } from '../../lib/passage.ts'
import type { Kit, Page } from './editor-people.ts'

/** What the editor of a page with comments is made of. */
export const withPassages: Kit = (document, onRefused) => [
  StarterKit.configure({ undoRedo: false, trailingNode: false }),
  Collaboration.configure({ document, onRefused }),
  PassageMarking,
]

/** The threads of a document as a server keeps them: what was said last counts. */
export class Threads {
  readonly passages = new Map<number, Passage>()
  moves = 0

  take(moves: readonly Move[]): void {
    for (const { thread, passage } of moves) this.passages.set(thread, passage)
    this.moves += moves.length
  }
}

/** One person's page with the threads of a document beside it. */
export class Reader {
  page: Page
  keeper: PassageKeeper
  readonly #threads: Threads
  /** What the server has not been told yet. */
  #unsaid: Move[] = []

  constructor(page: Page, threads: Threads) {
    this.page = page
    this.#threads = threads
    this.keeper = this.#watch()
  }

  #watch(): PassageKeeper {
    return new PassageKeeper(
      this.page.editor,
      (moves) => {
        this.#unsaid.push(...moves)
        if (this.page.isConnected) this.say()
      },
      () => undefined,
    )
  }

  /** Tells the server what is to be told. */
  say(): void {
    this.#threads.take(this.#unsaid.splice(0))
  }

  /** Hears what the server knows. */
  hear(): void {
    if (!this.page.isConnected) return
    this.say()
    this.keeper.set(
      [...this.#threads.passages].map(([thread, passage]) => ({ thread, passage, look: 'open' })),
    )
  }

  reload(open: (copy: Uint8Array) => Page): void {
    this.keeper.destroy()
    this.page = this.page.reload(open)
    this.keeper = this.#watch()
  }

  /** The words that are marked for a thread; null when they are nowhere. */
  words(thread: number): string | null {
    const range = this.keeper.ranges.get(thread)
    return range === undefined ? null : this.page.editor.state.doc.textBetween(range.from, range.to)
  }

  close(): void {
    this.keeper.destroy()
    this.page.destroy()
  }
}

/** What would be kept of the first place where these words stand. */
export function passageOf({ state }: Editor, words: string): Passage {
  let passage: Passage | null = null
  state.doc.descendants((node, pos) => {
    const at = node.isTextblock ? node.textContent.indexOf(words) : -1
    if (at !== -1 && passage === null)
      passage = passageAt(state, { from: pos + 1 + at, to: pos + 1 + at + words.length })
    return !node.isTextblock
  })
  if (passage === null) throw new Error(`${words} is nowhere`)
  return passage
}
