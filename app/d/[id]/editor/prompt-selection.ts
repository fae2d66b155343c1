import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { readSelection } from './read-selection.ts'

/** The key code of what goes to an input method. */
const COMPOSING = 229

/** Keys after which the browser's selection is elsewhere, without a change of the text. */
const MOVING: ReadonlySet<string> = new Set([
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
  ...['Home', 'End', 'PageUp', 'PageDown'],
])

const readNow = (view: EditorView): false => {
  readSelection(view)
  return false
}

/**
 * Each key finds the selection as it is, however fast it comes: a word chosen with the keyboard and made bold at once
 * is bold. What was clicked or moved to is the selection from then on: on a busy page much is drawn before the browser
 * tells of it, and would put the old one back.
 */
export const PromptSelection = Extension.create({
  name: 'promptSelection',
  priority: 1000,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          keydown: (view, event) => {
            if (event.keyCode !== COMPOSING) readSelection(view)
            // the browser moves it when all have heard of the key
            if (MOVING.has(event.key)) setTimeout(() => readSelection(view))
            return false
          },
          mouseup: readNow,
          click: readNow,
        },
      },
    }),
  ],
})
