import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'

/** Controls inside of blocks that change the document. */
type Control = HTMLInputElement | HTMLSelectElement | HTMLButtonElement

const SELECTOR = '.block-control'

/** Sets one attribute of the node at `getPos`, and nothing else of it, where this person may write. */
export function setAttribute(
  view: EditorView,
  getPos: () => number | undefined,
  name: string,
  value: string | boolean,
): void {
  const at = getPos()
  if (at === undefined || !view.editable || view.state.doc.nodeAt(at) === null) return
  view.dispatch(view.state.tr.setNodeAttribute(at, name, value))
}

/** Whether an event belongs to one of `controls`, so that the editor leaves it alone. */
export const isWithin = (event: Event, ...controls: readonly Node[]): boolean =>
  event.target instanceof Node && controls.some((control) => control.contains(event.target as Node))

/** What a view changes outside of the text is not read back into the document. */
export const ignoresOwn =
  (content: Node): NonNullable<NodeView['ignoreMutation']> =>
  (mutation: ViewMutationRecord) =>
    mutation.type !== 'selection' && !(content.contains(mutation.target) && mutation.target !== content)

export function option(value: string, words: string): HTMLOptionElement {
  const made = document.createElement('option')
  made.value = value
  made.textContent = words
  return made
}

/** A native choice of one of several, laid over what shows the choice: keys and touch work by themselves. */
export function choice(
  view: EditorView,
  label: string,
  options: readonly (readonly [value: string, words: string])[],
  onChoose: (value: string) => void,
): HTMLSelectElement {
  const select = document.createElement('select')
  select.className = 'block-control block-choice'
  select.setAttribute('aria-label', label)
  select.disabled = !view.editable
  for (const [value, words] of options) select.append(option(value, words))
  select.addEventListener('change', () => {
    onChoose(select.value)
    view.focus()
  })
  return select
}

/** Switches the controls off where nothing may be changed, and on again. */
export const BlockControls = Extension.create({
  name: 'blockControls',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey('blockControls'),
        view: (first) => {
          let { editable } = first
          return {
            update: (view) => {
              if (view.editable === editable) return
              editable = view.editable
              for (const control of view.dom.querySelectorAll<Control>(SELECTOR)) control.disabled = !editable
            },
          }
        },
      }),
    ]
  },
})
