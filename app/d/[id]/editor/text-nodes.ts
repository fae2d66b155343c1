import { Extension } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { ySyncPluginKey } from 'y-prosemirror'
import { type Doc, type Transaction, XmlElement, XmlFragment, XmlText } from 'yjs'

export interface TextNodesOptions {
  readonly document: Doc | null
}

/** Elements below `parent` that came with this transaction, outermost first. */
function* created(parent: XmlFragment, from: number): Generator<XmlElement> {
  for (const child of parent.toArray()) {
    if (!(child instanceof XmlElement)) continue
    const id = child._item?.id
    if (id === undefined || id.client !== parent.doc?.clientID || id.clock < from) continue
    yield child
    yield* created(child, from)
  }
}

/** Text blocks that this page has just made and that have nothing in them. */
function emptyBlocks({ changed, doc, beforeState }: Transaction, schema: Schema): XmlElement[] {
  const from = beforeState.get(doc.clientID) ?? 0
  return [...changed.keys()]
    .flatMap((type) => (type instanceof XmlFragment ? [...created(type, from)] : []))
    .filter((element) => element.length === 0 && schema.nodes[element.nodeName]?.isTextblock === true)
}

/**
 * Gives each new empty text block its text node. The binding would make it with the first letter: two people who write
 * theirs at once would make two, which it shows as one, and each of them would then write the text of both into it.
 */
export const TextNodes = Extension.create<TextNodesOptions>({
  name: 'textNodes',
  addOptions: () => ({ document: null }),
  addProseMirrorPlugins() {
    const { document: doc } = this.options
    if (doc === null) return []
    const fill = (transaction: Transaction): void => {
      if (transaction.origin !== ySyncPluginKey) return
      const blocks = emptyBlocks(transaction, this.editor.schema)
      if (blocks.length === 0) return
      doc.transact(() => {
        for (const block of blocks) block.insert(0, [new XmlText()])
      }, ySyncPluginKey)
    }
    return [
      new Plugin({
        key: new PluginKey('textNodes'),
        view: () => {
          doc.on('beforeObserverCalls', fill)
          return { destroy: () => doc.off('beforeObserverCalls', fill) }
        },
      }),
    ]
  },
})
