import type { Mark, Node } from '@tiptap/pm/model'
import type { Piece } from './line.ts'
import { type Attributes, formatChange } from './marks.ts'

export interface Range {
  readonly from: number
  readonly to: number
}

/** Words of a line that have the same marks, by their places. */
export interface Format extends Range {
  readonly marks: readonly Mark[]
}

/** What is to be set, or taken away by null, in a range. */
export interface FormatChange extends Range {
  readonly change: Attributes
}

/** In the order in which they stand; between them are things. */
export function formatsOf(node: Node): Format[] {
  const formats: Format[] = []
  let place = 0
  node.forEach((child) => {
    const length = child.isText ? child.nodeSize : 1
    if (child.isText) formats.push({ from: place, to: place + length, marks: child.marks })
    place += length
  })
  return formats
}

/** What has changed in `range` of `before`, which is `shift` further on in `after`. Looks at each format once. */
export function formatChanges(
  before: readonly Format[],
  after: readonly Format[],
  range: Range,
  shift: number,
): FormatChange[] {
  const changes: FormatChange[] = []
  let [i, j] = [0, 0]
  while (i < before.length && j < after.length) {
    const [was, is] = [before[i] as Format, after[j] as Format]
    const [wasTo, isTo] = [was.to, is.to - shift]
    const from = Math.max(was.from, is.from - shift, range.from)
    const to = Math.min(wasTo, isTo, range.to)
    if (from < to && was.marks !== is.marks) {
      const change = formatChange(was.marks, is.marks)
      if (Object.keys(change).length > 0) changes.push({ from, to, change })
    }
    if (wasTo <= isTo) i++
    if (isTo <= wasTo) j++
  }
  return changes
}

/** What makes `changes` in the texts of a line. Each text is gone through once, whatever the number of changes. */
export function formatting(pieces: readonly Piece[], changes: readonly FormatChange[]): (() => void)[] {
  let next = 0
  return pieces.flatMap((piece) => {
    if (piece.kind !== 'text') return []
    const delta: ({ retain: number } | { retain: number; attributes: Attributes })[] = []
    let place = piece.start
    for (; next < changes.length; next++) {
      const { from, to, change } = changes[next] as FormatChange
      const [start, end] = [Math.max(from, piece.start), Math.min(to, piece.end)]
      if (start < end) {
        if (start > place) delta.push({ retain: start - place })
        delta.push({ retain: end - start, attributes: change })
        place = end
      }
      // the rest of it is in a text further on
      if (to > piece.end) break
    }
    return delta.length === 0 ? [] : [() => piece.text.applyDelta(delta)]
  })
}
