import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { Mapping, StepMap } from '@tiptap/pm/transform'
import { DecorationSet } from '@tiptap/pm/view'
import { SYNC_KEY } from '../binding/sync-key.ts'

/** Where two versions of a document differ, as one replaced range. */
function difference(before: Node, after: Node): StepMap {
  const start = before.content.findDiffStart(after.content)
  const ends = before.content.findDiffEnd(after.content)
  if (start === null || ends === null) return StepMap.empty
  // equal letters on both sides of the change may be counted twice
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b))
  return new StepMap([start, ends.a + overlap - start, ends.b + overlap - start])
}

/** What `transaction` changed: what comes from others says that it replaces everything, so that one is compared. */
export const changesOf = (transaction: Transaction): Mapping =>
  transaction.getMeta(SYNC_KEY) === undefined
    ? transaction.mapping
    : new Mapping([difference(transaction.before, transaction.doc)])

/** Decorations in their places after `transaction`. */
export const carried = (set: DecorationSet, transaction: Transaction): DecorationSet =>
  !transaction.docChanged || set === DecorationSet.empty
    ? set
    : set.map(changesOf(transaction), transaction.doc)
