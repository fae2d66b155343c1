import { Extension } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

/**
 * Enter at the end of the title goes into the empty paragraph that waits below it, instead of making another.
 * Backspace in an erased title leaves it a title: the next letter is its first.
 */
export const TitleKeys = Extension.create({
  name: 'titleKeys',
  addKeyboardShortcuts() {
    return {
      Backspace: ({ editor }) => {
        const { doc, selection } = editor.state
        const title = doc.firstChild
        return (
          title?.type.name === 'heading' &&
          title.content.size === 0 &&
          selection.from === 1 &&
          selection.empty
        )
      },
      Enter: ({ editor }) => {
        const { doc, selection, tr } = editor.state
        const { $from, empty } = selection
        const title = doc.firstChild
        const below = doc.maybeChild(1)
        if (!empty || title?.type.name !== 'heading' || below === null) return false
        const atEnd = $from.depth === 1 && $from.index(0) === 0 && $from.parentOffset === title.content.size
        if (!atEnd || below.type.name !== 'paragraph' || below.content.size > 0) return false
        editor.view.dispatch(tr.setSelection(TextSelection.create(doc, title.nodeSize + 1)).scrollIntoView())
        return true
      },
    }
  },
})
