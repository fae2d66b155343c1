import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { languageName } from '../../../../../lib/block-values.ts'
import { part } from '../../../../ui/part.ts'
import { readSelection } from '../read-selection.ts'
import { carried } from './carried-decorations.ts'
import { codeSpans, type Span } from './code-spans.ts'

/** Pause after a change before code is coloured anew, in milliseconds; until then letters keep the colours they have. */
const PAUSE_MS = 80
/** How long one turn of colouring may hold up the page, in milliseconds. */
const TURN_MS = 6
/** Code farther than this from what is on the screen waits, in pixels. */
const MARGIN_PX = 600

const lowlight = part(async () => {
  const { common, createLowlight } = await import('lowlight')
  return createLowlight(common)
}, 'last')

interface Found {
  readonly node: Node
  readonly at: number
}

interface Colored extends Found {
  readonly spans: readonly Span[]
}

const highlightKey = new PluginKey<DecorationSet>('codeHighlight')

function codeBlocks(doc: Node): readonly Found[] {
  const found: Found[] = []
  doc.descendants((node, at) => {
    if (node.type.name === 'codeBlock' && languageName(node.attrs.language) !== null) found.push({ node, at })
    return !node.isTextblock
  })
  return found
}

function repainted(set: DecorationSet, doc: Node, blocks: readonly Colored[]): DecorationSet {
  let next = set
  for (const { node, at, spans } of blocks) {
    next = next.remove(next.find(at + 1, at + node.nodeSize - 1)).add(
      doc,
      spans.map(({ from, to, className }) =>
        Decoration.inline(at + 1 + from, at + 1 + to, { class: className }),
      ),
    )
  }
  return next
}

/** Colours code in idle moments: what is on the screen, once for each content, and never more than a turn at a time. */
class Painter {
  readonly #view: EditorView
  readonly #spans = new WeakMap<Node, readonly Span[]>()
  readonly #observer: IntersectionObserver | null
  readonly #near = new WeakSet<Element>()
  readonly #watched = new WeakSet<Element>()
  #stopWaiting: (() => void) | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(view: EditorView) {
    this.#view = view
    this.#observer =
      typeof IntersectionObserver === 'undefined'
        ? null
        : new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: `${MARGIN_PX}px` })
    this.plan(0)
  }

  /** Colours what is not coloured, `pause` milliseconds from now. */
  plan(pause = PAUSE_MS): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#paint()
    }, pause)
  }

  destroy(): void {
    clearTimeout(this.#timer)
    this.#stopWaiting?.()
    this.#observer?.disconnect()
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#near.add(target)
      else this.#near.delete(target)
    }
    this.plan(0)
  }

  #isNear(at: number): boolean {
    const dom = this.#view.nodeDOM(at)
    if (this.#observer === null || !(dom instanceof Element)) return true
    if (this.#watched.has(dom)) return this.#near.has(dom)
    this.#watched.add(dom)
    this.#observer.observe(dom)
    return false
  }

  #paint(): void {
    if (this.#view.composing) {
      this.plan()
      return
    }
    readSelection(this.#view)
    const { state } = this.#view
    const blocks = codeBlocks(state.doc).filter(({ at }) => this.#isNear(at))
    if (blocks.length === 0) return
    const painter = lowlight.now()
    if (painter === null) {
      this.#stopWaiting ??= lowlight.whenHere(() => this.plan(0))
      void lowlight.fetch()
      return
    }
    const colored: Colored[] = []
    const until = performance.now() + TURN_MS
    for (const found of blocks) {
      if (performance.now() > until) {
        this.plan(0)
        break
      }
      const known = this.#spans.get(found.node)
      if (known !== undefined && this.#isShown(state, found, known)) continue
      const spans =
        known ?? codeSpans(painter, found.node.textContent, languageName(found.node.attrs.language) ?? '')
      this.#spans.set(found.node, spans)
      colored.push({ ...found, spans })
    }
    if (colored.length > 0) this.#view.dispatch(state.tr.setMeta(highlightKey, colored))
  }

  #isShown(state: EditorState, { node, at }: Found, spans: readonly Span[]): boolean {
    return highlightKey.getState(state)?.find(at + 1, at + node.nodeSize - 1).length === spans.length
  }
}

/** Colours for the code of a document, as decorations: the text is never touched. */
export const codeHighlight = (): Plugin =>
  new Plugin<DecorationSet>({
    key: highlightKey,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, set) => {
        const colored = transaction.getMeta(highlightKey) as readonly Colored[] | undefined
        const kept = carried(set, transaction)
        return colored === undefined ? kept : repainted(kept, transaction.doc, colored)
      },
    },
    props: { decorations: (state) => highlightKey.getState(state) },
    view: (view) => {
      const painter = new Painter(view)
      return {
        update: ({ state }, before) => {
          if (state.doc !== before.doc) painter.plan()
        },
        destroy: () => painter.destroy(),
      }
    },
  })
