import { Extension } from '@tiptap/core'
import type { Node, ResolvedPos } from '@tiptap/pm/model'
import { type EditorState, NodeSelection, Plugin, Selection, type Transaction } from '@tiptap/pm/state'
import { CellSelection, inSameTable, pointsAtCell, tableEditing, tableEditingKey } from '@tiptap/pm/tables'
import type { EditorView } from '@tiptap/pm/view'
import { SYNC_KEY } from './binding/sync-key.ts'
import { soundTable, tableAround } from './table-place.ts'
import { isSound } from './table-shape.ts'

/** Where a position has gone between two documents that differ in one stretch; null when it is inside of it. */
function movedTo(pos: number, before: Node, after: Node): number | null {
  const start = before.content.findDiffStart(after.content)
  const end = before.content.findDiffEnd(after.content)
  if (start === null || end === null || pos <= start) return pos
  return pos >= end.a ? pos + end.b - end.a : null
}

const mapSound = CellSelection.prototype.map

/**
 * Where selected cells are after a change. The library looks for them in whatever the table has become, and fails in one
 * that has gaps: an exception here, in the change of another person, would end the editor.
 */
CellSelection.prototype.map = function map(this: CellSelection, doc, mapping): CellSelection | Selection {
  const [$anchor, $head] = [this.$anchorCell, this.$headCell].map(({ pos }) => doc.resolve(mapping.map(pos)))
  if ($anchor === undefined || $head === undefined) return Selection.atStart(doc)
  const table = tableAround($anchor)
  if (table !== null && isSound(table.node)) return mapSound.call(this, doc, mapping)
  return Selection.near($head)
}

/** A change by others makes a text selection of selected cells: selects them again. */
function selectAgain(
  transactions: readonly Transaction[],
  before: EditorState,
  after: EditorState,
): Transaction | null {
  const { selection } = before
  if (!(selection instanceof CellSelection) || after.selection instanceof CellSelection) return null
  if (!transactions.some((transaction) => transaction.getMeta(SYNC_KEY) !== undefined)) return null
  const find = ({ pos }: ResolvedPos): ResolvedPos | null => {
    const now = movedTo(pos, before.doc, after.doc)
    return now === null || now > after.doc.content.size ? null : after.doc.resolve(now)
  }
  const [anchor, head] = [find(selection.$anchorCell), find(selection.$headCell)]
  if (anchor === null || head === null || !pointsAtCell(anchor) || !pointsAtCell(head)) return null
  const table = tableAround(anchor)
  if (table === null || !isSound(table.node) || !inSameTable(anchor, head)) return null
  return after.tr.setSelection(new CellSelection(anchor, head))
}

function isOnSoundTable(view: EditorView, event: Event): boolean {
  const cell = event.target instanceof Element ? event.target.closest('td, th') : null
  // a drag over cells may begin outside, with Shift
  if (cell === null || !view.dom.contains(cell)) return soundTable(view.state) !== null
  const table = tableAround(view.state.doc.resolve(view.posAtDOM(cell, 0)))
  return table !== null && isSound(table.node)
}

/**
 * The library's selection of cells, with two differences. It only handles tables in which every place belongs to one
 * cell: it counts on that, and people who add a row and a column at the same time make others. And it repairs
 * nothing by itself: two people who type in such a table would both add the cells that lack, at every keystroke again.
 */
function soundTableEditing(): Plugin {
  const stock = tableEditing({ allowTableNodeSelection: true })
  const { spec, props } = stock
  return new Plugin({
    key: tableEditingKey,
    ...(spec.state === undefined ? {} : { state: spec.state }),
    props: {
      decorations(state) {
        if (!(state.selection instanceof CellSelection) || soundTable(state) === null) return null
        return props.decorations?.call(stock, state) ?? null
      },
      createSelectionBetween(view, $anchor, $head) {
        return props.createSelectionBetween?.call(stock, view, $anchor, $head) ?? null
      },
      handleDOMEvents: {
        mousedown: (view, event) => {
          if (!isOnSoundTable(view, event)) return false
          return props.handleDOMEvents?.mousedown?.call(stock, view, event) === true
        },
      },
      handleKeyDown: (view, event) =>
        soundTable(view.state) !== null && props.handleKeyDown?.call(stock, view, event) === true,
      handlePaste: (view, event, slice) =>
        soundTable(view.state) !== null && props.handlePaste?.call(stock, view, event, slice) === true,
    },
    appendTransaction(transactions, before, after) {
      const again = selectAgain(transactions, before, after)
      if (again !== null) return again
      const { selection } = after
      if (selection instanceof NodeSelection && selection.node.type.spec.tableRole !== undefined) {
        const table = tableAround(selection.$from)
        if (table !== null && !isSound(table.node)) return null
      }
      // with the same state twice it looks at the selection alone
      return spec.appendTransaction?.call(stock, transactions, after, after) ?? null
    },
  })
}

/** Selecting cells, and going from cell to cell. Comes late: others may want keys and clicks first. */
export const TableEditing = Extension.create({
  name: 'tableEditing',
  priority: 20,
  addProseMirrorPlugins: () => [soundTableEditing()],
})
