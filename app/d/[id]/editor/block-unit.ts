import type { Node, ResolvedPos } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'

/** What is moved, copied and deleted as one: an item of a list, else a block of the top level. */
export interface BlockUnit {
  readonly pos: number
  readonly node: Node
  /** The node it stands in. */
  readonly parent: Node
  readonly index: number
  /** Nodes around it, without the document. */
  readonly depth: number
}

const isList = (node: Node): boolean => node.type.spec.group?.split(' ').includes('list') === true

/** Items of a list in a table or in a callout are units too. */
export const isItem = ({ parent }: Pick<BlockUnit, 'parent'>): boolean => isList(parent)

function unitWithin($pos: ResolvedPos, depth: number): BlockUnit {
  return {
    pos: $pos.before(depth),
    node: $pos.node(depth),
    parent: $pos.node(depth - 1),
    index: $pos.index(depth - 1),
    depth: depth - 1,
  }
}

/** The unit that begins at `pos`; null when none does. */
export function unitFrom({ doc }: EditorState, pos: number): BlockUnit | null {
  if (pos < 0 || pos >= doc.content.size) return null
  const $pos = doc.resolve(pos)
  const node = $pos.nodeAfter
  if (node === null || node.isInline) return null
  return { pos, node, parent: $pos.parent, index: $pos.index(), depth: $pos.depth }
}

/** The unit around `pos`, the innermost one. */
export function unitAround(state: EditorState, pos: number): BlockUnit | null {
  const $pos = state.doc.resolve(Math.min(Math.max(pos, 0), state.doc.content.size))
  for (let depth = $pos.depth; depth >= 1; depth -= 1) {
    if (depth === 1 || isList($pos.node(depth - 1))) return unitWithin($pos, depth)
  }
  return (
    unitFrom(state, $pos.pos) ??
    ($pos.nodeBefore === null ? null : unitFrom(state, $pos.pos - $pos.nodeBefore.nodeSize))
  )
}

/** The block of the top level around `pos`. */
export function topUnitAround(state: EditorState, pos: number): BlockUnit | null {
  const $pos = state.doc.resolve(Math.min(Math.max(pos, 0), state.doc.content.size))
  return $pos.depth === 0 ? unitAround(state, pos) : unitWithin($pos, 1)
}

/** The unit that the selection begins in. */
export const unitAtSelection = (state: EditorState): BlockUnit | null =>
  unitAround(state, state.selection.from)
