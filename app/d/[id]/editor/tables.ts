import { Extension, Node } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import { type Command, type EditorState, TextSelection } from '@tiptap/pm/state'
import { addRowAfter, CellSelection, deleteTable, goToNextCell, TableMap } from '@tiptap/pm/tables'
import { keepCellsSound, safeAlign } from './sound-cells.ts'
import { leaveBelow, onSoundTable } from './table-commands.ts'
import { TableEditing } from './table-editing.ts'
import { cellAt, soundTable, tableAround } from './table-place.ts'
import { TableView } from './table-view.ts'

/** What a cell says of itself in HTML: ours, and what other programs write. */
const cellAttributes = () => ({
  colspan: { default: 1, renderHTML: ({ colspan }: Spans) => (colspan === 1 ? {} : { colspan }) },
  rowspan: { default: 1, renderHTML: ({ rowspan }: Spans) => (rowspan === 1 ? {} : { rowspan }) },
  colwidth: {
    default: null,
    parseHTML: (element: HTMLElement): number[] | null => {
      const widths = element.getAttribute('data-colwidth')
      return widths !== null && /^\d+(,\d+)*$/.test(widths) ? widths.split(',').map(Number) : null
    },
    renderHTML: ({ colwidth }: { colwidth: unknown }) =>
      Array.isArray(colwidth) ? { 'data-colwidth': colwidth.join(',') } : {},
  },
  align: {
    default: null,
    parseHTML: (element: HTMLElement) =>
      safeAlign(element.dataset.align ?? (element.getAttribute('align') || element.style.textAlign)),
    renderHTML: ({ align }: { align: unknown }) => {
      const safe = safeAlign(align)
      return safe === null ? {} : { 'data-align': safe }
    },
  },
})

interface Spans {
  readonly colspan?: number
  readonly rowspan?: number
}

const deleteWhenAllSelected: Command = (state, dispatch) => {
  const { selection } = state
  if (!(selection instanceof CellSelection)) return false
  const table = soundTable(state)
  if (table === null || !selection.isColSelection() || !selection.isRowSelection()) return false
  return deleteTable(state, dispatch)
}

/** Into a new paragraph below, when the caret is in the last row and nothing follows the table. */
const leaveLastRow: Command = (state, dispatch, view) => {
  const { $head } = state.selection
  const table = soundTable(state)
  const cell = cellAt($head)
  if (table === null || cell === null || view?.endOfTextblock('down') !== true) return false
  const map = TableMap.get(table.node)
  if (map.findCell(cell - table.pos - 1).bottom < map.height) return false
  if ($head.indexAfter($head.depth - 1) < $head.node($head.depth - 1).childCount) return false
  return leaveBelow(state, dispatch)
}

/** Rows and columns of a new table. */
interface TableSize {
  readonly rows?: number
  readonly cols?: number
  readonly withHeaderRow?: boolean
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    tables: {
      /** Puts a table in at the caret, 3 × 3 with a head unless said otherwise, and the caret into its first cell. */
      insertTable: (size?: TableSize) => ReturnType
    }
  }
}

function emptyTable({ nodes }: Schema, { rows = 3, cols = 3, withHeaderRow = true }: TableSize) {
  const { table, tableRow, tableCell, tableHeader } = nodes
  const row = (at: number) => {
    const cell = withHeaderRow && at === 0 ? tableHeader : tableCell
    return (
      tableRow?.create(null, Array.from({ length: cols }, () => cell?.createAndFill() ?? []).flat()) ?? []
    )
  }
  return table?.create(null, Array.from({ length: rows }, (_, at) => row(at)).flat()) ?? null
}

/** What the library for tables calls each kind of node. */
const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
}

const Table = Node.create({
  name: 'table',
  group: 'block',
  isolating: true,
  // People who delete rows at the same time may leave none: the binding would take the table for broken.
  content: 'tableRow*',
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['table', ['tbody', 0]],
  extendNodeSchema: ({ name }) => (ROLES[name] === undefined ? {} : { tableRole: ROLES[name] }),

  addNodeView:
    () =>
    ({ node, view, getPos }) =>
      new TableView(node, view, getPos),

  onBeforeCreate() {
    keepCellsSound(this.editor.schema)
  },

  addCommands: () => ({
    insertTable:
      (size = {}) =>
      ({ tr, dispatch, editor }) => {
        const table = emptyTable(editor.schema, size)
        if (table === null) return false
        if (dispatch === undefined) return true
        tr.replaceSelectionWith(table)
        let start = -1
        tr.doc.descendants((node, pos) => {
          if (node === table) start = pos
          return start === -1 && !node.isTextblock
        })
        if (start === -1) return true
        const $after = tr.doc.resolve(start + table.nodeSize)
        const paragraph = editor.schema.nodes.paragraph?.create()
        // without it there would be no way out of a table at the end
        if ($after.nodeAfter === null && paragraph !== undefined) tr.insert($after.pos, paragraph)
        tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1))).scrollIntoView()
        return true
      },
  }),

  addKeyboardShortcuts() {
    const run = (command: Command) => (): boolean =>
      command(this.editor.state, this.editor.view.dispatch, this.editor.view)
    return {
      Tab: () => {
        if (isInListOfCell(this.editor.state) || tableAround(this.editor.state.selection.$head) === null)
          return false
        if (run(goToNextCell(1))()) return true
        return run(onSoundTable(addRowAfter))() && run(goToNextCell(1))()
      },
      'Shift-Tab': () => !isInListOfCell(this.editor.state) && run(goToNextCell(-1))(),
      ArrowDown: run(leaveLastRow),
      'Mod-Enter': run(leaveBelow),
      Backspace: run(deleteWhenAllSelected),
      'Mod-Backspace': run(deleteWhenAllSelected),
      Delete: run(deleteWhenAllSelected),
      'Mod-Delete': run(deleteWhenAllSelected),
    }
  },
})

/** There Tab moves the item. */
function isInListOfCell({ selection: { $head } }: EditorState): boolean {
  const cell = cellAt($head)
  if (cell === null) return false
  for (let depth = $head.depth; depth > 0 && $head.before(depth) > cell; depth -= 1) {
    if (/^(list|task)Item$/.test($head.node(depth).type.name)) return true
  }
  return false
}

const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['tr', 0],
})

const cell = (name: 'tableCell' | 'tableHeader', tag: 'td' | 'th') =>
  Node.create({
    name,
    content: 'block+',
    isolating: true,
    addAttributes: cellAttributes,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  })

/** Tables: rows of cells that hold blocks. */
export const Tables = Extension.create({
  name: 'tables',
  addExtensions: () => [Table, TableRow, cell('tableCell', 'td'), cell('tableHeader', 'th'), TableEditing],
})
