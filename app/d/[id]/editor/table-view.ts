import type { Node } from '@tiptap/pm/model'
import { TableMap } from '@tiptap/pm/tables'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { pageWords } from '../../../i18n/page-words.ts'
import { ColumnEdge } from './column-edge.ts'
import { columnWidths, FREE_COLUMN_WIDTH } from './column-widths.ts'
import { repairTable } from './table-commands.ts'
import type { CellRect, PlacedTable } from './table-place.ts'
import { isSound, tableShape } from './table-shape.ts'

const views = new WeakMap<Element, TableView>()

/** The view of the table that an element lies in. */
export function tableViewAround(element: Element): TableView | null {
  const block = element.closest('.table-block')
  return block === null ? null : (views.get(block) ?? null)
}

const child = <K extends keyof HTMLElementTagNameMap>(
  parent: Element,
  tag: K,
  className = '',
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  parent.append(element)
  return element
}

/**
 * A table that scrolls sideways when it has to, with room for its handles around it.
 *
 *     .table-block
 *       .table-scroll > table > colgroup, tbody (the rows)
 *       .table-fill     offered when there are places without a cell
 *       .table-handles  what TableControls shows
 */
export class TableView implements NodeView {
  readonly dom = document.createElement('div')
  readonly contentDOM: HTMLElement
  readonly scroll: HTMLElement
  readonly handles: HTMLElement
  readonly #table: HTMLTableElement
  readonly #columns: HTMLElement
  readonly #fill = document.createElement('div')
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  readonly #edge: ColumnEdge
  #node: Node

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.dom.className = 'table-block'
    // columns stand as they do for everybody; what is in the cells goes its own way
    this.dom.dir = 'ltr'
    this.scroll = child(this.dom, 'div', 'table-scroll')
    this.#table = child(this.scroll, 'table')
    this.#columns = child(this.#table, 'colgroup')
    this.contentDOM = child(this.#table, 'tbody')
    this.#fill.className = 'table-fill'
    this.handles = child(this.dom, 'div', 'table-handles')
    this.#offerFill()
    for (const element of [this.#fill, this.handles]) element.contentEditable = 'false'
    this.#fill.dir = 'auto'
    this.#edge = new ColumnEdge(view, this)
    views.set(this.dom, this)
    this.#render()
  }

  /** The table as it is now; null when it has gone. */
  get placed(): PlacedTable | null {
    const pos = this.#getPos()
    return pos === undefined ? null : { node: this.#node, pos }
  }

  /** The places of the grid that a cell's element takes; null in a table that is no grid. */
  rectOf(cell: Element): CellRect | null {
    const { placed } = this
    if (placed === null || !isSound(placed.node) || cell.closest('table') !== this.#table) return null
    const at = this.#view.posAtDOM(cell, 0) - 1 - (placed.pos + 1)
    const map = TableMap.get(placed.node)
    return map.map.includes(at) ? map.findCell(at) : null
  }

  /** Shows a column at a width before it has it. */
  tryWidth(column: number, pixels: number): void {
    this.#showWidths(columnWidths(this.#node).map((width, at) => (at === column ? pixels : width)))
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false
    this.#node = node
    this.#render()
    return true
  }

  stopEvent(event: Event): boolean {
    const { target } = event
    return target instanceof globalThis.Node && !this.scroll.contains(target) && target !== this.dom
  }

  ignoreMutation(record: ViewMutationRecord): boolean {
    return record.type !== 'selection' && !this.contentDOM.contains(record.target)
  }

  destroy(): void {
    this.#edge.destroy()
  }

  #render(): void {
    const shape = tableShape(this.#node)
    const hasGaps = shape !== null && !shape.isSound
    this.dom.classList.toggle('has-gaps', hasGaps)
    this.dom.classList.toggle('is-vast', shape === null)
    if (hasGaps) this.handles.before(this.#fill)
    else this.#fill.remove()
    this.#showWidths(columnWidths(this.#node))
  }

  #showWidths(widths: readonly number[]): void {
    while (this.#columns.childElementCount > widths.length) this.#columns.lastElementChild?.remove()
    while (this.#columns.childElementCount < widths.length) child(this.#columns, 'col')
    widths.forEach((width, column) => {
      const element = this.#columns.children[column]
      if (element instanceof HTMLElement) element.style.width = width === 0 ? '' : `${width}px`
    })
    const total = widths.reduce((sum, width) => sum + (width === 0 ? FREE_COLUMN_WIDTH : width), 0)
    const isFixed = widths.length > 0 && !widths.includes(0)
    this.#table.style.width = isFixed ? `${total}px` : ''
    this.#table.style.minWidth = isFixed || total === 0 ? '' : `${total}px`
  }

  #offerFill(): void {
    const t = pageWords()
    child(this.#fill, 'span').textContent = t('tables.hasGaps')
    const button = child(this.#fill, 'button')
    button.type = 'button'
    button.textContent = t('tables.fillGaps')
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => {
      const { placed } = this
      if (placed === null || !this.#view.editable) return
      const { tr } = this.#view.state
      if (repairTable(tr, placed)) this.#view.dispatch(tr)
    })
  }
}
