import type { Node, ResolvedPos } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import { CellSelection, TableMap } from '@tiptap/pm/tables'
import { isSound } from './table-shape.ts'

export interface PlacedTable {
  readonly node: Node
  /** Before the table. */
  readonly pos: number
}

const roleOf = (node: Node): unknown => node.type.spec.tableRole

/** The innermost table around a position; null outside of tables. */
export function tableAround($pos: ResolvedPos): PlacedTable | null {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const node = $pos.node(depth)
    if (roleOf(node) === 'table') return { node, pos: $pos.before(depth) }
  }
  return null
}

/** Before the innermost cell around a position; null outside of cells. */
export function cellAt($pos: ResolvedPos): number | null {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const role = roleOf($pos.node(depth))
    if (role === 'cell' || role === 'header_cell') return $pos.before(depth)
  }
  return null
}

/** The table of the selection, when it can be handled as a grid. */
export function soundTable({ selection }: Pick<EditorState, 'selection'>): PlacedTable | null {
  const $pos = selection instanceof CellSelection ? selection.$anchorCell : selection.$head
  const table = tableAround($pos)
  return table !== null && isSound(table.node) ? table : null
}

/** Rows and columns, counted from 0, ends exclusive. */
export interface CellRect {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What is selected of a sound table: the selected cells, or the one with the caret. Null outside. */
export function selectedCells(
  state: Pick<EditorState, 'selection'>,
): (PlacedTable & { map: TableMap; rect: CellRect }) | null {
  const table = soundTable(state)
  if (table === null) return null
  const { selection } = state
  const map = TableMap.get(table.node)
  const start = table.pos + 1
  if (selection instanceof CellSelection) {
    const { $anchorCell, $headCell } = selection
    return { ...table, map, rect: map.rectBetween($anchorCell.pos - start, $headCell.pos - start) }
  }
  const cell = cellAt(selection.$head)
  return cell === null ? null : { ...table, map, rect: map.findCell(cell - start) }
}
