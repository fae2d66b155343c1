'use client'

import { addColumn, addRow, CellSelection, TableMap } from '@tiptap/pm/tables'
import type { Editor } from '@tiptap/react'
import { GripHorizontal, GripVertical, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import { COLUMN_MENU, ROW_MENU, type TableAction } from './table-actions.ts'
import { selectLine } from './table-commands.ts'
import { TableMenu } from './table-menu.tsx'
import { cellAt } from './table-place.ts'
import { type TableView, tableViewAround } from './table-view.ts'

/** Where the handles of one cell's row and column stand, in pixels from the table's block. */
interface Place {
  readonly view: TableView
  readonly cell: HTMLElement
  readonly row: number
  readonly column: number
  readonly top: number
  readonly height: number
  readonly left: number
  readonly width: number
  readonly tableTop: number
  readonly tableHeight: number
  readonly edge: number
}

function placeOf(cell: HTMLElement | null): Place | null {
  const view = cell === null || !cell.isConnected ? null : tableViewAround(cell)
  const rect = cell === null ? null : (view?.rectOf(cell) ?? null)
  if (view === null || cell === null || rect === null) return null
  const block = view.dom.getBoundingClientRect()
  const scroll = view.scroll.getBoundingClientRect()
  const table = cell.closest('table')?.getBoundingClientRect() ?? scroll
  const at = cell.getBoundingClientRect()
  const [from, to] = [Math.max(at.left, scroll.left), Math.min(at.right, scroll.right)]
  return {
    view,
    cell,
    row: rect.top,
    column: rect.left,
    top: at.top - block.top,
    height: at.height,
    left: from - block.left,
    width: Math.max(0, to - from),
    tableTop: table.top - block.top,
    tableHeight: table.height,
    edge: Math.min(table.right, scroll.right) - block.left,
  }
}

const samePlace = (a: Place | null, b: Place | null): boolean =>
  a === b ||
  (a !== null && b !== null && (Object.keys(a) as (keyof Place)[]).every((key) => a[key] === b[key]))

/** The cell with the caret, for those who have no pointer to hover with. */
function cellOfCaret(editor: Editor): HTMLElement | null {
  const pos = cellAt(editor.state.selection.$head)
  const dom = pos === null ? null : editor.view.nodeDOM(pos)
  return dom instanceof HTMLElement ? dom : null
}

const canHover = (): boolean => window.matchMedia('(hover: hover)').matches

/** Follows the pointer, or the caret where nothing hovers. While a menu is open (`held`) it stays where it is. */
function usePlace(editor: Editor, held: boolean): Place | null {
  const [place, setPlace] = useState<Place | null>(null)
  const isHeld = useRef(held)
  useEffect(() => {
    isHeld.current = held
  }, [held])
  useEffect(() => {
    let cell: HTMLElement | null = null
    let frame = 0
    const show = (next: HTMLElement | null): void => {
      cell = next
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const now = placeOf(cell)
        setPlace((before) => (samePlace(before, now) ? before : now))
      })
    }
    const onMove = ({ target, buttons }: MouseEvent): void => {
      if (isHeld.current || buttons !== 0 || !(target instanceof Element)) return
      const over = target.closest<HTMLElement>('td, th')
      if (over !== null) show(over)
      else if (cell !== null && tableViewAround(target) === null) show(null)
    }
    const onLeave = (): void => {
      if (!isHeld.current && cell !== null) show(null)
    }
    const onChange = (): void => {
      const hasCaret = !(editor.state.selection instanceof CellSelection)
      if (!isHeld.current && hasCaret && !canHover()) show(cellOfCaret(editor))
      else if (cell !== null) show(cell.isConnected ? cell : null)
    }
    const onScroll = (): void => {
      if (cell !== null) show(cell)
    }
    const { dom } = editor.view
    dom.addEventListener('mousemove', onMove)
    dom.addEventListener('mouseleave', onLeave)
    dom.addEventListener('scroll', onScroll, true)
    editor.on('transaction', onChange)
    return () => {
      cancelAnimationFrame(frame)
      dom.removeEventListener('mousemove', onMove)
      dom.removeEventListener('mouseleave', onLeave)
      dom.removeEventListener('scroll', onScroll, true)
      editor.off('transaction', onChange)
    }
  }, [editor])
  return place
}

