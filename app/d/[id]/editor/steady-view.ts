import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Doc, RelativePosition, Transaction } from 'yjs'
import { SYNC_KEY } from './binding/sync-key.ts'
import { textBand } from './scroll-to.ts'
import { placeAt, positionOf } from './text-places.ts'

export interface SteadyViewOptions {
  readonly document: Doc | null
}

/** A line of the text, and where on the screen it must stay. Pixels. */
interface Held {
  readonly place: RelativePosition
  readonly top: number
  readonly scrollY: number
}

/** How far below the edge of what is visible the first line is looked for. */
const INSIDE = 6
/** Pixels that nobody sees. */
const LEAST = 0.5

/** The binding scrolls to the own caret whenever others write; that is for this person's own steps only. */
function isOfOthers(state: EditorState): boolean {
  const sync: { isChangeOrigin: boolean; isUndoRedoOperation: boolean } | undefined = SYNC_KEY.getState(state)
  return sync?.isChangeOrigin === true && !sync.isUndoRedoOperation
}

/**
 * Keeps the line that a person is on where it is while others write: the one with the caret when it can be seen, else
 * the first that can. Browsers do so by themselves (scroll anchoring), but not where the block they hold on to is
 * made anew, and not all of them. Measured once before the first change of a frame, put right once before the frame.
 */
class Steady {
  readonly #view: EditorView
  #held: Held | null = null
  /** What the last correction left undone, since pages scroll by whole pixels, and where it left the page. */
  #left = { pixels: 0, scrollY: 0 }

  constructor(view: EditorView) {
    this.#view = view
  }

  readonly before = ({ local }: Transaction): void => {
    if (local || this.#held !== null || this.#view.isDestroyed) return
    this.#held = this.#measure()
    if (this.#held !== null) requestAnimationFrame(this.#restore)
  }

  #measure(): Held | null {
    const position = this.#caretInView() ?? this.#firstInView()
    const place = position === null ? null : placeAt(this.#view, position)
    const same = place === null ? null : positionOf(this.#view, place)
    if (place === null || same === null) return null
    return { place, top: this.#view.coordsAtPos(same).top, scrollY: window.scrollY }
  }

  #caretInView(): number | null {
    if (!this.#view.hasFocus()) return null
    const { head } = this.#view.state.selection
    const { top, bottom } = this.#view.coordsAtPos(head)
    const band = textBand()
    return top >= band.top && bottom <= band.bottom ? head : null
  }

  #firstInView(): number | null {
    const { left, right } = this.#view.dom.getBoundingClientRect()
    const found = this.#view.posAtCoords({ left: (left + right) / 2, top: textBand().top + INSIDE })
    return found?.pos ?? null
  }

  readonly #restore = (): void => {
    const held = this.#held
    this.#held = null
    // whoever has scrolled meanwhile, the person or the browser, knows where to
    if (held === null || this.#view.isDestroyed || window.scrollY !== held.scrollY) return
    const position = positionOf(this.#view, held.place)
    if (position === null) return
    const undone = this.#left.scrollY === held.scrollY ? this.#left.pixels : 0
    const moved = this.#view.coordsAtPos(position).top - held.top + undone
    if (Math.abs(moved) >= LEAST) window.scrollBy({ top: moved, behavior: 'instant' })
    this.#left = { pixels: moved - (window.scrollY - held.scrollY), scrollY: window.scrollY }
  }
}

export const SteadyView = Extension.create<SteadyViewOptions>({
  name: 'steadyView',
  addOptions: () => ({ document: null }),
  addProseMirrorPlugins() {
    const { document: doc } = this.options
    if (doc === null) return []
    return [
      new Plugin({
        key: new PluginKey('steadyView'),
        props: { handleScrollToSelection: (view) => isOfOthers(view.state) },
        view: (view) => {
          const steady = new Steady(view)
          doc.on('beforeTransaction', steady.before)
          return { destroy: () => doc.off('beforeTransaction', steady.before) }
        },
      }),
    ]
  },
})
