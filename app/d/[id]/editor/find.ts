import { type Editor, Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { SYNC_KEY } from './binding/sync-key.ts'
import { Finder, type FindQuery, type Match } from './find-matches.ts'

/** How many matches are marked at once, around the present one: the cost of a keystroke stays bounded. */
const MARKED = 400

export interface Found {
  readonly query: FindQuery
  readonly finder: Finder
  readonly matches: readonly Match[]
  /** Index of the present match; -1 when there is none. */
  readonly at: number
  readonly marks: DecorationSet
}

type Order =
  | { readonly kind: 'look'; readonly query: FindQuery }
  | { readonly kind: 'go'; readonly at: number }
  | { readonly kind: 'end' }

const key = new PluginKey<Found | null>('find')

/** What is being looked for, and where it was found; null while nothing is. */
export const foundIn = (state: EditorState): Found | null => key.getState(state) ?? null

/** Index of the first match that ends behind `pos`, from the beginning when there is none. */
export function matchFrom(matches: readonly Match[], pos: number): number {
  if (matches.length === 0) return -1
  const at = matches.findIndex(({ to }) => to > pos)
  return at < 0 ? 0 : at
}

function marksFor(state: EditorState, matches: readonly Match[], at: number): DecorationSet {
  const first = Math.max(0, at - MARKED / 2)
  const marks = matches
    .slice(first, first + MARKED)
    .map(({ from, to }, index) =>
      Decoration.inline(from, to, { class: first + index === at ? 'find-match is-now' : 'find-match' }),
    )
  return DecorationSet.create(state.doc, marks)
}

const shown = (state: EditorState, found: Omit<Found, 'marks'>): Found => ({
  ...found,
  marks: marksFor(state, found.matches, found.at),
})

/** The same match after the text has changed around it. What comes from others replaces the whole text: count then. */
function follow(found: Found, tr: Transaction, matches: readonly Match[]): number {
  const now = found.matches[found.at]
  if (now === undefined || matches.length === 0) return matchFrom(matches, tr.selection.from)
  if (tr.getMeta(SYNC_KEY) !== undefined) return Math.min(found.at, matches.length - 1)
  return matchFrom(matches, tr.mapping.map(now.from, 1))
}

function next(tr: Transaction, found: Found | null, state: EditorState): Found | null {
  const order = tr.getMeta(key) as Order | undefined
  if (order?.kind === 'end') return null
  if (order?.kind === 'look') {
    const finder = new Finder(order.query)
    const matches = finder.find(state.doc)
    const near = found?.matches[found.at]?.from ?? state.selection.from
    return shown(state, { query: order.query, finder, matches, at: matchFrom(matches, near) })
  }
  if (found === null) return null
  if (order?.kind === 'go') return shown(state, { ...found, at: order.at })
  if (!tr.docChanged) return found
  const matches = found.finder.find(state.doc)
  return shown(state, { ...found, matches, at: follow(found, tr, matches) })
}

const give = ({ view }: Editor, order: Order): void => view.dispatch(view.state.tr.setMeta(key, order))

export function lookFor(editor: Editor, query: FindQuery): void {
  give(editor, { kind: 'look', query })
  reveal(editor)
}

/** To the next match, or the one before; around at the end. */
export function goToMatch(editor: Editor, step: 1 | -1): void {
  const found = foundIn(editor.state)
  if (found === null || found.matches.length === 0) return
  const { length } = found.matches
  give(editor, { kind: 'go', at: (found.at + step + length) % length })
  reveal(editor)
}

/** To the first match behind a place of the text. */
export function goToMatchFrom(editor: Editor, pos: number): void {
  const found = foundIn(editor.state)
  if (found === null || found.matches.length === 0) return
  give(editor, { kind: 'go', at: matchFrom(found.matches, pos) })
  reveal(editor)
}

/** Ends the search and selects the present match. */
export function endFind(editor: Editor): void {
  const found = foundIn(editor.state)
  const match = found?.matches[found.at]
  give(editor, { kind: 'end' })
  if (match !== undefined) {
    const { doc, tr } = editor.state
    editor.view.dispatch(tr.setSelection(TextSelection.create(doc, match.from, match.to)))
  }
  editor.commands.focus(null, { scrollIntoView: false })
}

/** The words to begin with: what is selected, when it is of one line. */
export function selectedWords({ state }: Editor): string {
  const { from, to, $from, $to, empty } = state.selection
  if (empty || !$from.sameParent($to) || to - from > 200) return ''
  return state.doc.textBetween(from, to)
}

/** Header, toolbar and the bar itself cover so much of the window, in CSS pixels. */
const COVERED_PX = 150

function reveal(editor: Editor): void {
  const found = foundIn(editor.state)
  const match = found?.matches[found.at]
  if (match === undefined) return
  const { top, bottom } = editor.view.coordsAtPos(match.from)
  if (top >= COVERED_PX && bottom <= window.innerHeight - COVERED_PX) return
  window.scrollBy({ top: (top + bottom) / 2 - window.innerHeight / 2 })
}

/** Finds in the document. It marks what it found by decorations: nothing of it is written. */
export const Find = Extension.create({
  name: 'find',
  addProseMirrorPlugins() {
    return [
      new Plugin<Found | null>({
        key,
        state: { init: () => null, apply: (tr, found, _before, after) => next(tr, found, after) },
        props: { decorations: (state) => foundIn(state)?.marks ?? null },
      }),
    ]
  },
})
