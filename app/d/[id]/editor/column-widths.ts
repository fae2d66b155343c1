import type { Node } from '@tiptap/pm/model'
import type { Command } from '@tiptap/pm/state'
import { TableMap } from '@tiptap/pm/tables'
import { MIN_COLUMN_WIDTH } from './sound-cells.ts'
import { type PlacedTable, selectedCells } from './table-place.ts'
import { tableShape } from './table-shape.ts'

/** What a column without a width of its own has at least, in pixels; a phone scrolls instead of squeezing it. */
export const FREE_COLUMN_WIDTH = 96

/** More columns than any grid has are not given elements of their own. */
const MAX_COLUMNS = 1_000

/** Widths of the columns in pixels, as the first row has them; 0 for one that takes what is left. */
export function columnWidths(table: Node): readonly number[] {
  const shape = tableShape(table)
  if (shape === null || shape.width > MAX_COLUMNS) return []
  const widths: number[] = []
  table.firstChild?.forEach((cell) => {
    const { colspan, colwidth } = cell.attrs
    for (let i = 0; i < Number(colspan); i += 1) {
      const width: unknown = Array.isArray(colwidth) ? colwidth[i] : 0
      widths.push(typeof width === 'number' ? width : 0)
    }
  })
  return Array.from({ length: shape.width }, (_, column) => widths[column] ?? 0)
}

/** Gives a column a width in pixels; 0 lets it take what is left. */
export const setColumnWidth =
  ({ node, pos }: PlacedTable, column: number, width: number): Command =>
  (state, dispatch) => {
    const map = TableMap.get(node)
    if (column < 0 || column >= map.width) return false
    const tr = state.tr
    for (const cell of new Set(map.map.filter((_, place) => place % map.width === column))) {
      const attrs = node.nodeAt(cell)?.attrs
      if (attrs === undefined) continue
      const { colspan, colwidth } = attrs
      const widths: number[] = Array.isArray(colwidth) ? [...colwidth] : new Array(Number(colspan)).fill(0)
      widths[column - map.colCount(cell)] = width === 0 ? 0 : Math.max(MIN_COLUMN_WIDTH, Math.round(width))
      tr.setNodeMarkup(pos + 1 + cell, null, {
        ...attrs,
        colwidth: widths.some((each) => each > 0) ? widths : null,
      })
    }
    if (tr.docChanged) dispatch?.(tr)
    return true
  }

/** Makes the selected column wider or narrower by `pixels`: for those who do not drag. */
export const widenColumn =
  (pixels: number): Command =>
  (state, dispatch, view) => {
    const cells = selectedCells(state)
    if (cells === null || cells.rect.right - cells.rect.left !== 1) return false
    const cell = cells.map.map[cells.rect.top * cells.map.width + cells.rect.left]
    if (cell === undefined) return false
    const dom = view?.nodeDOM(cells.pos + 1 + cell)
    const now = dom instanceof HTMLElement ? dom.offsetWidth : FREE_COLUMN_WIDTH
    return setColumnWidth(cells, cells.rect.left, now + pixels)(state, dispatch)
  }

/** The selected column takes what is left again. */
export const freeColumn: Command = (state, dispatch) => {
  const cells = selectedCells(state)
  if (cells === null || cells.rect.right - cells.rect.left !== 1) return false
  if ((columnWidths(cells.node)[cells.rect.left] ?? 0) === 0) return false
  return setColumnWidth(cells, cells.rect.left, 0)(state, dispatch)
}
