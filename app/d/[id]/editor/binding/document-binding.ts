import { Fragment, type Node, Slice } from '@tiptap/pm/model'
import {
  AllSelection,
  type EditorState,
  NodeSelection,
  Selection,
  TextSelection,
  type Transaction,
} from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import {
  type Transaction as DocTransaction,
  type RelativePosition,
  UndoManager,
  type XmlFragment,
  type YEvent,
} from 'yjs'
import { onArrival } from '../../../../../lib/arrivals.ts'
import { readSelection } from '../read-selection.ts'
import { passOnAddresses } from './addresses.ts'
import { Unmovable } from './creating.ts'
import { type Found, type HeldBy, placeAt, positionOf } from './places.ts'
import { Rendering } from './rendering.ts'
import { SYNC_KEY } from './sync-key.ts'
import { planWriting } from './writing.ts'

/** A selection that moves with the text. */
export interface Held {
  readonly kind: 'text' | 'node' | 'all' | 'other'
  readonly anchor: RelativePosition
  readonly head: RelativePosition
}

/** Who changed the document: this page, others, or nobody: it only shows otherwise what was just written here. */
export type ChangedBy = 'page' | 'others' | null

/** Changes `tr.doc` into `rendered`, which has the same top node, where they differ. */
function replaceDifference(tr: Transaction, rendered: Node): void {
  const before = tr.doc
  const start = before.content.findDiffStart(rendered.content)
  const ends = before.content.findDiffEnd(rendered.content)
  if (start === null || ends === null) return
  // what is equal at both ends may overlap, as when one of two equal letters goes
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b))
  const [endBefore, endAfter] = [ends.a + overlap, ends.b + overlap]
  const result = new ReplaceStep(start, endBefore, rendered.slice(start, endAfter)).apply(before)
  if (result.doc?.eq(rendered) === true) {
    tr.step(new ReplaceStep(start, endBefore, rendered.slice(start, endAfter)))
    return
  }
  // whole blocks always fit
  let [first, size] = [0, 0]
  const shorter = Math.min(before.childCount, rendered.childCount)
  for (; first < shorter && before.child(first).eq(rendered.child(first)); first++)
    size += before.child(first).nodeSize
  tr.step(
    new ReplaceStep(
      size,
      before.content.size,
      new Slice(Fragment.from(rendered.children.slice(first)), 0, 0),
    ),
  )
}

/**
 * Keeps an editor and the fragment of a Yjs document that it shows the same. What the person changes is written into the
 * document; after that, and when others have changed it, the editor shows what the document says. Showing writes nothing.
 */
export class DocumentBinding {
  readonly type: XmlFragment
  readonly rendering: Rendering
  /** The selection before the last change that was made here, for who takes it back. */
  heldBefore: Held | null = null
  readonly #view: EditorView
  readonly #refused: () => void
  readonly #forget: () => void
  /** What the editor shows, as far as the document says it. */
  #root: Node | null = null
  #held: Held | null = null
  #receiving = false
  #arrived: Transaction | null = null

  /** Nothing is shown before {@link show}. `refused` is called when a change could not be kept and was taken back. */
  constructor(view: EditorView, type: XmlFragment, refused: () => void) {
    this.#view = view
    this.type = type
    this.#refused = refused
    this.rendering = new Rendering(view.state.schema)
    type.observeDeep(this.#onChange)
    this.#doc.on('beforeAllTransactions', this.#hold)
    this.#forget = onArrival(this.#doc, () => readSelection(view))
  }

  get #doc() {
    const { doc } = this.type
    if (doc === null) throw new Error('The text is of no document.')
    return doc
  }

