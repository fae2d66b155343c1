import { Node } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import { XmlElement, type XmlFragment, XmlText } from 'yjs'
import { SYNC_KEY } from './binding/sync-key.ts'

/** What the binding knows: which node of the editor stands for which type of the document. */
interface Binding {
  readonly mapping: { get(type: object): unknown }
  readonly type: XmlFragment
}

function bindingOf(state: EditorState): Binding | null {
  const sync = SYNC_KEY.getState(state)
  return sync?.binding == null ? null : { mapping: sync.binding.mapping, type: sync.type }
}

const elementsOf = (type: XmlFragment): XmlElement[] =>
  type.toArray().filter((child): child is XmlElement => child instanceof XmlElement)

/** The element of the `index`th child of a node; by what the binding remembers, else by its place. */
function childElement(binding: Binding, parent: XmlFragment, node: Node, index: number): XmlElement | null {
  const elements = elementsOf(parent)
  const child = node.child(index)
  const at = elements[index]
  if (at !== undefined && binding.mapping.get(at) === child) return at
  return elements.find((element) => binding.mapping.get(element) === child) ?? at ?? null
}

/** The element of the document that the block which begins at `pos` shows. */
export function elementAt(state: EditorState, pos: number): XmlElement | null {
  const binding = bindingOf(state)
  if (binding === null) return null
  const place = state.doc.resolve(pos)
  let parent: XmlFragment | null = binding.type
  for (let depth = 0; depth <= place.depth && parent !== null; depth += 1) {
    const node = place.node(depth)
    const index = place.index(depth)
    if (index >= node.childCount) return null
    parent = childElement(binding, parent, node, index)
  }
  return parent instanceof XmlElement ? parent : null
}

/** Where the block of an element begins in the editor; null when it is not, or no longer, in the text. */
export function positionOf(state: EditorState, element: XmlElement): number | null {
  const binding = bindingOf(state)
  if (binding === null) return null
  const path: XmlElement[] = []
  for (let at: XmlFragment | null = element; at !== binding.type; ) {
    if (!(at instanceof XmlElement) || at._item === null || at._item.deleted) return null
    path.unshift(at)
    at = at.parent as XmlFragment | null
  }
  let [node, pos, parent]: [Node, number, XmlFragment] = [state.doc, -1, binding.type]
  for (const each of path) {
    const index = indexOf(binding, parent, node, each)
    if (index === null) return null
    pos += 1
    for (let before = 0; before < index; before += 1) pos += node.child(before).nodeSize
    ;[node, parent] = [node.child(index), each]
  }
  return pos
}

function indexOf(binding: Binding, parent: XmlFragment, node: Node, element: XmlElement): number | null {
  const shown = binding.mapping.get(element)
  for (let index = 0; index < node.childCount; index += 1) if (node.child(index) === shown) return index
  const index = elementsOf(parent).indexOf(element)
  return index < 0 || index >= node.childCount ? null : index
}

export interface TextPlace {
  readonly text: XmlText
  readonly index: number
}

/** The place in the document's text of `pos`, which lies in a text block, before a letter. */
export function textPlaceAt(state: EditorState, pos: number): TextPlace | null {
  const binding = bindingOf(state)
  const place = state.doc.resolve(pos)
  const block = place.depth === 0 ? null : elementAt(state, place.before())
  if (binding === null || block === null) return null
  let rest = place.parentOffset
  for (const child of block.toArray()) {
    if (child instanceof XmlText) {
      if (rest < child.length) return { text: child, index: rest }
      rest -= child.length
    } else {
      const shown = binding.mapping.get(child)
      const size = shown instanceof Node ? shown.nodeSize : 1
      if (rest < size) return null
      rest -= size
    }
  }
  return null
}
