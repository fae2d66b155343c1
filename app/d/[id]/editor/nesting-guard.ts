import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import { SYNC_KEY } from './binding/sync-key.ts'
import { levelsIn, MOST_LEVELS } from './nesting.ts'

export interface NestingGuardOptions {
  /** Something was not done because it would stand too deep. */
  readonly onTooDeep: () => void
}

/** Letters typed, and whatever is deleted, nest nothing. */
const isFlat = ({ steps }: Transaction): boolean =>
  steps.every(
    (step) => step instanceof ReplaceStep && step.slice.content.content.every(({ isText }) => isText),
  )

/**
 * Lets nobody nest deeper than the server takes: it would end the connection, and everything written after it would wait
 * behind it. What stands deeper already can be written in and taken apart.
 */
export const NestingGuard = Extension.create<NestingGuardOptions>({
  name: 'nestingGuard',
  addOptions: () => ({ onTooDeep: () => undefined }),
  addProseMirrorPlugins() {
    const { onTooDeep } = this.options
    return [
      new Plugin({
        key: new PluginKey('nestingGuard'),
        filterTransaction: (transaction) => {
          if (!transaction.docChanged || transaction.getMeta(SYNC_KEY) !== undefined) return true
          if (isFlat(transaction)) return true
          const levels = levelsIn(transaction.doc)
          if (levels <= MOST_LEVELS || levels <= levelsIn(transaction.before)) return true
          onTooDeep()
          return false
        },
      }),
    ]
  },
})
