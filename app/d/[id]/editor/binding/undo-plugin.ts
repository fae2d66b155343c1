import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { UndoManager } from 'yjs'
import type { DocumentBinding, Held } from './document-binding.ts'
import { bindingOf } from './sync-plugin.ts'

interface StackEvent {
  readonly stackItem: { readonly meta: Map<unknown, unknown> }
  readonly type: 'undo' | 'redo'
}

/** Puts the selection back to where it was before the step that is taken back. */
export const undoSelection = (undoManager: UndoManager): Plugin =>
  new Plugin({
    key: new PluginKey('undoSelection'),
    view: (view) => {
      const binding = (): DocumentBinding | null => bindingOf(view.state)
      const added = ({ stackItem, type }: StackEvent): void => {
        const held = binding()?.heldBefore
        if (type === 'undo' && !undoManager.redoing && held != null) stackItem.meta.set(undoSelection, held)
      }
      const popped = ({ stackItem, type }: StackEvent): void => {
        const held = stackItem.meta.get(undoSelection) as Held | undefined
        if (type !== 'undo' || held === undefined) return
        const tr = view.state.tr.setMeta('addToHistory', false)
        binding()?.restore(tr, held)
        if (tr.selectionSet) view.dispatch(tr.scrollIntoView())
      }
      undoManager.on('stack-item-added', added)
      undoManager.on('stack-item-popped', popped)
      return {
        destroy: () => {
          undoManager.off('stack-item-added', added)
          undoManager.off('stack-item-popped', popped)
        },
      }
    },
  })
