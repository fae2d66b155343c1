import type { Node } from '@tiptap/pm/model'
import { MAX_NESTING } from '../../../../lib/nesting-limit.ts'
import type { Kept } from './binding/kept.ts'
import { UNKNOWN_BLOCK, UNKNOWN_INLINE } from './binding/unknown-kinds.ts'

/** Levels that a person may make. The rest is for what others put around it at the same time. */
export const MOST_LEVELS = MAX_NESTING - 10

const known = new WeakMap<Node, number>()

const keptLevels = ({ children }: Kept): number =>
  1 + Math.max(0, ...children.map((child) => ('name' in child ? keptLevels(child) : 1)))

/** Levels within each other that a node is in the document: an element, what is in it, and the text of a line. */
export function levelsOf(node: Node): number {
  if (node.isText) return 1
  const before = known.get(node)
  if (before !== undefined) return before
  const levels = measure(node)
  known.set(node, levels)
  return levels
}

function measure(node: Node): number {
  const { name } = node.type
  if (name === UNKNOWN_BLOCK || name === UNKNOWN_INLINE) {
    const kept = node.attrs.kept as Kept | null
    // without a description it cannot be moved at all
    return kept === null ? 1 : keptLevels(kept)
  }
  return 1 + levelsIn(node)
}

/** Levels of what is in a node, at most. An empty line has its text all the same. */
export function levelsIn(node: Node): number {
  let deepest = node.isTextblock ? 1 : 0
  node.forEach((child) => {
    deepest = Math.max(deepest, levelsOf(child))
  })
  return deepest
}
