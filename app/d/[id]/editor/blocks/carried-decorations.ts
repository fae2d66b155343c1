import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { Mapping, StepMap } from '@tiptap/pm/transform'
import { DecorationSet } from '@tiptap/pm/view'
import { ySyncPluginKey } from 'y-prosemirror'

/** Where two versions of a document differ, as one replaced range. */
function difference(before: Node, after: Node): StepMap {
  const start = before.content.findDiffStart(after.content)
  const ends = before.content.findDiffEnd(after.content)
  if (start === null || ends === null) return StepMap.empty
  // equal letters on both sides of the change may be counted twice
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b))
  return new StepMap([start, ends.a + overlap - start, ends.b + overlap - start])
}

/**
 * Decorations in their places after `transaction`. What comes from others replaces the whole document as far as its
 * steps say; what has really changed is found by comparing.
 */
export function carried(set: DecorationSet, transaction: Transaction): DecorationSet {
  if (!transaction.docChanged || set === DecorationSet.empty) return set
  const { doc, mapping, before } = transaction
  const isRemote = transaction.getMeta(ySyncPluginKey) !== undefined
  return set.map(isRemote ? new Mapping([difference(before, doc)]) : mapping, doc)
}
