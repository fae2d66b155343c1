import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import { SYNC_KEY } from './binding/sync-key.ts'

/** Where the content of each text block that says the same as `content` begins; two are as good as many. */
function placesOf(doc: Node, { content }: Node): readonly number[] {
  const places: number[] = []
  doc.descendants((node, pos) => {
    if (places.length > 1) return false
    if (!node.isTextblock) return true
    if (node.content.size === content.size && node.content.eq(content)) places.push(pos + 1)
    return false
  })
  return places
}

/** Takes the caret to where somebody else has moved the block that it was in; null when that did not happen. */
function follow(before: EditorState, after: EditorState): Transaction | null {
  const { selection } = before
  if (!(selection instanceof TextSelection) || !selection.$anchor.sameParent(selection.$head)) return null
  const { parent, parentOffset } = selection.$head
  const { $head } = after.selection
  const isThere = $head.parent.content.eq(parent.content) && $head.parentOffset === parentOffset
  if (parent.content.size === 0 || isThere) return null
  const [was, is] = [placesOf(before.doc, parent), placesOf(after.doc, parent)]
  const [start] = is
  if (was.length !== 1 || is.length !== 1 || start === undefined) return null
  const at = (pos: number): number => start + pos - selection.$head.start()
  return after.tr.setSelection(TextSelection.create(after.doc, at(selection.anchor), at(selection.head)))
}

/**
 * Moving a block, or making another kind of it, makes it anew in Yjs, and a caret in it would stay behind. Where the
 * only block of those words is at another place afterwards, it is the same block. Only the selection changes.
 */
export const CaretFollows = Extension.create({
  name: 'caretFollows',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('caretFollows'),
        appendTransaction: (transactions, before, after) =>
          transactions.some((tr) => tr.docChanged && tr.getMeta(SYNC_KEY) !== undefined)
            ? follow(before, after)
            : null,
      }),
    ]
  },
})
