import {
  type Attrs,
  type ContentMatch,
  Fragment,
  type Node,
  type NodeType,
  type Schema,
} from '@tiptap/pm/model'
import { type Transaction, XmlElement, type XmlFragment, XmlText } from 'yjs'
import { describe } from './kept.ts'
import { type Attributes, checkAttributes, marksOf } from './marks.ts'
import { UNKNOWN_BLOCK, UNKNOWN_INLINE } from './unknown-kinds.ts'

/** In place of the node of an element that is not shown. */
const HIDDEN = { nodeSize: 0 } as const

/** An element that is shown, with its node; or words of a text. */
interface Entry {
  readonly element: XmlElement | null
  /** Null when the element cannot be shown as what it is. */
  readonly node: Node | null
}

/** What was shown before a change within some blocks of the top level, and the nodes of these. */
interface Touched {
  readonly before: Node
  readonly children: ReadonlyMap<XmlElement, Node>
}

/**
 * Shows a Yjs document as a ProseMirror document, without changing it. Nodes of what has not changed stay the same
 * objects. What the schema does not know, or does not allow where it is, is shown by a placeholder. Where a kind demands
 * content that is not there, an empty filler is shown, which gets into the document when somebody writes into it.
 */
export class Rendering {
  /** The node that shows each element. */
  readonly shown = new WeakMap<object, Node | typeof HIDDEN>()
  readonly #schema: Schema
  /** The node of each element as its kind would have it, wherever it stands. */
  readonly #own = new WeakMap<XmlElement, Node | typeof HIDDEN | null>()
  readonly #placeholders = new WeakMap<XmlElement, Node>()
  readonly #sources = new WeakMap<Node, XmlElement>()
  readonly #fillers = new WeakSet<Node>()
  /** Nodes of the editor that stand at several places, as after a block was put in twice. */
  readonly #shared = new WeakSet<Node>()
  /** What the last change was within, when it was within blocks of the top level only. */
  #touched: Touched | null = null

  constructor(schema: Schema) {
    this.#schema = schema
  }

  /** The node of an element, or null when it is not shown. */
  nodeOf(element: object): Node | null {
    const node = this.shown.get(element)
    return node === undefined || node === HIDDEN ? null : (node as Node)
  }

  /** The element that `node`, this very object, shows. */
  sourceOf(node: Node): XmlElement | null {
    return this.#sources.get(node) ?? null
  }

  /** The element that `node` shows, when it shows no other. */
  onlySourceOf(node: Node): XmlElement | null {
    return this.#shared.has(node) ? null : this.sourceOf(node)
  }

  isFiller(node: Node): boolean {
    return this.#fillers.has(node)
  }

  /** The elements that are shown in `parent`, in order, with their nodes. */
  childrenOf(parent: XmlFragment): { readonly element: XmlElement; readonly node: Node }[] {
    return parent.toArray().flatMap((element) => {
      const node = element instanceof XmlElement ? this.nodeOf(element) : null
      return node === null ? [] : [{ element: element as XmlElement, node }]
    })
  }

  root(fragment: XmlFragment): Node {
    const before = this.nodeOf(fragment)
    if (before !== null) return before
    const patched = this.#patched()
    if (patched !== null) {
      this.shown.set(fragment, patched)
      return patched
    }
    const type = this.#schema.topNodeType
    const content = this.#fit(type, this.#entries(fragment, type))
    if (content === null) throw new Error('The schema has no place for content that it does not know.')
    const node = type.create(null, Fragment.fromArray(content))
    this.shown.set(fragment, node)
    return node
  }

  /** Forgets what a transaction has changed. */
  invalidate({ changed, changedParentTypes }: Transaction): void {
    this.#touched = this.#touchedBy(changed, changedParentTypes)
    for (const types of [changed, changedParentTypes]) {
      for (const type of types.keys()) {
        this.shown.delete(type)
        if (!(type instanceof XmlElement)) continue
        this.#own.delete(type)
        this.#placeholders.delete(type)
      }
    }
  }

