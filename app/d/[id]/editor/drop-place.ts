import type { Editor } from '@tiptap/core'
import type { XmlElement } from 'yjs'
import { type Beside, fitsBeside } from './block-moves.ts'
import { type BlockUnit, isItem, topUnitAround, unitAround, unitFrom } from './block-unit.ts'
import { elementAt, positionOf } from './document-place.ts'

/** Where the box of a unit is in the window; null while it is not drawn. */
export function boxOf(editor: Editor, { pos }: BlockUnit): DOMRect | null {
  const element = editor.view.nodeDOM(pos)
  return element instanceof Element ? element.getBoundingClientRect() : null
}

/** The unit at a height of the window, whichever side of the text the pointer is on. In CSS pixels. */
export function unitAtHeight(editor: Editor, left: number, top: number): BlockUnit | null {
  const text = editor.view.dom.getBoundingClientRect()
  const inside = Math.min(Math.max(left, text.left + 4), text.right - 4)
  const found = editor.view.posAtCoords({ left: inside, top })
  if (found === null) return null
  const { pos, inside: around } = found
  const node = around < 0 ? null : editor.state.doc.nodeAt(around)
  return node?.isBlock === true && node.isAtom
    ? unitFrom(editor.state, around)
    : unitAround(editor.state, pos)
}

export interface DropPlace extends Beside {
  /** The line to draw, in the window. */
  readonly left: number
  readonly top: number
  readonly width: number
}

/** Where a block that is dragged would go if it were let go of here; null where it cannot. */
export function dropPlaceAt(
  editor: Editor,
  dragged: XmlElement,
  left: number,
  top: number,
): DropPlace | null {
  const pos = positionOf(editor.state, dragged)
  const unit = pos === null ? null : unitFrom(editor.state, pos)
  const near = unitAtHeight(editor, left, top)
  if (unit === null || near === null) return null
  const other = isItem(unit) && fitsBeside(unit, near) ? near : topUnitAround(editor.state, near.pos + 1)
  if (other === null || !fitsBeside(unit, other)) return null
  const anchor = elementAt(editor.state, other.pos)
  const box = boxOf(editor, other)
  if (anchor === null || box === null) return null
  const side = top < box.top + box.height / 2 ? 'before' : 'after'
  return {
    anchor,
    side,
    left: box.left,
    width: box.width,
    top: lineBetween(editor, other, box, side),
  }
}

/** The middle between the box and its neighbour, so that the gap has one line from both sides. */
function lineBetween(editor: Editor, unit: BlockUnit, box: DOMRect, side: Beside['side']): number {
  const edge = side === 'before' ? box.top : box.bottom
  const index = unit.index + (side === 'before' ? -1 : 1)
  if (index < 0 || index >= unit.parent.childCount) return edge
  const sibling = unit.parent.child(index)
  const pos = side === 'before' ? unit.pos - sibling.nodeSize : unit.pos + unit.node.nodeSize
  const next = unitFrom(editor.state, pos)
  const other = next === null ? null : boxOf(editor, next)
  if (other === null) return edge
  return (edge + (side === 'before' ? other.bottom : other.top)) / 2
}
