import type { Editor } from '@tiptap/core'
import type { Command, EditorState } from '@tiptap/pm/state'
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  CellSelection,
  deleteColumn,
  deleteRow,
  deleteTable,
  mergeCells,
  setCellAttr,
  splitCell,
  toggleHeader,
} from '@tiptap/pm/tables'
import {
  ArrowDown,
  ArrowDownToLine,
  ArrowLeft,
  ArrowLeftToLine,
  ArrowRight,
  ArrowRightToLine,
  ArrowUp,
  ArrowUpToLine,
  Copy,
  FoldHorizontal,
  type LucideIcon,
  PanelLeft,
  PanelTop,
  StretchHorizontal,
  TableCellsMerge,
  TableCellsSplit,
  TextAlignCenter,
  TextAlignEnd,
  TextAlignStart,
  Trash2,
  UnfoldHorizontal,
} from 'lucide-react'
import type { TableActionName } from './action-names.ts'
import { freeColumn, widenColumn } from './column-widths.ts'
import type { CellAlign } from './sound-cells.ts'
import { canRun, duplicateColumn, duplicateRow, moveColumn, moveRow, runOn } from './table-commands.ts'
import { selectedCells } from './table-place.ts'

/** What a person does to the selected cells of a table. */
export interface TableAction {
  readonly name: TableActionName
  readonly icon: LucideIcon
  readonly command: Command
  readonly isOn?: (state: EditorState) => boolean
  readonly danger?: true
}

/** Pixels that a column gets or loses at a time. */
const WIDTH_STEP = 40

/** The line is headed when all its cells are header cells. */
const isHeadedBy =
  (line: 'row' | 'column') =>
  (state: EditorState): boolean => {
    const cells = selectedCells(state)
    if (cells === null) return false
    const { map, node } = cells
    const rect = {
      left: 0,
      top: 0,
      right: line === 'row' ? map.width : 1,
      bottom: line === 'row' ? 1 : map.height,
    }
    return map.cellsInRect(rect).every((cell) => node.nodeAt(cell)?.type.spec.tableRole === 'header_cell')
  }

/** The align that all selected cells have. */
const hasAlign =
  (align: CellAlign) =>
  (state: EditorState): boolean => {
    const cells = selectedCells(state)
    if (cells === null) return false
    return cells.map.cellsInRect(cells.rect).every((cell) => cells.node.nodeAt(cell)?.attrs.align === align)
  }

const align = (to: CellAlign, icon: LucideIcon): TableAction => ({
  name: `align-${to}`,
  icon,
  command: (state, dispatch) => setCellAttr('align', hasAlign(to)(state) ? null : to)(state, dispatch),
  isOn: hasAlign(to),
})

/** Deleting every row or column is deleting the table. */
const deleteLines =
  (command: Command, isAll: (selection: CellSelection) => boolean, line: 'row' | 'column'): Command =>
  (state, dispatch) => {
    const cells = selectedCells(state)
    const isLast = cells !== null && (line === 'row' ? cells.map.height : cells.map.width) === 1
    const all = state.selection instanceof CellSelection && isAll(state.selection)
    return isLast || all ? deleteTable(state, dispatch) : command(state, dispatch)
  }

const ALIGNS: readonly TableAction[] = [
  align('left', TextAlignStart),
  align('center', TextAlignCenter),
  align('right', TextAlignEnd),
]

const HEADER_ROW: TableAction = {
  name: 'header-row',
  icon: PanelTop,
  command: toggleHeader('row'),
  isOn: isHeadedBy('row'),
}

const HEADER_COLUMN: TableAction = {
  name: 'header-column',
  icon: PanelLeft,
  command: toggleHeader('column'),
  isOn: isHeadedBy('column'),
}

const ROW_INSERTS: readonly TableAction[] = [
  { name: 'row-before', icon: ArrowUpToLine, command: addRowBefore },
  { name: 'row-after', icon: ArrowDownToLine, command: addRowAfter },
]

const COLUMN_INSERTS: readonly TableAction[] = [
  { name: 'column-before', icon: ArrowLeftToLine, command: addColumnBefore },
  { name: 'column-after', icon: ArrowRightToLine, command: addColumnAfter },
]

const DELETE_ROW: TableAction = {
  name: 'delete-row',
  icon: Trash2,
  command: deleteLines(deleteRow, (selection) => selection.isColSelection(), 'row'),
  danger: true,
}

const DELETE_COLUMN: TableAction = {
  name: 'delete-column',
  icon: Trash2,
  command: deleteLines(deleteColumn, (selection) => selection.isRowSelection(), 'column'),
  danger: true,
}

/** The head is the first row or column: the handles of others do not offer it. */
const onlyFirst = (action: TableAction, side: 'top' | 'left'): TableAction => ({
  ...action,
  command: (state, dispatch, view) =>
    selectedCells(state)?.rect[side] === 0 && action.command(state, dispatch, view),
})

/** What the handle of a row offers, in groups. */
export const ROW_MENU: readonly (readonly TableAction[])[] = [
  ROW_INSERTS,
  [
    { name: 'row-up', icon: ArrowUp, command: moveRow(-1) },
    { name: 'row-down', icon: ArrowDown, command: moveRow(1) },
    { name: 'duplicate-row', icon: Copy, command: duplicateRow },
  ],
  ALIGNS,
  [onlyFirst(HEADER_ROW, 'top')],
  [DELETE_ROW],
]

/** What the handle of a column offers. */
export const COLUMN_MENU: readonly (readonly TableAction[])[] = [
  COLUMN_INSERTS,
  [
    { name: 'column-left', icon: ArrowLeft, command: moveColumn(-1) },
    { name: 'column-right', icon: ArrowRight, command: moveColumn(1) },
    { name: 'duplicate-column', icon: Copy, command: duplicateColumn },
  ],
  ALIGNS,
  [
    { name: 'wider', icon: UnfoldHorizontal, command: widenColumn(WIDTH_STEP) },
    { name: 'narrower', icon: FoldHorizontal, command: widenColumn(-WIDTH_STEP) },
    { name: 'free-width', icon: StretchHorizontal, command: freeColumn },
  ],
  [onlyFirst(HEADER_COLUMN, 'left')],
  [DELETE_COLUMN],
]

/** What the toolbar offers with the caret in a table: everything without a mouse. */
export const TABLE_MENU: readonly (readonly TableAction[])[] = [
  [...ROW_INSERTS, ...COLUMN_INSERTS],
  [
    { name: 'merge-cells', icon: TableCellsMerge, command: mergeCells },
    { name: 'split-cell', icon: TableCellsSplit, command: splitCell },
  ],
  ALIGNS,
  [HEADER_ROW, HEADER_COLUMN],
  [DELETE_ROW, DELETE_COLUMN, { name: 'delete-table', icon: Trash2, command: deleteTable, danger: true }],
]

export const runTableAction = (editor: Editor, { command }: TableAction): void => {
  runOn(editor, command)
  editor.view.focus()
}

export const canRunTableAction = (editor: Editor, { command }: TableAction): boolean =>
  canRun(editor, command)
