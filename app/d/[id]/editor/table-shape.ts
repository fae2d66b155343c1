import { Fragment, type Node } from '@tiptap/pm/model'

/** What one cell may span at most. Attributes come from other people's clients, who may have written anything. */
export const MAX_COLSPAN = 200
export const MAX_ROWSPAN = 2_000

/** Tables of more places than this are shown and written in, but not handled as a grid. */
const MAX_PLACES = 200_000
/** Steps that counting a table may take; a table of 200,000 places with merged cells needs fewer. */
const MAX_STEPS = 2_000_000

interface Clipped {
  /** Place in its row. */
  readonly index: number
  readonly colspan: number
  readonly rowspan: number
}

export interface TableShape {
  readonly width: number
  /** For each row: cells that reach into others or out of the table, with what fits, and how many cells lack. */
  readonly rows: readonly { readonly clipped: readonly Clipped[]; readonly missing: number }[]
  /** Every place of the grid belongs to exactly one cell. */
  readonly isSound: boolean
}

const shapes = new WeakMap<Node, TableShape | null>()

/** How the cells of a table lie, counted as browsers lay them out. Null when it is too large to be a grid. */
export function tableShape(table: Node): TableShape | null {
  const known = shapes.get(table)
  if (known !== undefined) return known
  const shape = readShape(table)
  shapes.set(table, shape)
  return shape
}

export const isSound = (table: Node): boolean => tableShape(table)?.isSound === true

function readShape(table: Node): TableShape | null {
  const height = table.childCount
  /** For each column the first row that is free in it. */
  const freeFrom: number[] = []
  const occupied = new Array<number>(height).fill(0)
  const clipped: Clipped[][] = []
  let steps = 0
  let cells = 0
  let hasRowspan = false
  for (let row = 0; row < height; row += 1) {
    const clippedHere: Clipped[] = []
    let column = 0
    const { childCount } = table.child(row)
    for (let index = 0; index < childCount; index += 1) {
      const { colspan, rowspan } = spansOf(table.child(row).child(index))
      while ((freeFrom[column] ?? 0) > row) {
        column += 1
        steps += 1
      }
      let across = 1
      while (across < colspan && (freeFrom[column + across] ?? 0) <= row) across += 1
      const down = Math.min(rowspan, height - row)
      steps += across + down
      if (steps > MAX_STEPS) return null
      for (let i = 0; i < across; i += 1) freeFrom[column + i] = row + down
      for (let i = 0; i < down; i += 1) occupied[row + i] = (occupied[row + i] ?? 0) + across
      if (across < colspan || down < rowspan) clippedHere.push({ index, colspan: across, rowspan: down })
      column += across
      cells += 1
      hasRowspan ||= rowspan > 1
    }
    clipped.push(clippedHere)
  }
  const width = freeFrom.length
  // with merged rows the library counts each row's width by going through all rows above
  if (width * height > MAX_PLACES || (hasRowspan && cells * height > 40 * MAX_PLACES)) return null
  const rows = clipped.map((list, row) => ({ clipped: list, missing: width - (occupied[row] ?? 0) }))
  const fits = rows.every((row) => row.missing === 0 && row.clipped.length === 0)
  return { width, rows, isSound: fits && width > 0 && height > 0 }
}

function spansOf(cell: Node): { colspan: number; rowspan: number } {
  const { colspan, rowspan } = cell.attrs
  const bounded = (value: unknown, most: number): number => Math.min(most, Math.max(1, Number(value) || 1))
  return { colspan: bounded(colspan, MAX_COLSPAN), rowspan: bounded(rowspan, MAX_ROWSPAN) }
}

/** New attributes for a cell that is clipped; widths of columns that it loses go. */
function clippedAttrs(cell: Node, { colspan, rowspan }: Clipped): Record<string, unknown> {
  const { colwidth } = cell.attrs
  const widths: unknown = Array.isArray(colwidth) ? colwidth.slice(0, colspan) : null
  return { ...cell.attrs, colspan, rowspan, colwidth: widths }
}

/** What makes a table sound: for each row its new cells' attributes, and the empty cells to put at its end. */
export interface TableRepair {
  readonly rows: readonly {
    readonly attrs: readonly { readonly index: number; readonly attrs: Record<string, unknown> }[]
    readonly added: readonly Node[]
  }[]
  /** Rows for a table that has none. */
  readonly added: readonly Node[]
}

/** Null when the table is too large to be handled. */
export function tableRepair(table: Node): TableRepair | null {
  const shape = tableShape(table)
  if (shape === null) return null
  const { tableCell, tableHeader, tableRow } = table.type.schema.nodes
  if (tableCell === undefined || tableHeader === undefined || tableRow === undefined) return null
  const filler = (row: Node): Node | null => {
    const isHeader =
      row.childCount > 0 && row.lastChild?.type === tableHeader && row.firstChild?.type === tableHeader
    return (isHeader ? tableHeader : tableCell).createAndFill()
  }
  const times = (node: Node | null, count: number): readonly Node[] =>
    node === null ? [] : Array.from({ length: count }, () => node)
  const leastWidth = Math.max(1, shape.width)
  return {
    rows: shape.rows.map(({ clipped, missing }, index) => {
      const row = table.child(index)
      return {
        attrs: clipped.map((place) => ({
          index: place.index,
          attrs: clippedAttrs(row.child(place.index), place),
        })),
        added: times(filler(row), missing + leastWidth - shape.width),
      }
    }),
    added: table.childCount > 0 ? [] : times(tableRow.create(null, times(tableCell.createAndFill(), 1)), 1),
  }
}

/** The table with every place filled; itself when nothing is amiss, or when it is too large. */
export function repairedTable(table: Node): Node {
  if (isSound(table)) return table
  const repair = tableRepair(table)
  if (repair === null) return table
  const rows = repair.rows.map(({ attrs, added }, index) => {
    const row = table.child(index)
    const cells = [...row.content.content]
    for (const change of attrs) {
      const cell = row.child(change.index)
      cells[change.index] = cell.type.create(change.attrs, cell.content, cell.marks)
    }
    return row.copy(Fragment.from([...cells, ...added]))
  })
  return table.copy(Fragment.from([...rows, ...repair.added]))
}
