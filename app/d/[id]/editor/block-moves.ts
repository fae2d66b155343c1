import type { Editor } from '@tiptap/core'
import { NodeSelection, Selection, TextSelection } from '@tiptap/pm/state'
import { XmlElement, XmlFragment } from 'yjs'
import { takeAddresses } from './binding/addresses.ts'
import { describe, elementFrom, isWritable } from './binding/kept.ts'
import type { BlockAction } from './block-actions.ts'
import { type BlockUnit, isItem, unitAtSelection, unitFrom } from './block-unit.ts'
import { editDocument } from './document-edit.ts'
import { elementAt, positionOf } from './document-place.ts'
import { levelsOf, MOST_LEVELS } from './nesting.ts'

/** Beside which block another one goes. */
export interface Beside {
  readonly anchor: XmlElement
  readonly side: 'before' | 'after'
}

/** Says whether the unit may stand beside the other. An item of a list may leave it for the top level. */
export function fitsBeside(unit: BlockUnit, other: BlockUnit): boolean {
  const inside = other.pos > unit.pos && other.pos < unit.pos + unit.node.nodeSize
  if (inside) return false
  const allowed = other.parent.canReplaceWith(other.index, other.index, unit.node.type)
  const inList = isItem(unit) && other.parent.canReplaceWith(other.index, other.index, unit.parent.type)
  if (!allowed && !inList) return false
  const around = allowed ? other.depth : other.depth + 1
  return around <= unit.depth || around + levelsOf(unit.node) <= MOST_LEVELS
}

function insertBeside(copy: XmlElement, { anchor, side }: Beside): void {
  const parent = anchor.parent
  if (!(parent instanceof XmlFragment)) return
  const index = parent.toArray().indexOf(anchor)
  parent.insert(side === 'before' ? index : index + 1, [copy])
}

/** Takes an element out, and what is left empty around it. */
function takeOut(element: XmlElement): void {
  const parent = element.parent
  if (!(parent instanceof XmlFragment)) return
  if (parent instanceof XmlElement && parent.length === 1) takeOut(parent)
  else parent.delete(parent.toArray().indexOf(element), 1)
}

/** A list like the one that the item leaves, with the item in it. */
function inListOfItsOwn(item: XmlElement, list: XmlElement): XmlElement {
  const own = new XmlElement(list.nodeName)
  for (const [name, value] of Object.entries(list.getAttributes())) {
    if (name !== 'start' && value !== undefined && isWritable(value)) own.setAttribute(name, value)
  }
  own.insert(0, [item])
  return own
}

/**
 * Moves a block. Nothing else is touched, whoever is writing in it, and the caret stays in the block when it was
 * there. False when it stays where it is.
 */
export function moveBlock(editor: Editor, element: XmlElement, to: Beside): boolean {
  const pos = positionOf(editor.state, element)
  const anchorPos = positionOf(editor.state, to.anchor)
  if (pos === null || anchorPos === null || element === to.anchor) return false
  const [unit, other] = [unitFrom(editor.state, pos), unitFrom(editor.state, anchorPos)]
  if (unit === null || other === null || !fitsBeside(unit, other)) return false
  // other clients can put in what has no copy: such a block stays where it is
  const kept = describe(element)
  if (kept === null) return false
  const sibling = to.side === 'before' ? other.index - 1 : other.index + 1
  if (unit.parent === other.parent && unit.index === sibling) return false
  const { selection } = editor.state
  const [anchor, head] = [selection.anchor - pos, selection.head - pos]
  const isInside = [anchor, head].every((at) => at >= 0 && at <= unit.node.nodeSize)
  const fits = other.parent.canReplaceWith(other.index, other.index, unit.node.type)
  const copy = elementFrom(kept)
  editor.emit('blockMoving', { pos, end: pos + unit.node.nodeSize })
  const moved = editDocument(editor, () => {
    const list = element.parent
    insertBeside(fits || !(list instanceof XmlElement) ? copy : inListOfItsOwn(copy, list), to)
    takeAddresses(copy, element)
    takeOut(element)
  })
  editor.emit('blockMoved', { pos: moved ? positionOf(editor.state, copy) : null })
  if (moved && isInside) select(editor, copy, anchor, head, selection instanceof NodeSelection)
  return moved
}

function select(editor: Editor, block: XmlElement, anchor: number, head: number, asNode: boolean): void {
  const pos = positionOf(editor.state, block)
  if (pos === null) return
  const { doc, tr } = editor.state
  const at = (offset: number) => Math.min(pos + offset, doc.content.size)
  const selection = asNode
    ? NodeSelection.create(doc, pos)
    : TextSelection.between(doc.resolve(at(anchor)), doc.resolve(at(head)))
  editor.view.dispatch(tr.setSelection(selection).scrollIntoView())
}

/** Moves the block at the selection, or `unit`, past the one before or behind it; an item stays in its list. */
export function moveBlockBy(editor: Editor, step: 1 | -1, unit = unitAtSelection(editor.state)): boolean {
  if (unit === null) return false
  const index = unit.index + step
  if (index < 0 || index >= unit.parent.childCount) return true
  const beside = unit.parent.child(index)
  const otherPos = step === 1 ? unit.pos + unit.node.nodeSize : unit.pos - beside.nodeSize
  const element = elementAt(editor.state, unit.pos)
  const anchor = elementAt(editor.state, otherPos)
  if (element !== null && anchor !== null) {
    moveBlock(editor, element, { anchor, side: step === 1 ? 'after' : 'before' })
  }
  return true
}

/** Puts a copy behind the block, and the caret at its end. */
export function duplicateBlock(editor: Editor, unit = unitAtSelection(editor.state)): boolean {
  if (unit === null || !editor.isEditable) return false
  const { tr } = editor.state
  const at = unit.pos + unit.node.nodeSize
  tr.insert(at, unit.node.copy(unit.node.content))
  tr.setSelection(Selection.near(tr.doc.resolve(at + unit.node.nodeSize), -1))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Deletes the block; a list goes with its last item, and a document keeps a line to write in. */
export function deleteBlock(editor: Editor, unit: BlockUnit): boolean {
  const { tr, schema } = editor.state
  let [from, to] = [unit.pos, unit.pos + unit.node.nodeSize]
  const $from = tr.doc.resolve(from)
  for (let depth = $from.depth; depth >= 1 && $from.node(depth).childCount === 1; depth -= 1) {
    from = $from.before(depth)
    to = $from.after(depth)
  }
  const line = schema.nodes.paragraph
  if (from === 0 && to === tr.doc.content.size && line !== undefined) tr.replaceWith(from, to, line.create())
  else tr.delete(from, to)
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), from === 0 ? 1 : -1))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Makes another kind of the whole block, as if all of its text were selected. */
export function turnBlock(editor: Editor, unit: BlockUnit, action: BlockAction): void {
  const { doc, tr } = editor.state
  const from = doc.resolve(unit.pos + 1)
  const to = doc.resolve(unit.pos + unit.node.nodeSize - 1)
  const whole = unit.node.isAtom ? NodeSelection.create(doc, unit.pos) : TextSelection.between(from, to)
  editor.view.dispatch(tr.setSelection(whole))
  action.run(editor)
  const { head } = editor.state.selection
  editor.commands.setTextSelection(head)
}
