import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type Command, Selection, TextSelection, type Transaction } from '@tiptap/pm/state'
import { CellSelection, TableMap } from '@tiptap/pm/tables'
import { type PlacedTable, selectedCells, tableAround } from './table-place.ts'
import { isSound, tableRepair } from './table-shape.ts'

/** Fills the places that lack a cell in the table at `pos`, and clips cells that reach too far. */
export function repairTable(tr: Transaction, { node, pos }: PlacedTable): boolean {
  if (isSound(node)) return true
  const repair = tableRepair(node)
  if (repair === null) return false
  let end = pos + node.nodeSize - 1
  tr.insert(end, [...repair.added])
  // from the last row up, so that places before stay right
  for (let row = node.childCount - 1; row >= 0; row -= 1) {
    const rowNode = node.child(row)
    const rowStart = end - rowNode.nodeSize
    const fix = repair.rows[row]
    if (fix !== undefined && fix.added.length > 0) tr.insert(end - 1, [...fix.added])
    for (const { index, attrs } of fix?.attrs ?? []) {
      let cell = rowStart + 1
      for (let i = 0; i < index; i += 1) cell += rowNode.child(i).nodeSize
      tr.setNodeMarkup(cell, null, attrs)
    }
    end = rowStart
  }
  return true
}

/** A command on a table; one that is not sound is repaired first, in the same step. */
export function onSoundTable(command: Command): Command {
  return (state, dispatch, view) => {
    const table = tableAround(state.selection.$head)
    if (table === null) return false
    if (isSound(table.node)) return command(state, dispatch, view)
    if (tableRepair(table.node) === null) return false
    if (dispatch === undefined) return true
    const tr = state.tr
    repairTable(tr, table)
    const repaired = state.apply(tr)
    let also: Transaction | undefined
    command(repaired, (next) => {
      also = next
    })
    for (const step of also?.steps ?? []) tr.step(step)
    // its selection is of a document of its own, which says the same
    if (also?.selectionSet === true) tr.setSelection(Selection.fromJSON(tr.doc, also.selection.toJSON()))
    dispatch(tr)
    return true
  }
}

/** Runs a command of ProseMirror on the editor, and says whether it could. */
export function runOn(editor: Editor, command: Command): boolean {
  return onSoundTable(command)(editor.state, editor.view.dispatch, editor.view)
}

export const canRun = (editor: Editor, command: Command): boolean => onSoundTable(command)(editor.state)

/** Every row of its own: no cell reaches from one of these rows into another row. */
function areLoose(table: Node, map: TableMap, rows: readonly number[]): boolean {
  return rows.every((row) => {
    for (let column = 0; column < map.width; column += 1) {
      const place = row * map.width + column
      const cell = map.map[place]
      if (cell === map.map[place - map.width] || (table.nodeAt(cell ?? 0)?.attrs.rowspan ?? 1) > 1)
        return false
    }
    return true
  })
}

const areNarrow = (table: Node, map: TableMap, columns: readonly number[]): boolean =>
  columns.every((column) =>
    map
      .cellsInRect({ left: column, right: column + 1, top: 0, bottom: map.height })
      .every((cell) => table.nodeAt(cell)?.attrs.colspan === 1),
  ) &&
  // a cell that begins further left is not among the column's own
  columns.every((column) =>
    Array.from({ length: map.height }, (_, row) => row * map.width + column).every(
      (place) => column === 0 || map.map[place] !== map.map[place - 1],
    ),
  )

const rowPos = ({ node, pos }: PlacedTable, row: number): number => {
  let at = pos + 1
  for (let i = 0; i < row; i += 1) at += node.child(i).nodeSize
  return at
}

function selectCells(tr: Transaction, tablePos: number, rect: { row?: number; column?: number }): void {
  const table = tr.doc.nodeAt(tablePos)
  if (table === null) return
  const map = TableMap.get(table)
  const first = map.map[(rect.row ?? 0) * map.width + (rect.column ?? 0)]
  const last = map.map[(rect.row ?? map.height - 1) * map.width + (rect.column ?? map.width - 1)]
  if (first === undefined || last === undefined) return
  tr.setSelection(CellSelection.create(tr.doc, tablePos + 1 + first, tablePos + 1 + last))
}

