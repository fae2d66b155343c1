import { XmlElement } from 'yjs'

/** Larger grids are not padded: their rows are as long as their cells are many. */
const MAX_PLACES = 200_000

const elements = (node: XmlElement): readonly XmlElement[] =>
  node.toArray().filter((child): child is XmlElement => child instanceof XmlElement)

const isRow = ({ nodeName }: XmlElement): boolean => nodeName === 'tableRow'

/** What a cell spans; it comes from any client, so anything but a small number is 1. */
function spanOf(cell: XmlElement, name: 'colspan' | 'rowspan'): number {
  const value: unknown = cell.getAttribute(name)
  return typeof value === 'number' && Number.isInteger(value) && value > 1 && value <= 1_000 ? value : 1
}

/** One line without a border in it: line ends as HTML's, which Markdown allows in cells. */
const inCell = (text: string): string =>
  text
    .trim()
    .replaceAll('|', '\\|')
    .replace(/[ \t]*\n/g, '<br>')

/** By what a cell says of itself, which may be anything. */
const RULES: ReadonlyMap<unknown, string> = new Map([
  ['left', ':---'],
  ['center', ':---:'],
  ['right', '---:'],
])

/**
 * A table as GitHub's Markdown. The first row is its head, as there must be one; a merged cell's text stands in its
 * first place. `block` writes a block within a cell: its lines stay, as lines within the cell.
 */
export function tableMarkdown(table: XmlElement, block: (node: XmlElement) => string): string {
  const rows = elements(table)
  const places = rows.flatMap(elements).reduce((sum, cell) => sum + spanOf(cell, 'colspan'), 0)
  const span = places > MAX_PLACES ? () => 1 : spanOf
  /** For each column the first row that no merged cell above reaches into. */
  const freeFrom: number[] = []
  const lines = rows.map((row, at) => {
    const line: string[] = []
    const skip = (): void => {
      while ((freeFrom[line.length] ?? 0) > at) line.push('')
    }
    for (const cell of isRow(row) ? elements(row) : [row]) {
      skip()
      const [across, down] = [span(cell, 'colspan'), span(cell, 'rowspan')]
      const from = line.length
      const content = elements(cell).length > 0 ? elements(cell) : [cell]
      line.push(inCell(content.map(block).join('\n')), ...new Array<string>(across - 1).fill(''))
      for (let column = from; down > 1 && column < line.length; column += 1) freeFrom[column] = at + down
    }
    return line
  })
  const width = lines.reduce((widest, { length }) => Math.max(widest, length), 0)
  if (width === 0) return ''
  const isPadded = width * lines.length <= MAX_PLACES
  const written = lines.map((line) => {
    const full = isPadded ? [...line, ...new Array<string>(width - line.length).fill('')] : line
    return `| ${full.join(' | ')} |`
  })
  const [head, ...rest] = written
  return [head, `|${rules(rows[0], width, span)}|`, ...rest].join('\n')
}

/** The line below the head, which also says how columns are aligned. */
function rules(head: XmlElement | undefined, width: number, span: typeof spanOf): string {
  const aligns = (head === undefined ? [] : elements(head)).flatMap((cell) => {
    const rule = RULES.get(cell.getAttribute('align')) ?? '---'
    return new Array<string>(span(cell, 'colspan')).fill(rule)
  })
  return Array.from({ length: width }, (_, column) => ` ${aligns[column] ?? '---'} `).join('|')
}
