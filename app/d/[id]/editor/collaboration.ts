import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import { ContentType, type Doc, type Transaction as DocTransaction, Item, UndoManager } from 'yjs'
import { TEXT_ROOT } from '../../../../lib/document-roots.ts'
import { takeAddressesBack } from './binding/addresses.ts'
import { SYNC_KEY } from './binding/sync-key.ts'
import { syncPlugin } from './binding/sync-plugin.ts'
import { undoSelection } from './binding/undo-plugin.ts'
import { UnknownBlock, UnknownFormat, UnknownInline } from './binding/unknown-kinds.ts'

/** A pause that ends a step of undo, and the longest that one gets, in milliseconds. */
const PAUSE_MS = 500
const LONGEST_STEP_MS = 2_000

export interface CollaborationOptions {
  readonly document: Doc | null
  /** Called when a change could not be kept and was taken back. */
  readonly onRefused: () => void
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
  addOptions: () => ({ document: null, onRefused: () => undefined }),
  addStorage: () => ({ undoManager: null }),
  addExtensions: () => [UnknownBlock, UnknownInline, UnknownFormat],

  addCommands() {
    const run =
      (how: 'undo' | 'redo') =>
      // the change comes from the document; this transaction has none of its own
      ({ tr, dispatch }: { tr: Transaction; dispatch: unknown }) => {
        tr.setMeta('preventDispatch', true)
        const { undoManager } = this.storage
        if (undoManager === null || undoManager[`${how}Stack`].length === 0) return false
        return dispatch === undefined || undoManager[how]() !== null
      }
    return { undo: () => run('undo'), redo: () => run('redo') }
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
    const fragment = doc.getXmlFragment(TEXT_ROOT)
    const undoManager = new UndoManager(fragment, {
      captureTimeout: PAUSE_MS,
      trackedOrigins: new Set([SYNC_KEY]),
      deleteFilter: mayGo,
      captureTransaction: ({ meta }: DocTransaction) => meta.get('addToHistory') !== false,
    })
    this.storage.undoManager = undoManager
    takeAddressesBack(undoManager)
    let stepBegan = 0
    let wasTyping = false
    return [
      syncPlugin(fragment, this.options.onRefused),
      undoSelection(undoManager),
      new Plugin({
        key: new PluginKey('undoSteps'),
        filterTransaction: (transaction) => {
          if (!transaction.docChanged || transaction.getMeta(SYNC_KEY) !== undefined) return true
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