/** Moves the selected row by one, up (-1) or down (1). Not where merged cells would be torn apart. */
export const moveRow =
  (by: -1 | 1): Command =>
  (state, dispatch) => {
    const cells = selectedCells(state)
    if (cells === null || cells.rect.bottom - cells.rect.top !== 1) return false
    const { map, node, rect, pos } = cells
    const upper = Math.min(rect.top, rect.top + by)
    if (upper < 0 || upper + 1 >= map.height || !areLoose(node, map, [upper, upper + 1])) return false
    if (dispatch === undefined) return true
    const from = rowPos(cells, rect.top)
    const row = node.child(rect.top)
    const tr = state.tr.delete(from, from + row.nodeSize)
    tr.insert(rowPos(cells, upper) + (by === 1 ? node.child(upper + 1).nodeSize : 0), row)
    selectCells(tr, pos, { row: rect.top + by })
    dispatch(tr.scrollIntoView())
    return true
  }

/** Moves the selected column by one, left (-1) or right (1). Not where merged cells would be torn apart. */
export const moveColumn =
  (by: -1 | 1): Command =>
  (state, dispatch) => {
    const cells = selectedCells(state)
    if (cells === null || cells.rect.right - cells.rect.left !== 1) return false
    const { map, node, rect, pos } = cells
    const left = Math.min(rect.left, rect.left + by)
    if (left < 0 || left + 1 >= map.width || !areNarrow(node, map, [left, left + 1])) return false
    if (dispatch === undefined) return true
    const tr = state.tr
    for (let row = 0; row < map.height; row += 1) {
      const [a, b] = [map.map[row * map.width + left], map.map[row * map.width + left + 1]]
      const begins = (cell: number | undefined): cell is number =>
        cell !== undefined &&
        (row === 0 || !map.map.slice((row - 1) * map.width, row * map.width).includes(cell))
      if (!begins(a) || !begins(b)) continue
      const [moved, before] = by === 1 ? [a, b] : [b, a]
      const cell = node.nodeAt(moved)
      const other = node.nodeAt(before)
      if (cell === null || other === null) continue
      const from = pos + 1 + moved
      tr.delete(from, from + cell.nodeSize)
      tr.insert(by === 1 ? from + other.nodeSize : pos + 1 + before, cell)
    }
    selectCells(tr, pos, { column: rect.left + by })
    dispatch(tr.scrollIntoView())
    return true
  }

export const duplicateRow: Command = (state, dispatch) => {
  const cells = selectedCells(state)
  if (cells === null || cells.rect.bottom - cells.rect.top !== 1) return false
  const { map, node, rect, pos } = cells
  if (!areLoose(node, map, [rect.top])) return false
  if (dispatch === undefined) return true
  const row = node.child(rect.top)
  const tr = state.tr.insert(rowPos(cells, rect.top) + row.nodeSize, row.copy(row.content))
  selectCells(tr, pos, { row: rect.top + 1 })
  dispatch(tr.scrollIntoView())
  return true
}

export const duplicateColumn: Command = (state, dispatch) => {
  const cells = selectedCells(state)
  if (cells === null || cells.rect.right - cells.rect.left !== 1) return false
  const { map, node, rect, pos } = cells
  if (!areNarrow(node, map, [rect.left])) return false
  if (dispatch === undefined) return true
  const column = map.cellsInRect({ left: rect.left, right: rect.left + 1, top: 0, bottom: map.height })
  const tr = state.tr
  for (const cell of column.reverse()) {
    const original = node.nodeAt(cell)
    if (original !== null) tr.insert(pos + 1 + cell + original.nodeSize, original.copy(original.content))
  }
  selectCells(tr, pos, { column: rect.left + 1 })
  dispatch(tr.scrollIntoView())
  return true
}

/** Selects the row or the column at a place of the table at `pos`. */
export const selectLine =
  (tablePos: number, line: { row: number } | { column: number }): Command =>
  (state, dispatch) => {
    const table = state.doc.nodeAt(tablePos)
    if (table === null || table.type.spec.tableRole !== 'table' || !isSound(table)) return false
    const tr = state.tr
    selectCells(tr, tablePos, line)
    dispatch?.(tr)
    return true
  }

/** From the last row on, where nothing follows the table, into a new paragraph below it. */
export const leaveBelow: Command = (state, dispatch) => {
  const { $head, empty } = state.selection
  const table = tableAround($head)
  if (table === null || !empty) return false
  const $after = state.doc.resolve(table.pos + table.node.nodeSize)
  if ($after.nodeAfter !== null) return false
  const paragraph = state.schema.nodes.paragraph?.createAndFill()
  if (paragraph == null || !$after.parent.canReplaceWith($after.index(), $after.index(), paragraph.type))
    return false
  if (dispatch === undefined) return true
  const tr = state.tr.insert($after.pos, paragraph)
  dispatch(tr.setSelection(TextSelection.create(tr.doc, $after.pos + 1)).scrollIntoView())
  return true
}
