import type { Editor } from '@tiptap/core'
import type { Attrs } from '@tiptap/pm/model'
import { NodeSelection } from '@tiptap/pm/state'
import { editNode } from './node-editing.ts'

/** Puts a node of a kind at the caret, or in place of an empty line, and opens its field. */
export function insertAndEdit(editor: Editor, name: string, attributes: Attrs = {}): void {
  const at = insertNode(editor, name, attributes)
  if (at !== null) editNode(editor.view, at)
}

/** Puts a node of a kind at the caret, or in place of an empty line; returns where it is, null where none may stand. */
export function insertNode(editor: Editor, name: string, attributes: Attrs = {}): number | null {
  const type = editor.schema.nodes[name]
  const { state, view } = editor
  if (type === undefined) return null
  const { tr, selection } = state
  const { $from } = selection
  if (type.isInline) {
    if (!$from.parent.inlineContent || $from.parent.type.spec.code === true) return null
    tr.replaceSelectionWith(type.create(attributes), false)
    const at = selection.from
    tr.setSelection(NodeSelection.create(tr.doc, at))
    view.dispatch(tr.scrollIntoView())
    return at
  }
  if ($from.depth === 0) return null
  const inEmptyLine = $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0
  const index = $from.index(-1)
  const replaces = inEmptyLine && $from.node(-1).canReplaceWith(index, index + 1, type)
  if (!replaces && !$from.node(-1).canReplaceWith(index + 1, index + 1, type)) return null
  const at = replaces ? $from.before() : $from.after()
  const node = type.create(attributes)
  tr.replaceWith(at, replaces ? $from.after() : at, node)
  // below the last block a line to go on writing
  const end = at + node.nodeSize
  const isLast = tr.doc.resolve(end).nodeAfter === null
  const paragraph = state.schema.nodes.paragraph
  if (isLast && paragraph !== undefined) tr.insert(end, paragraph.create())
  tr.setSelection(NodeSelection.create(tr.doc, at))
  view.dispatch(tr.scrollIntoView())
  return at
}
