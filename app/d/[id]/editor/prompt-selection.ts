import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { readSelection } from './read-selection.ts'

/** The key code of what goes to an input method. */
const COMPOSING = 229

/** Each key finds the selection as it is, however fast it comes: a word chosen with the keyboard and made bold at once is bold. */
export const PromptSelection = Extension.create({
  name: 'promptSelection',
  priority: 1000,
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          keydown: (view, event) => {
            if (event.keyCode !== COMPOSING) readSelection(view)
            return false
          },
        },
      },
    }),
  ],
})
