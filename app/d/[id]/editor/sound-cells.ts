import type { Schema } from '@tiptap/pm/model'
import { MAX_COLSPAN, MAX_ROWSPAN } from './table-shape.ts'

export const CELL_ALIGNS = ['left', 'center', 'right'] as const

export type CellAlign = (typeof CELL_ALIGNS)[number]

/** Pixels. */
export const MIN_COLUMN_WIDTH = 48
const MAX_COLUMN_WIDTH = 2_000

type Attributes = Readonly<Record<string, unknown>>

const isSpan = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most

/** A span that is written as a number and out of bounds is taken for the nearest within; anything else for 1. */
function span(value: unknown, most: number): number {
  if (isSpan(value, most)) return value
  return typeof value === 'number' && value > most ? most : 1
}

/** Zero stands for a column without a width of its own. */
const isWidth = (value: unknown): boolean =>
  value === 0 || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_COLUMN_WIDTH)

export const safeAlign = (value: unknown): CellAlign | null =>
  CELL_ALIGNS.find((align) => align === value) ?? null

/** The attributes of a cell as all code here may rely on them; the same object when nothing is wrong with them. */
export function soundCellAttributes(attributes: Attributes): Attributes {
  const colspan = span(attributes.colspan, MAX_COLSPAN)
  const rowspan = span(attributes.rowspan, MAX_ROWSPAN)
  const align = safeAlign(attributes.align)
  const widths: unknown = attributes.colwidth
  const fits = Array.isArray(widths) && widths.length === colspan && widths.every(isWidth)
  const colwidth = fits ? widths : null
  const isSame =
    colspan === attributes.colspan &&
    rowspan === attributes.rowspan &&
    align === attributes.align &&
    colwidth === attributes.colwidth
  return isSame ? attributes : { ...attributes, colspan, rowspan, align, colwidth }
}

/** What ProseMirror makes the attributes of every new node with; it has no other place to look at their values. */
interface AttributeMaker {
  computeAttrs(given: Attributes | null): Attributes
}

/**
 * Lets no cell be made of odd attributes. They come from other people's clients by Yjs, past every parser, and the
 * code that lays out tables counts spans one by one. What is stored stays as it is until somebody edits that cell.
 */
export function keepCellsSound(schema: Schema): void {
  for (const name of ['tableCell', 'tableHeader']) {
    const type = schema.nodes[name]
    if (type === undefined) continue
    const maker = type as unknown as AttributeMaker
    const compute = maker.computeAttrs.bind(type)
    maker.computeAttrs = (given) => soundCellAttributes(compute(given))
  }
}
