import { type Editor, getMarkRange, posToDOMRect } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'

export interface LinkAt {
  readonly from: number
  readonly to: number
  readonly href: string
}

/** The link that the letters around `pos` are part of; null when there is none. */
export function linkAt(state: EditorState, pos: number): LinkAt | null {
  const type = state.schema.marks.link
  if (type === undefined || pos < 0 || pos > state.doc.content.size) return null
  const range = getMarkRange(state.doc.resolve(pos), type)
  if (range === undefined) return null
  const href: unknown = state.doc.resolve(range.from).nodeAfter?.marks.find((mark) => mark.type === type)
    ?.attrs.href
  return typeof href === 'string' ? { ...range, href } : null
}

/** The link that the caret is in, not beside. */
export function linkAtCaret(state: EditorState): LinkAt | null {
  const { empty, head } = state.selection
  const link = empty ? linkAt(state, head) : null
  return link !== null && head >= link.from && head <= link.to ? link : null
}

/** Where the text from `from` to `to` is in the window: its last line, so that nothing above it is covered. */
export const rectOf = (editor: Editor, from: number, to: number): DOMRect =>
  posToDOMRect(
    editor.view,
    Math.min(from, editor.state.doc.content.size),
    Math.min(to, editor.state.doc.content.size),
  )
