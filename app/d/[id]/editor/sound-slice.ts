import { Fragment, type Mark, type Node, type NodeType, Slice } from '@tiptap/pm/model'
import { isLinkAllowed } from '../../../../lib/safe-targets.ts'
import { repairedTable } from './table-shape.ts'

const kinds = new WeakMap<NodeType, ReadonlySet<NodeType>>()

/** What a kind of node may hold at all, at whatever place. */
function mayHold(type: NodeType): ReadonlySet<NodeType> {
  const known = kinds.get(type)
  if (known !== undefined) return known
  const found = new Set<NodeType>()
  const open = [type.contentMatch]
  const seen = new Set(open)
  for (let match = open.pop(); match !== undefined; match = open.pop()) {
    for (let i = 0; i < match.edgeCount; i += 1) {
      const edge = match.edge(i)
      found.add(edge.type)
      if (!seen.has(edge.next)) open.push(edge.next)
      seen.add(edge.next)
    }
  }
  kinds.set(type, found)
  return found
}

const hasSense = (node: Node): boolean =>
  node.content.content.every((child) => mayHold(node.type).has(child.type) && hasSense(child))

/** The nodes that make sense; of those that hold what they cannot hold, what is in them. */
const sensible = (content: Fragment): readonly Node[] =>
  content.content.flatMap((node) => (hasSense(node) ? [node] : sensible(node.content)))

/** The same content where nothing is changed. */
function mapped(content: Fragment, change: (node: Node) => Node): Fragment {
  const nodes = content.content.map(change)
  return nodes.some((node, i) => node !== content.content[i]) ? Fragment.from(nodes) : content
}

/** An address that means something only on the page that it was copied from leads nowhere here. */
const leadsSomewhere = ({ type, attrs }: Mark): boolean =>
  type.name !== 'link' || (typeof attrs.href === 'string' && isLinkAllowed(attrs.href))

/** `isWhole` is false for tables of which only the cells in the middle were copied: they are of this page. */
function sound(node: Node, isWhole: boolean): Node {
  if (node.isInline)
    return node.marks.every(leadsSomewhere) ? node : node.mark(node.marks.filter(leadsSomewhere))
  if (node.isLeaf) return node
  const content = mapped(node.content, (child) => sound(child, true))
  const same = content === node.content ? node : node.copy(content)
  return same.type.name === 'table' && isWhole ? repairedTable(same) : same
}

/**
 * A slice as the editor can put it in. HTML may say of itself that it was cut out of a heading with a table in it, or
 * bring rows of unequal length.
 */
export function soundSlice(slice: Slice): Slice {
  if (!slice.content.content.every(hasSense)) {
    return soundSlice(new Slice(Fragment.from(sensible(slice.content)), 0, 0))
  }
  const isWhole = slice.openStart === 0
  const content = mapped(slice.content, (node) => sound(node, isWhole))
  return content === slice.content ? slice : new Slice(content, slice.openStart, slice.openEnd)
}

export function depthOf(content: Fragment): number {
  let deepest = 0
  content.forEach((node) => {
    deepest = Math.max(deepest, 1 + depthOf(node.content))
  })
  return deepest
}
