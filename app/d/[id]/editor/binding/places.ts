import type { Node } from '@tiptap/pm/model'
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  type Doc,
  type RelativePosition,
  XmlElement,
  type XmlFragment,
  XmlText,
} from 'yjs'
import type { Rendering } from './rendering.ts'
import { UNKNOWN_BLOCK, UNKNOWN_INLINE } from './unknown-kinds.ts'

/** A place that moves with the text, held by the letter before it: what others append there stays behind it. */
const held = (type: XmlText | XmlFragment, index: number): RelativePosition =>
  createRelativePositionFromTypeIndex(
    type as XmlFragment,
    index,
    type instanceof XmlText && index > 0 ? -1 : 0,
  )

const isPlaceholder = (node: Node): boolean =>
  node.type.name === UNKNOWN_BLOCK || node.type.name === UNKNOWN_INLINE

/** What holds a place: the letter or thing before it or behind it; without either whichever it was made for. */
export type HeldBy = 'before' | 'behind' | null

/** Where position `pos` of the document that `fragment` is shown as is in Yjs. */
export function placeAt(
  pos: number,
  fragment: XmlFragment,
  rendering: Rendering,
  by: HeldBy = null,
): RelativePosition {
  let parent = fragment
  let offset = pos
  for (;;) {
    const node = parent === fragment ? rendering.root(fragment) : rendering.nodeOf(parent)
    if (node === null) return held(parent, 0)
    const inner = node.type.inlineContent
      ? inLine(parent, offset, rendering, by)
      : inBlocks(parent, node, offset, rendering)
    if (!('offset' in inner)) return inner.place
    parent = inner.parent
    offset = inner.offset
  }
}

type Inner = { readonly place: RelativePosition } | { readonly parent: XmlElement; readonly offset: number }

function inLine(parent: XmlFragment, offset: number, rendering: Rendering, by: HeldBy): Inner {
  let rest = offset
  for (const [index, child] of parent.toArray().entries()) {
    if (by === 'before' && rest === 0 && index > 0)
      return { place: createRelativePositionFromTypeIndex(parent, index, -1) }
    if (child instanceof XmlText) {
      if (by === 'behind' && rest < child.length)
        return { place: createRelativePositionFromTypeIndex(child as unknown as XmlFragment, rest, 0) }
      if (by !== 'behind' && rest <= child.length) return { place: held(child, rest) }
      rest -= child.length
      continue
    }
    const size = rendering.nodeOf(child)?.nodeSize ?? 0
    if (rest === 0) return { place: held(parent, index) }
    if (rest < size) return { parent: child as XmlElement, offset: rest - 1 }
    rest -= size
  }
  return { place: held(parent, parent.length) }
}

function inBlocks(parent: XmlFragment, node: Node, offset: number, rendering: Rendering): Inner {
  let rest = offset
  for (const child of node.children) {
    if (rest < child.nodeSize) {
      const element = rest === 0 ? null : rendering.onlySourceOf(child)
      if (element === null) break
      return { parent: element, offset: rest - 1 }
    }
    rest -= child.nodeSize
  }
  const children = parent.toArray()
  let index = 0
  /** The next child that is shown. */
  const skipHidden = (): void => {
    while (index < children.length && rendering.nodeOf(children[index] as object) === null) index++
  }
  rest = offset
  for (const child of node.children) {
    if (rest === 0) break
    if (rendering.isFiller(child)) {
      if (rest < child.nodeSize) break
    } else {
      skipHidden()
      const element = children[index]
      if (!(element instanceof XmlElement)) break
      if (rest < child.nodeSize) return { parent: element, offset: rest - 1 }
      index++
    }
    rest -= child.nodeSize
  }
  return { place: held(parent, index) }
}

/** A position, and whether what the place was in is still there. */
export interface Found {
  readonly pos: number
  readonly exact: boolean
}

/**
 * The position of a place in the document as it is shown now, or near it; null when it is of another document. With
 * `redone` what this page has put back by undo counts as what it was; other pages do not know of that.
 */
export function positionOf(
  place: RelativePosition,
  doc: Doc,
  fragment: XmlFragment,
  rendering: Rendering,
  redone = true,
): Found | null {
  const found = createAbsolutePositionFromRelativePosition(place, doc, redone)
  if (found === null) return null
  /** From the inside out, without the root. */
  const path: (XmlElement | XmlText)[] = []
  let type: unknown = found.type
  while (type !== fragment) {
    if (!(type instanceof XmlElement || type instanceof XmlText) || type._item === null) return null
    path.push(type)
    type = type._item.parent
  }
  rendering.root(fragment)
  let parent: XmlFragment = fragment
  let pos = 0
  for (const child of path.reverse()) {
    const node = rendering.nodeOf(parent)
    if (node === null || isPlaceholder(node)) return { pos, exact: false }
    const isShown =
      child._item?.deleted === false && (child instanceof XmlText || rendering.nodeOf(child) !== null)
    pos += offsetOf(parent, node, child, rendering)
    if (child instanceof XmlText) {
      const exact = isShown && node.type.inlineContent
      return { pos: exact ? pos + found.index : pos, exact }
    }
    if (!isShown) return { pos, exact: false }
    pos += 1
    parent = child
  }
  const node = rendering.nodeOf(parent)
  if (node === null || isPlaceholder(node)) return { pos: Math.max(0, pos - 1), exact: false }
  const next = parent.toArray()[found.index]
  return {
    pos: pos + (next === undefined ? node.content.size : offsetOf(parent, node, next, rendering)),
    exact: true,
  }
}

/** Where in the content of `parent` a child begins, or would if it were shown. */
function offsetOf(parent: XmlFragment, node: Node, child: object, rendering: Rendering): number {
  const isLine = node.type.inlineContent
  const own = isLine ? null : rendering.nodeOf(child)
  if (own !== null && rendering.onlySourceOf(own) === child) {
    let offset = 0
    for (const one of node.children) {
      if (one === own) return offset
      offset += one.nodeSize
    }
  }
  let shown = 0
  let words = 0
  for (let item = parent._start; item !== null; item = item.right) {
    const type = 'type' in item.content ? item.content.type : null
    if (type === child) break
    if (item.deleted || type === null) continue
    if (type instanceof XmlText) words += isLine ? type.length : 0
    else {
      const size = rendering.nodeOf(type as object)?.nodeSize ?? 0
      if (isLine) words += size
      else if (size > 0) shown++
    }
  }
  if (isLine) return words
  let offset = 0
  let count = 0
  for (const one of node.children) {
    if (!rendering.isFiller(one) && count++ === shown) break
    offset += one.nodeSize
  }
  return offset
}