  destroy(): void {
    this.type.unobserveDeep(this.#onChange)
    this.#forget()
    this.#doc.off('beforeAllTransactions', this.#hold)
  }

  /** The editor is being shown what the document says: no plugin may change that, or it would be written back. */
  get isShowing(): boolean {
    return this.#receiving
  }

  /** A transaction went into the editor's state. `before` is the state that it was made on. */
  applied(transaction: Transaction, before: EditorState): void {
    if (transaction.getMeta(SYNC_KEY) !== undefined) this.#arrived = transaction
    else if (transaction.docChanged && before.doc === this.#root)
      this.heldBefore = this.hold(before.selection)
  }

  /** The editor's state has changed: what is new in it is written into the document. */
  updated(addToHistory: boolean): void {
    const { doc, selection } = this.#view.state
    if (this.#receiving || this.#root === null || doc === this.#root) return
    const { parent, parentOffset } = selection.$head
    try {
      const caret = { parent, offset: parentOffset }
      const plan = planWriting(this.type, this.#root, doc, this.rendering, caret)
      this.#doc.transact((transaction) => {
        transaction.meta.set('addToHistory', addToHistory)
        for (const change of plan.changes) change()
        passOnAddresses(plan.going, plan.made)
        for (const remove of plan.removals) remove()
      }, SYNC_KEY)
    } catch (error) {
      if (!(error instanceof Unmovable)) throw error
      this.#refused()
    }
    this.show()
  }

  /** Shows what the document says now. */
  show(transaction?: DocTransaction): void {
    const { state } = this.#view
    const rendered = this.rendering.root(this.type)
    if (rendered === state.doc) return
    if (rendered.eq(state.doc)) this.#adopt(rendered, state.doc)
    else this.#dispatch(rendered, transaction)
    this.#hold()
  }

  /** Null for what the editor does not show yet. */
  hold(selection: Selection): Held | null {
    const { type, rendering } = this
    const kind =
      selection instanceof TextSelection
        ? 'text'
        : selection instanceof NodeSelection
          ? 'node'
          : selection instanceof AllSelection
            ? 'all'
            : 'other'
    const anchor = placeAt(selection.anchor, type, rendering)
    const head = selection.empty ? anchor : placeAt(selection.head, type, rendering)
    return { kind, anchor, head }
  }

  /** The place in the document of a position in the editor, whatever is selected there. */
  placeAt(pos: number, by: HeldBy = null): RelativePosition {
    return placeAt(pos, this.type, this.rendering, by)
  }

  positionOf(place: RelativePosition, redone = true): Found | null {
    return positionOf(place, this.#doc, this.type, this.rendering, redone)
  }

  /** Puts the selection of `tr` where `held` is now; leaves it where there is no such place. */
  restore(tr: Transaction, held: Held): void {
    const [anchor, head] = [this.positionOf(held.anchor), this.positionOf(held.head)]
    if (held.kind === 'all') tr.setSelection(new AllSelection(tr.doc))
    if (anchor === null || head === null || !anchor.exact || !head.exact) return
    const [$anchor, $head] = [anchor, head].map(({ pos }) =>
      tr.doc.resolve(Math.min(pos, tr.doc.content.size)),
    )
    if ($anchor === undefined || $head === undefined) return
    if (held.kind === 'text') tr.setSelection(TextSelection.between($anchor, $head))
    const node = $anchor.nodeAfter
    if (held.kind === 'node' && node !== null && NodeSelection.isSelectable(node))
      tr.setSelection(new NodeSelection($anchor))
  }

  #adopt(rendered: Node, doc: Node): void {
    this.rendering.adopt(this.type, rendered, doc)
    this.#root = doc
  }

  #dispatch(rendered: Node, transaction: DocTransaction | undefined): void {
    const { state } = this.#view
    const isOwnUndo = transaction?.origin instanceof UndoManager
    const tr = state.tr
    replaceDifference(tr, rendered)
    const [step] = tr.steps
    if (isOwnUndo && step instanceof ReplaceStep)
      tr.setSelection(Selection.near(tr.doc.resolve(step.from + step.slice.size), -1))
    else if (this.#held !== null) this.restore(tr, this.#held)
    tr.setStoredMarks(state.storedMarks)
    tr.setMeta('addToHistory', false)
    // TipTap's link extension need not look for addresses: it would not be let
    tr.setMeta('preventAutolink', true)
    const by: ChangedBy = transaction === undefined ? null : transaction.local ? 'page' : 'others'
    tr.setMeta(SYNC_KEY, { isChangeOrigin: true, isUndoRedoOperation: isOwnUndo, by })
    if (isOwnUndo) tr.scrollIntoView()
    this.#adopt(rendered, tr.doc)
    this.#receiving = true
    try {
      this.#view.dispatch(tr)
    } finally {
      this.#receiving = false
    }
    if (this.#arrived !== tr) throw new Error('A plugin refused what the document says.')
  }

  #hold = (): void => {
    const { state } = this.#view
    this.#held = state.doc === this.#root ? this.hold(state.selection) : null
  }

  #onChange = (_events: readonly YEvent<XmlFragment>[], transaction: DocTransaction): void => {
    this.rendering.invalidate(transaction)
    this.show(transaction)
  }
}
