import { type EditorState, Plugin } from '@tiptap/pm/state'
import type { Doc, XmlFragment } from 'yjs'
import { DocumentBinding } from './document-binding.ts'
import type { Rendering } from './rendering.ts'
import { SYNC_KEY } from './sync-key.ts'

/** The binding of an editor: null until it has a view, and between two views. */
export interface BindingHandle {
  readonly current: DocumentBinding | null
  readonly mapping: Rendering['shown']
}

/** What other plugins can ask. The fields are those of y-prosemirror, which some plugins expect. */
export interface SyncState {
  readonly type: XmlFragment
  readonly doc: Doc | null
  readonly binding: BindingHandle
  readonly isChangeOrigin: boolean
  readonly isUndoRedoOperation: boolean
  readonly addToHistory: boolean
  readonly snapshot: null
  readonly prevSnapshot: null
}

export function bindingOf(state: EditorState): DocumentBinding | null {
  const sync: SyncState | undefined = SYNC_KEY.getState(state)
  return sync?.binding.current ?? null
}

/** Binds the editor to `type`. Whatever it dispatches for the document has this plugin's key among its metadata. */
export function syncPlugin(type: XmlFragment, refused: () => void): Plugin<SyncState> {
  let binding: DocumentBinding | null = null
  const handle: BindingHandle = {
    get current() {
      return binding
    },
    get mapping() {
      return binding?.rendering.shown ?? new WeakMap()
    },
  }
  const plugin: Plugin<SyncState> = new Plugin<SyncState>({
    key: SYNC_KEY,
    state: {
      init: () => ({
        type,
        doc: type.doc,
        binding: handle,
        isChangeOrigin: false,
        isUndoRedoOperation: false,
        addToHistory: true,
        snapshot: null,
        prevSnapshot: null,
      }),
      apply: (transaction, value, before) => {
        binding?.applied(transaction, before)
        const change: Partial<SyncState> | undefined = transaction.getMeta(SYNC_KEY)
        return {
          ...value,
          isChangeOrigin: change?.isChangeOrigin === true,
          isUndoRedoOperation: change?.isUndoRedoOperation === true,
          addToHistory: transaction.getMeta('addToHistory') !== false,
        }
      },
    },
    // what one person writes is changed by that person's page alone, as when an address becomes a link
    filterTransaction: (transaction) =>
      binding?.isShowing !== true || !transaction.docChanged || transaction.getMeta(SYNC_KEY) !== undefined,
    view: (view) => {
      const created = new DocumentBinding(view, type, refused)
      binding = created
      created.show()
      return {
        update: (current) => created.updated(plugin.getState(current.state)?.addToHistory !== false),
        destroy: () => {
          created.destroy()
          if (binding === created) binding = null
        },
      }
    },
  })
  return plugin
}
