import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import { redo, undo, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from 'y-prosemirror'
import { ContentType, type Doc, type Transaction as DocTransaction, Item, UndoManager } from 'yjs'

import { TEXT_ROOT } from '../../../../lib/document-roots.ts'
import { elementsOnly } from '../../../../lib/elements-only.ts'
import { caretPlace } from './caret-place.ts'

/** A pause that ends a step of undo, and the longest that one gets, in milliseconds. */
const PAUSE_MS = 500
const LONGEST_STEP_MS = 2_000

export interface CollaborationOptions {
  readonly document: Doc | null
}

interface CollaborationStorage {
  undoManager: UndoManager | null
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    collaboration: {
      /** Takes back the last step of this person; nobody else's. */
      undo: () => ReturnType
      redo: () => ReturnType
    }
  }
}

/**
 * Taking back what made an element must not take along what others have put into it since. What is inside is taken
 * back before what is around it, so an element in which nothing is left goes.
 */
const mayGo = (item: Item): boolean =>
  !(item instanceof Item) || !(item.content instanceof ContentType) || item.content.type._length === 0

/** Letters typed or deleted within one block; anything else is a step of its own. */
function isTyping({ steps, doc, selection }: Transaction): boolean {
  return (
    steps.every((step) => {
      if (!(step instanceof ReplaceStep)) return false
      const { content, openStart, openEnd } = step.slice
      const flat = openStart === 0 && openEnd === 0 && content.childCount <= 1
      return flat && (content.firstChild?.isText ?? true)
    }) && doc.resolve(selection.head).parent.isTextblock
  )
}

/** The editor on a Yjs document: what is in it, and undo that knows whose words are whose. */
export const Collaboration = Extension.create<CollaborationOptions, CollaborationStorage>({
  name: 'collaboration',
  priority: 1_000,
  addOptions: () => ({ document: null }),
  addStorage: () => ({ undoManager: null }),

  addCommands() {
    const run =
      (how: typeof undo, stack: 'undoStack' | 'redoStack') =>
      () =>
      // the change comes from the document; this transaction has none of its own
      ({
        tr,
        state,
        dispatch,
      }: {
        tr: Transaction
        state: Parameters<typeof undo>[0]
        dispatch: unknown
      }) => {
        tr.setMeta('preventDispatch', true)
        const { undoManager } = this.storage
        if (undoManager === null || undoManager[stack].length === 0) return false
        return dispatch === undefined || how(state)
      }
    return { undo: run(undo, 'undoStack'), redo: run(redo, 'redoStack') }
  },

  addKeyboardShortcuts() {
    return {
      'Mod-z': () => this.editor.commands.undo(),
      'Mod-y': () => this.editor.commands.redo(),
      'Shift-Mod-z': () => this.editor.commands.redo(),
    }
  },

  addProseMirrorPlugins() {
    const { document: doc } = this.options
    if (doc === null) return []
    const fragment = elementsOnly(doc.getXmlFragment(TEXT_ROOT))
    const undoManager = new UndoManager(fragment, {
      captureTimeout: PAUSE_MS,
      trackedOrigins: new Set([ySyncPluginKey]),
      deleteFilter: mayGo,
      captureTransaction: ({ meta }: DocTransaction) => meta.get('addToHistory') !== false,
    })
    this.storage.undoManager = undoManager
    const undoPlugin = yUndoPlugin({ undoManager })
    const makeView = undoPlugin.spec.view
    // the plugin ends the manager with each view of it; ours lasts as long as the editor
    undoPlugin.spec.view = (view) => {
      makeView?.(view)
      return {}
    }
    let stepBegan = 0
    let wasTyping = false
    return [
      ySyncPlugin(fragment),
      caretPlace(doc),
      undoPlugin,
      new Plugin({
        key: new PluginKey('undoSteps'),
        filterTransaction: (transaction) => {
          if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined) return true
          const typing = isTyping(transaction) && transaction.getMeta('inputRule') === undefined
          if (!typing || !wasTyping || transaction.time - stepBegan > LONGEST_STEP_MS) {
            undoManager.stopCapturing()
            stepBegan = transaction.time
          }
          wasTyping = typing
          return true
        },
      }),
    ]
  },

  onDestroy() {
    this.storage.undoManager?.destroy()
  },
})
