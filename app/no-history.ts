import type { Transaction } from '@tiptap/pm/state'

/*
 * What TipTap uses of prosemirror-history, which leads here in browsers (`next.config.js`). Undo is the document's
 * (`editor/collaboration.ts`): the editor has no history, so there is none to close, and no transaction is of it.
 */

export const closeHistory = (transaction: Transaction): Transaction => transaction
export const isHistoryTransaction = (): boolean => false

const absent = (): never => {
  throw new Error('the editor has no history of its own')
}

export { absent as history, absent as redo, absent as undo }
