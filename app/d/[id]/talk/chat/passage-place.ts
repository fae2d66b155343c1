import type { Editor } from '@tiptap/core'
import { MAX_PASSAGE_QUOTE, type PassagePiece } from '../../../../../lib/chat-text.ts'
import type { Passage } from '../../../../../lib/passage.ts'
import { passageAt, rangeOf } from '../../editor/passages/passage-places.ts'
import { findPassage, type Range, trimmed } from '../../editor/passages/passage-words.ts'
import { readSelection } from '../../editor/read-selection.ts'
import { scrollToPosition } from '../../editor/scroll-to.ts'

const GLOW_MS = 3_000
const GLOW = 'chat-passage'
/** The build of the styles does not know the pseudo-element (CSS Custom Highlight API, 4). */
const GLOW_STYLE = `::highlight(${GLOW}) { background-color: light-dark(oklch(0.9 0.1 95), oklch(0.45 0.09 95)); }`
const HASH = /^#p=([\w-]{1,64})~([\w-]{1,64})$/

/** What is selected in the text, as it is kept beside it; null when that are no words. */
function selectedWords(editor: Editor): Passage | null {
  readSelection(editor.view)
  const { from, to } = editor.state.selection
  const range = from < to ? trimmed(editor.state.doc, { from, to }) : null
  return range === null ? null : passageAt(editor.state, range)
}

/** The same for a message, where the first of the words are enough. */
export function selectedPassage(editor: Editor): PassagePiece | null {
  const words = selectedWords(editor)
  if (words === null) return null
  const quote = words.quote.slice(0, MAX_PASSAGE_QUOTE).toWellFormed().replaceAll(/\s+/g, ' ').trim()
  return quote === '' ? null : { kind: 'passage', quote, start: words.start, end: words.end }
}

type Places = Pick<PassagePiece, 'start' | 'end'> & { readonly quote?: string }

/** Where a passage is now: by its places, else where its words stand if that is one place. */
function rangeNow({ state }: Editor, { start, end, quote = '' }: Places): Range | null {
  const passage = { start, end, quote, length: quote.length, tail: '', before: '', after: '' }
  return rangeOf(state, passage) ?? (quote === '' ? null : findPassage(state.doc, passage))
}

/** What a thread of comments can be about: the quote of a message as far as it is still there, else what is selected. */
export function passageForThread(editor: Editor, quoted: PassagePiece | undefined): Passage | null {
  const range = quoted === undefined ? null : rangeNow(editor, quoted)
  return range === null ? selectedWords(editor) : passageAt(editor.state, range)
}

/** Shows where a passage stands now. False when nothing of it is left. */
export function showPassage(editor: Editor, places: Places): boolean {
  const range = rangeNow(editor, places)
  if (range === null) return false
  scrollToPosition(editor.view, range.from)
  light(editor.view, range.from, range.to)
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
