import { Extension, isTextSelection, resolveFocusPosition } from '@tiptap/core'

/**
 * The `focus` command without a wait for the next frame: a key that follows at once goes to the text, with the
 * selection that the command leaves. The focus moves when the transaction of the command is through.
 */
export const PromptFocus = Extension.create({
  name: 'promptFocus',
  addCommands: () => ({
    focus:
      (position = null, { scrollIntoView = true } = {}) =>
      ({ editor, view, tr, dispatch }) => {
        if (position === false || (view.hasFocus() && position === null)) return true
        if (dispatch === undefined) return true
        if (position !== null || isTextSelection(tr.selection)) {
          const { storedMarks } = tr
          const selection = resolveFocusPosition(tr.doc, position) ?? tr.selection
          if (!tr.selection.eq(selection)) tr.setSelection(selection)
          else if (storedMarks !== null) tr.setStoredMarks(storedMarks)
        }
        queueMicrotask(() => {
          if (editor.isDestroyed) return
          editor.view.focus()
          if (scrollIntoView) editor.commands.scrollIntoView()
        })
        return true
      },
  }),
})