  /** From now on the editor's own `node`, equal to `rendered`, shows what that shows. */
  adopt(shownBy: XmlFragment, rendered: Node, node: Node): void {
    if (rendered === node) return
    this.shown.set(shownBy, node)
    if (shownBy instanceof XmlElement) {
      const other = this.#sources.get(node)
      if (other !== undefined && other !== shownBy) this.#shared.add(node)
      for (const nodes of [this.#own, this.#placeholders]) {
        if (nodes.get(shownBy) === rendered) nodes.set(shownBy, node)
      }
      this.#sources.set(node, shownBy)
    }
    rendered.forEach((child, _offset, index) => {
      const other = node.child(index)
      if (child === other) return
      const element = this.#sources.get(child)
      if (this.#fillers.has(child)) this.#fillers.add(other)
      else if (element !== undefined) this.adopt(element, child, other)
    })
  }

  /** Null when blocks came or went, or what was shown before is not known. */
  #touchedBy(
    changed: ReadonlyMap<unknown, unknown>,
    within: Transaction['changedParentTypes'],
  ): Touched | null {
    let before: Node | null = null
    const children = new Map<XmlElement, Node>()
    for (const type of within.keys()) {
      if (!(type instanceof XmlElement) || type.parent instanceof XmlElement || type.parent === null) continue
      if (changed.has(type.parent)) return null
      before ??= this.nodeOf(type.parent)
      const node = this.nodeOf(type)
      if (node === null) return null
      children.set(type, node)
    }
    return before === null ? null : { before, children }
  }

  /** What was shown before with other nodes for the blocks in which something changed; null when that is not all. */
  #patched(): Node | null {
    if (this.#touched === null) return null
    const { before, children } = this.#touched
    const changes: { readonly element: XmlElement; readonly node: Node; readonly index: number }[] = []
    for (const [element, was] of children) {
      const node = this.#ownNode(element)
      const index = this.#shared.has(was) ? -1 : before.children.indexOf(was)
      if (node === null || node === HIDDEN || index === -1) return null
      if ((node as Node).type !== was.type) return null
      changes.push({ element, node: node as Node, index })
    }
    let { content } = before
    for (const { element, node, index } of changes) {
      content = content.replaceChild(index, node)
      this.shown.set(element, node)
      this.#sources.set(node, element)
    }
    return before.copy(content)
  }

  #entries(parent: XmlFragment, type: NodeType): Entry[] {
    return parent.toArray().flatMap((child): Entry[] => {
      if (child instanceof XmlText) return type.inlineContent ? this.#words(child, type) : []
      if (!(child instanceof XmlElement)) return []
      const node = this.#ownNode(child)
      if (node === HIDDEN) {
        this.shown.set(child, HIDDEN)
        return []
      }
      return [{ element: child, node: node as Node | null }]
    })
  }

  #words(text: XmlText, parent: NodeType): Entry[] {
    const runs = text.toDelta() as readonly { insert: unknown; attributes?: Attributes }[]
    return runs.map(({ insert, attributes = {} }) => ({
      element: null,
      node: typeof insert === 'string' ? this.#schema.text(insert, marksOf(attributes, parent)) : null,
    }))
  }

  #ownNode(element: XmlElement): Node | typeof HIDDEN | null {
    const known = this.#own.get(element)
    if (known !== undefined) return known
    const node = this.#makeOwn(element)
    this.#own.set(element, node)
    return node
  }

  #makeOwn(element: XmlElement): Node | typeof HIDDEN | null {
    const type = this.#schema.nodes[element.nodeName]
    const reserved = [UNKNOWN_BLOCK, UNKNOWN_INLINE, this.#schema.topNodeType.name, 'text']
    if (type === undefined || reserved.includes(type.name)) return null
    const entries = this.#entries(element, type)
    if (entries.length === 0 && isNothingWhenEmpty(type)) return HIDDEN
    const content = this.#fit(type, entries)
    if (content === null) return null
    try {
      const node = type.create(element.getAttributes() as Attrs, Fragment.fromArray(content))
      checkAttributes(type, node.attrs)
      return node
    } catch {
      // an attribute is missing, or its value is none that the kind takes
      return null
    }
  }

  /** The nodes that show `entries` in a node of kind `type`, or null when there is no way to. */
  #fit(type: NodeType, entries: readonly Entry[]): Node[] | null {
    const content: Node[] = []
    let match: ContentMatch = type.contentMatch
    /** Adds a node behind what it needs before it. */
    const add = (node: Node): boolean => {
      const fill =
        match.matchType(node.type) === null ? match.fillBefore(Fragment.from(node)) : Fragment.empty
      const filled = fill === null ? null : match.matchFragment(fill)
      const next = filled?.matchType(node.type) ?? null
      if (fill === null || next === null) return false
      this.#addFillers(fill, content)
      content.push(node)
      match = next
      return true
    }
    for (const { element, node } of entries) {
      const isShown = node !== null && add(node)
      const shown = isShown ? node : this.#placeholder(element, type)
      if (shown === null) continue
      if (!isShown && !add(shown)) return null
      if (element === null) continue
      this.shown.set(element, shown)
      this.#sources.set(shown, element)
    }
    const rest = match.fillBefore(Fragment.empty, true)
    if (rest === null) return null
    this.#addFillers(rest, content)
    return content
  }

  #addFillers(fill: Fragment, content: Node[]): void {
    fill.forEach((node) => {
      // the schema hands out the same objects again
      const filler = node.copy(node.content)
      this.#fillers.add(filler)
      content.push(filler)
    })
  }

  #placeholder(element: XmlElement | null, parent: NodeType): Node | null {
    const type = this.#schema.nodes[parent.inlineContent ? UNKNOWN_INLINE : UNKNOWN_BLOCK]
    if (type === undefined) {
      if (element !== null) this.shown.set(element, HIDDEN)
      return null
    }
    if (element === null) return type.create()
    const known = this.#placeholders.get(element)
    if (known !== undefined) return known
    const placeholder = type.create({ kept: describe(element) })
    this.#placeholders.set(element, placeholder)
    return placeholder
  }
}

/** A container from which all that was in it is gone, such as a list without items. A cell stays a cell. */
const isNothingWhenEmpty = (type: NodeType): boolean =>
  !type.isTextblock && !type.isLeaf && !type.contentMatch.validEnd && type.spec.tableRole === undefined
