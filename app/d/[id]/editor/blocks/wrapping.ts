import type { Command } from '@tiptap/core'
import type { ResolvedPos } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'

/** Depth of the innermost node of a kind around a place; null where there is none. */
export function wrapperDepth($place: ResolvedPos, name: string): number | null {
  for (let depth = $place.depth; depth > 0; depth -= 1)
    if ($place.node(depth).type.name === name) return depth
  return null
}

/** Takes away the node at `depth` around the selection and leaves what is in it; false where that may not stand. */
export const unwrap =
  (depth: number): Command =>
  ({ tr, dispatch }) => {
    const { $from } = tr.selection
    const { content } = $from.node(depth)
    const index = $from.index(depth - 1)
    if (!$from.node(depth - 1).canReplace(index, index + 1, content)) return false
    if (dispatch === undefined) return true
    const { anchor, head } = tr.selection
    tr.replaceWith($from.before(depth), $from.after(depth), content)
    tr.setSelection(TextSelection.between(tr.doc.resolve(anchor - 1), tr.doc.resolve(head - 1)))
    return true
  }
