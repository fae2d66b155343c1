import type { Editor } from '@tiptap/core'
import { MAX_PASSAGE_QUOTE, type PassagePiece } from '../../../../../lib/chat-text.ts'
import { encodePlace, placeFrom } from '../../../../../lib/passage.ts'
import { readSelection } from '../../editor/read-selection.ts'
import { scrollToPosition } from '../../editor/scroll-to.ts'
import { placeAt, positionOf } from '../../editor/text-places.ts'

const GLOW_MS = 3_000
const GLOW = 'chat-passage'
/** The build of the styles does not know the pseudo-element (CSS Custom Highlight API, 4). */
const GLOW_STYLE = `::highlight(${GLOW}) { background-color: light-dark(oklch(0.9 0.1 95), oklch(0.45 0.09 95)); }`
const HASH = /^#p=([\w-]{1,64})~([\w-]{1,64})$/

/** What is selected in the text; null when that are no words. */
export function selectedPassage(editor: Editor): PassagePiece | null {
  readSelection(editor.view)
  const { from, to } = editor.state.selection
  const words = editor.state.doc.textBetween(from, to, ' ', ' ').replaceAll(/\s+/g, ' ').trim()
  const [start, end] = [placeAt(editor.view, from), placeAt(editor.view, to)]
  if (words === '' || start === null || end === null) return null
  const quote =
    words.length > MAX_PASSAGE_QUOTE ? `${words.slice(0, MAX_PASSAGE_QUOTE).toWellFormed()}…` : words
  return { kind: 'passage', quote, start: encodePlace(start), end: encodePlace(end) }
}

/** Shows where a passage stands now. False when nothing of it is left. */
export function showPassage({ view }: Editor, { start, end }: Pick<PassagePiece, 'start' | 'end'>): boolean {
  const [first, last] = [placeFrom(start), placeFrom(end)]
  const from = first === null ? null : positionOf(view, first)
  const to = last === null ? null : positionOf(view, last)
  if (from === null || to === null || from >= to) return false
  if (view.state.doc.textBetween(from, to, ' ', ' ').trim() === '') return false
  scrollToPosition(view, from)
  light(view, from, to)
  return true
}

/** A highlight of the browser's own: nothing is written for it, neither into the text nor around it. */
function light(view: Editor['view'], from: number, to: number): void {
  if (!('highlights' in CSS)) return
  const [a, b] = [view.domAtPos(from, 1), view.domAtPos(to, -1)]
  const range = document.createRange()
  range.setStart(a.node, a.offset)
  range.setEnd(b.node, b.offset)
  const highlight = new Highlight(range)
  addStyle()
  CSS.highlights.set(GLOW, highlight)
  setTimeout(() => {
    if (CSS.highlights.get(GLOW) === highlight) CSS.highlights.delete(GLOW)
  }, GLOW_MS)
}

let hasStyle = false

function addStyle(): void {
  if (hasStyle) return
  hasStyle = true
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(GLOW_STYLE)
  document.adoptedStyleSheets.push(sheet)
}

/** The address of a passage of the document that is open. */
export function passageAddress({ start, end }: PassagePiece): string {
  const { origin, pathname } = window.location
  return `${origin}${pathname}#p=${start}~${end}`
}

/** The passage that the end of an address leads to; null when it leads to none. */
export function passageOfHash(hash: string): Pick<PassagePiece, 'start' | 'end'> | null {
  const [, start, end] = HASH.exec(hash) ?? []
  return start === undefined || end === undefined ? null : { start, end }
}

const quoteListeners = new Set<(passage: PassagePiece) => void>()
let waiting: PassagePiece | null = null

/** Puts a passage into the message that is being written, now or once somebody writes one. */
export function quoteInChat(passage: PassagePiece): void {
  if (quoteListeners.size === 0) waiting = passage
  for (const listen of quoteListeners) listen(passage)
}

/** Calls back for each passage that is to be quoted; returns what ends that. */
export function onQuote(listen: (passage: PassagePiece) => void): () => void {
  quoteListeners.add(listen)
  if (waiting !== null) listen(waiting)
  waiting = null
  return () => {
    quoteListeners.delete(listen)
  }
}