/** Handles of the row and the column under the pointer, each with its menu, and edges that add one. */
export function TableControls({ editor }: { editor: Editor }) {
  const t = useTranslations()
  const [open, setOpen] = useState<'row' | 'column' | null>(null)
  const place = usePlace(editor, open !== null)
  if (place === null) return null
  const onOpen = (line: 'row' | 'column') => (isOpen: boolean) => {
    setOpen(isOpen ? line : null)
    const table = place.view.placed
    if (!isOpen || table === null) return
    const at = line === 'row' ? { row: place.row } : { column: place.column }
    selectLine(table.pos, at)(editor.state, editor.view.dispatch)
  }
  return createPortal(
    <>
      <Handle
        editor={editor}
        line="column"
        label={t('tables.column', { number: String(place.column + 1) })}
        menu={COLUMN_MENU}
        isOpen={open === 'column'}
        onOpenChange={onOpen('column')}
        style={{ left: place.left, width: place.width, top: place.tableTop }}
      />
      <Handle
        editor={editor}
        line="row"
        label={t('tables.row', { number: String(place.row + 1) })}
        menu={ROW_MENU}
        isOpen={open === 'row'}
        onOpenChange={onOpen('row')}
        style={{ top: place.top, height: place.height }}
      />
      <AddEdge
        label={t('tables.addRow')}
        className="is-row"
        onAdd={() => addLine(editor, place, 'row')}
        style={{ top: place.tableTop + place.tableHeight, width: place.edge - 20 }}
      />
      <AddEdge
        label={t('tables.addColumn')}
        className="is-column"
        onAdd={() => addLine(editor, place, 'column')}
        style={{ left: place.edge, top: place.tableTop, height: place.tableHeight }}
      />
    </>,
    place.view.handles,
  )
}

interface HandleProps {
  readonly editor: Editor
  readonly line: 'row' | 'column'
  readonly label: string
  readonly menu: readonly (readonly TableAction[])[]
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly style: Readonly<Record<string, number>>
}

function Handle({ editor, line, label, menu, isOpen, onOpenChange, style }: HandleProps) {
  const Icon = line === 'row' ? GripVertical : GripHorizontal
  return (
    <div className={`table-handle is-${line}`} style={style} data-open={isOpen}>
      <TableMenu
        editor={editor}
        groups={menu}
        side={line === 'row' ? 'right' : 'bottom'}
        onOpenChange={onOpenChange}
        trigger={
          <button type="button" aria-label={label} tabIndex={-1}>
            <Icon aria-hidden className="size-3.5" />
          </button>
        }
      />
    </div>
  )
}

interface AddEdgeProps {
  readonly label: string
  readonly className: string
  readonly onAdd: () => void
  readonly style: Readonly<Record<string, number>>
}

function AddEdge({ label, className, onAdd, style }: AddEdgeProps) {
  return (
    <button
      type="button"
      aria-label={label}
      tabIndex={-1}
      className={`table-add ${className}`}
      style={style}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onAdd}
    >
      <Plus aria-hidden className="size-3.5" />
    </button>
  )
}

/** Adds a row at the bottom, or a column at the far side. */
function addLine(editor: Editor, { view }: Place, line: 'row' | 'column'): void {
  const table = view.placed
  if (table === null || !editor.isEditable) return
  const map = TableMap.get(table.node)
  const whole = { map, table: table.node, tableStart: table.pos + 1, left: 0, top: 0 }
  const rect = { ...whole, right: map.width, bottom: map.height }
  const { tr } = editor.state
  editor.view.dispatch(line === 'row' ? addRow(tr, rect, map.height) : addColumn(tr, rect, map.width))
}
