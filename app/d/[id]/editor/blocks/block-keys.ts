import { type Editor, Extension } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { isChecked } from '../../../../../lib/block-values.ts'
import { editNode, hasField } from './node-editing.ts'
import { switchAt } from './toggle.ts'
import { unwrap } from './wrapping.ts'

/** What Backspace at its very start takes away, leaving what is in it. */
const WRAPPERS: ReadonlySet<string> = new Set(['callout', 'toggle'])

function unwrapAtStart(editor: Editor): boolean {
  const { $from, empty } = editor.state.selection
  const depth = $from.depth - 1
  if (!empty || depth < 1 || $from.parentOffset > 0 || $from.index(depth) > 0) return false
  return WRAPPERS.has($from.node(depth).type.name) && editor.commands.command(unwrap(depth))
}

/** Ticks the task, or opens and closes the toggle, that the caret is in; whichever is closer. */
function switchNearest(editor: Editor): boolean {
  const { $from } = editor.state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type, attrs } = $from.node(depth)
    if (type.name === 'toggle') return switchAt(editor, $from)
    if (type.name !== 'taskItem') continue
    return editor.commands.command(({ tr }) => {
      tr.setNodeAttribute($from.before(depth), 'checked', !isChecked(attrs.checked))
      return true
    })
  }
  return false
}

function editSelected({ state, view }: Editor): boolean {
  const { selection } = state
  if (!(selection instanceof NodeSelection) || !hasField(selection.node.type.name)) return false
  return editNode(view, selection.from)
}

/** Keys that work on blocks. */
export const BlockKeys = Extension.create({
  name: 'blockKeys',
  priority: 200,
  addKeyboardShortcuts: () => ({
    Backspace: ({ editor }) => unwrapAtStart(editor),
    Enter: ({ editor }) => editSelected(editor),
    'Mod-Enter': ({ editor }) => switchNearest(editor),
  }),
})
