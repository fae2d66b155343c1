import type { EditorView } from '@tiptap/pm/view'
import { setColumnWidth } from './column-widths.ts'
import { MIN_COLUMN_WIDTH } from './sound-cells.ts'
import type { CellRect, PlacedTable } from './table-place.ts'

/** How near to the edge of a column the pointer takes hold of it, in pixels. */
const REACH = 5

/** What a table's view tells the edge of its columns. */
export interface EdgedTable {
  readonly dom: HTMLElement
  readonly scroll: HTMLElement
  readonly placed: PlacedTable | null
  rectOf(cell: Element): CellRect | null
  tryWidth(column: number, pixels: number): void
}

interface Drag {
  /** A cell that ends at this edge: the column is found by it again, wherever others have moved it meanwhile. */
  readonly cell: HTMLElement
  readonly startX: number
  readonly startWidth: number
}

/** The line between two columns that is dragged to make one wider. */
export class ColumnEdge {
  readonly #view: EditorView
  readonly #table: EdgedTable
  readonly #line = document.createElement('div')
  #cell: HTMLElement | null = null
  #drag: Drag | null = null

  constructor(view: EditorView, table: EdgedTable) {
    this.#view = view
    this.#table = table
    this.#line.className = 'table-edge'
    this.#line.contentEditable = 'false'
    this.#line.hidden = true
    table.dom.append(this.#line)
    table.scroll.addEventListener('mousemove', this.#hover)
    table.dom.addEventListener('mouseleave', this.#leave)
    this.#line.addEventListener('pointerdown', this.#begin)
    this.#line.addEventListener('pointermove', this.#move)
    this.#line.addEventListener('pointerup', this.#end)
    this.#line.addEventListener('pointercancel', this.#cancel)
  }

  destroy(): void {
    this.#table.scroll.removeEventListener('mousemove', this.#hover)
    this.#table.dom.removeEventListener('mouseleave', this.#leave)
  }

  readonly #hover = (event: MouseEvent): void => {
    if (this.#drag !== null || event.buttons !== 0) return
    this.#show(this.#view.editable ? this.#cellEndingAt(event) : null)
  }

  readonly #leave = (): void => {
    if (this.#drag === null) this.#show(null)
  }

  /** The cell whose far edge is under the pointer: the one it is in, or its neighbour before. */
  #cellEndingAt({ target, clientX }: MouseEvent): HTMLElement | null {
    const cell = target instanceof Element ? target.closest<HTMLElement>('td, th') : null
    if (cell === null || this.#table.rectOf(cell) === null) return null
    const { left, right } = cell.getBoundingClientRect()
    const isRtl = getComputedStyle(cell).direction === 'rtl'
    const [near, far] = isRtl ? [right, left] : [left, right]
    if (Math.abs(clientX - far) <= REACH) return cell
    const before = cell.previousElementSibling
    if (Math.abs(clientX - near) <= REACH && before instanceof HTMLElement) return before
    return null
  }

  #show(cell: HTMLElement | null): void {
    this.#cell = cell
    this.#line.hidden = cell === null
    if (cell !== null) this.#place(cell)
  }

  #place(cell: HTMLElement): void {
    const block = this.#table.dom.getBoundingClientRect()
    const scroll = this.#table.scroll.getBoundingClientRect()
    const { left, right } = cell.getBoundingClientRect()
    const edge = getComputedStyle(cell).direction === 'rtl' ? left : right
    this.#line.style.left = `${edge - block.left}px`
    this.#line.style.top = `${scroll.top - block.top}px`
    this.#line.style.height = `${cell.closest('table')?.offsetHeight ?? 0}px`
  }

  readonly #begin = (event: PointerEvent): void => {
    const cell = this.#cell
    if (cell === null || event.button !== 0) return
    event.preventDefault()
    const rect = this.#table.rectOf(cell)
    if (rect === null) return
    this.#line.setPointerCapture(event.pointerId)
    const span = rect.right - rect.left
    this.#drag = { cell, startX: event.clientX, startWidth: cell.offsetWidth / span }
    this.#line.classList.add('is-dragged')
  }

  #width({ cell, startX, startWidth }: Drag, clientX: number): number {
    const sign = getComputedStyle(cell).direction === 'rtl' ? -1 : 1
    return Math.max(MIN_COLUMN_WIDTH, startWidth + sign * (clientX - startX))
  }

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag
    const rect = drag === null ? null : this.#table.rectOf(drag.cell)
    if (drag === null || rect === null) return
    this.#table.tryWidth(rect.right - 1, this.#width(drag, event.clientX))
    this.#place(drag.cell)
  }

  readonly #end = (event: PointerEvent): void => {
    const drag = this.#drag
    this.#cancel()
    const { placed } = this.#table
    if (drag === null || placed === null || !this.#view.editable) return
    const rect = this.#table.rectOf(drag.cell)
    if (rect === null || event.clientX === drag.startX) return
    setColumnWidth(
      placed,
      rect.right - 1,
      this.#width(drag, event.clientX),
    )(this.#view.state, this.#view.dispatch)
  }

  readonly #cancel = (): void => {
    this.#drag = null
    this.#line.classList.remove('is-dragged')
    this.#show(null)
  }
}
