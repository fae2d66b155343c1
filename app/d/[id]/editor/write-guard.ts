import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { SYNC_KEY } from './binding/sync-key.ts'

export interface WriteGuardOptions {
  readonly mayWrite: () => boolean
}

const isFromDocument = (transaction: Transaction): boolean => transaction.getMeta(SYNC_KEY) !== undefined

/** A change that a plugin appends to somebody else's change, such as a link made of an address that they typed. */
function answersSomebodyElse(transaction: Transaction): boolean {
  const root: unknown = transaction.getMeta('appendedTransaction')
  return root instanceof Object && 'getMeta' in root && isFromDocument(root as Transaction)
}

/**
 * Lets a change into the document only when this person made it and may write now. What comes from the document
 * itself passes always. A reader's plugins would otherwise write, and the server would close the connection for it.
 */
export const WriteGuard = Extension.create<WriteGuardOptions>({
  name: 'writeGuard',
  addOptions: () => ({ mayWrite: () => false }),
  addProseMirrorPlugins() {
    const { mayWrite } = this.options
    return [
      new Plugin({
        key: new PluginKey('writeGuard'),
        filterTransaction: (transaction) =>
          !transaction.docChanged ||
          isFromDocument(transaction) ||
          (mayWrite() && !answersSomebodyElse(transaction)),
      }),
    ]
  },
})
