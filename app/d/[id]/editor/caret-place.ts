import { Plugin, PluginKey } from '@tiptap/pm/state'
import { ySyncPluginKey } from 'y-prosemirror'
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  type Doc,
  type RelativePosition,
  XmlText,
} from 'yjs'

/** What the binding remembers of the selection while others change the document. */
interface Remembered {
  readonly type: string
  readonly anchor: RelativePosition
  readonly head: RelativePosition
}

interface Binding {
  beforeTransactionSelection: Remembered | null
}

/** The same place, held by the letter before it instead of the one behind it. */
function afterLetter(place: RelativePosition, doc: Doc): RelativePosition {
  const found = createAbsolutePositionFromRelativePosition(place, doc)
  if (found === null || !(found.type instanceof XmlText) || found.index === 0) return place
  return createRelativePositionFromTypeIndex(found.type, found.index, -1)
}

/**
 * Keeps the caret behind the letter that was typed last. The binding holds it by what follows, which at the end of a
 * text is the end, whatever others append there: two people at one place would write into each other's words.
 */
export const caretPlace = (doc: Doc): Plugin =>
  new Plugin({
    key: new PluginKey('caretPlace'),
    view: (view) => {
      const lean = (): void => {
        const binding = ySyncPluginKey.getState(view.state)?.binding as Binding | undefined
        const before = binding?.beforeTransactionSelection
        if (binding === undefined || before == null || before.type !== 'text') return
        binding.beforeTransactionSelection = {
          ...before,
          anchor: afterLetter(before.anchor, doc),
          head: afterLetter(before.head, doc),
        }
      }
      doc.on('beforeAllTransactions', lean)
      return { destroy: () => doc.off('beforeAllTransactions', lean) }
    },
  })
