import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Translator } from '../../../../lib/i18n/translator.ts'
import { pageWords } from '../../../i18n/page-words.ts'

const hint = (node: Node, pos: number, words: string): Decoration =>
  Decoration.node(pos, pos + node.nodeSize, { class: 'is-empty', 'data-placeholder': words })

/** Looks at the first two blocks only: the cost of a keystroke does not grow with the document. */
export function placeholderHints(t: Translator, doc: Node): readonly Decoration[] {
  const hints: Decoration[] = []
  const first = doc.firstChild
  if (first === null) return hints
  const isTitle = first.type.name === 'heading'
  if (isTitle && first.content.size === 0) hints.push(hint(first, 0, t('common.untitled')))
  const text = isTitle ? doc.maybeChild(1) : first
  const last = isTitle ? doc.childCount === 2 : doc.childCount === 1
  if (text !== null && last && text.type.name === 'paragraph' && text.content.size === 0) {
    hints.push(hint(text, isTitle ? first.nodeSize : 0, t('editor.placeholder.text')))
  }
  return hints
}

/** "Untitled" in an empty first heading and "Write something…" in an otherwise empty document. */
export const Placeholders = Extension.create({
  name: 'placeholders',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('placeholders'),
        props: {
          decorations: ({ doc }) => DecorationSet.create(doc, [...placeholderHints(pageWords(), doc)]),
        },
      }),
    ]
  },
})
