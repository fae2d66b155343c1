import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import type { DocumentConnection } from '../../../../lib/document-connection.ts'
import { SYNC_KEY } from './binding/sync-key.ts'

export interface CapGuardOptions {
  readonly connection: DocumentConnection | null
  /** Something was not added because the document is full. */
  readonly onFull: () => void
}

/** Room below the cap that is kept for what a deletion writes besides: a block that it joins to another is made anew. */
const RESERVE = { share: 0.01, most: 64 * 1024 } as const

/** Whether a document of `size` octets takes nothing more, when it may have `cap`. */
export const isFull = (size: number, cap: number): boolean =>
  size + Math.min(RESERVE.most, cap * RESERVE.share) >= cap

/** A change after which there is less than before. */
const shrinks = ({ before, doc }: Transaction): boolean => doc.content.size < before.content.size

/**
 * At the cap lets deletions in and nothing else. The server would stop the connection for the first letter too many,
 * and then nobody could make room.
 */
export const CapGuard = Extension.create<CapGuardOptions>({
  name: 'capGuard',
  addOptions: () => ({ connection: null, onFull: () => undefined }),
  addProseMirrorPlugins() {
    const { connection, onFull } = this.options
    const full = (): boolean => {
      if (connection === null) return false
      const { full: stopped, limits, sizeNow } = connection.getSnapshot()
      return stopped || (limits !== null && isFull(sizeNow, limits.documentBytes))
    }
    return [
      new Plugin({
        key: new PluginKey('capGuard'),
        filterTransaction: (transaction) => {
          if (!transaction.docChanged || transaction.getMeta(SYNC_KEY) !== undefined) return true
          if (shrinks(transaction) || !full()) return true
          onFull()
          return false
        },
      }),
    ]
  },
})
