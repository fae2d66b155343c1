import { Fragment, type Node, type NodeType } from '@tiptap/pm/model'
import type { XmlElement, XmlFragment, XmlText } from 'yjs'
import { createAll, runsFrom, Unmovable } from './creating.ts'
import { type Run, runsOf, textFrom } from './kept.ts'
import { inContent, type Line, lineOf, type Piece, piecesOf, unchanged } from './line.ts'
import { formatChanges, formatsOf, formatting, type Range } from './line-formats.ts'
import { type Attributes, attributesOf, marksOf, sameValue } from './marks.ts'
import type { Rendering } from './rendering.ts'

/**
 * What is to be done to the document, in this order: `changes`, then `removals`. The blocks that are `made` by the ones
 * take the places of those that are `going` by the others.
 */
export interface Plan {
  readonly changes: (() => void)[]
  readonly removals: (() => void)[]
  readonly made: XmlElement[]
  readonly going: XmlElement[]
}

export interface LineContext {
  readonly rendering: Rendering
  readonly plan: Plan
  readonly planNode: (element: XmlElement, before: Node, after: Node) => void
}

/** Formatting that is in the text but not shown, and that words typed at `at` are in the middle of. */
function hiddenAt(text: XmlText, at: number, parent: NodeType): Attributes {
  const runs = text.toDelta() as readonly Run[]
  let [left, right]: (Attributes | undefined)[] = []
  let start = 0
  for (const { insert, attributes = {} } of runs) {
    const end = start + (typeof insert === 'string' ? insert.length : 1)
    if (start < at && at <= end) left = attributes
    if (start <= at && at < end) right = attributes
    start = end
  }
  if (left === undefined || right === undefined) return {}
  const shown = attributesOf(marksOf(left, parent))
  return Object.fromEntries(
    Object.entries(left).filter(([key, value]) => !(key in shown) && sameValue(right[key], value)),
  )
}

/** The part of `runs` behind the first `from` places. */
function behind(runs: readonly Run[], from: number): Run[] {
  let start = 0
  return runs.flatMap((run) => {
    const length = typeof run.insert === 'string' ? run.insert.length : 1
    const skip = Math.max(0, from - start)
    start += length
    if (skip >= length) return []
    return [typeof run.insert === 'string' ? { ...run, insert: run.insert.slice(skip) } : run]
  })
}

export function removeChild(parent: XmlFragment, child: XmlElement): void {
  const index = parent.toArray().indexOf(child)
  if (index !== -1) parent.delete(index, 1)
}

/** Plans what makes the line of `parent`, shown as `before`, say what `after` says: as little as possible. */
export function planLine(
  parent: XmlFragment,
  before: Node,
  after: Node,
  caret: number | null,
  context: LineContext,
): void {
  const [was, is] = [lineOf(before), lineOf(after)]
  const pieces = piecesOf(parent, context.rendering)
  if ((pieces.at(-1)?.end ?? 0) !== was.text.length) throw new Error('The editor is out of step.')
  const { start, end } = unchanged(was, is, caret)
  const shift = is.text.length - was.text.length
  const rest = { from: was.text.length - end, to: was.text.length }
  const [formats, others] = [formatsOf(before), formatsOf(after)]
  context.plan.changes.push(
    ...formatting(pieces, [
      ...formatChanges(formats, others, { from: 0, to: start }, 0),
      ...formatChanges(formats, others, rest, shift),
    ]),
  )
  const old = { from: start, to: rest.from }
  const fresh = { from: start, to: is.text.length - end }
  const gaps = gapsBetweenThings(was, old, is, fresh)
  const elements = new Map(
    pieces.flatMap((piece) => (piece.kind === 'thing' ? [[piece.start, piece.element] as const] : [])),
  )
  for (const { place, other } of gaps.things) {
    const element = elements.get(place)
    const [from, to] = [was.things.get(place), is.things.get(other)]
    if (element !== undefined && from !== undefined && to !== undefined) context.planNode(element, from, to)
  }
  // from the end, so that the places before stay right
  for (const gap of gaps.words.reverse()) {
    if (gap.old.from === gap.old.to && gap.fresh.from === gap.fresh.to) continue
    const content = after.content.cut(inContent(is, gap.fresh.from), inContent(is, gap.fresh.to))
    const said = gap.fresh.from === gap.fresh.to ? Fragment.empty : content
    planReplace(parent, after.type, pieces, gap.old, said, context)
  }
}

/** Things that are still there with other attributes, when both ranges have the same kinds of things; and the rest. */
function gapsBetweenThings(was: Line, old: Range, is: Line, fresh: Range) {
  const within = ({ things }: Line, { from, to }: Range) =>
    [...things].filter(([place]) => place >= from && place < to)
  const [olds, news] = [within(was, old), within(is, fresh)]
  const sameKinds =
    olds.length === news.length && olds.every(([, node], i) => node.type === news[i]?.[1].type)
  const things = sameKinds ? olds.map(([place], i) => ({ place, other: news[i]?.[0] ?? place })) : []
  const words: { readonly old: Range; readonly fresh: Range }[] = []
  let [fromOld, fromNew] = [old.from, fresh.from]
  for (const { place, other } of [...things, { place: old.to, other: fresh.to }]) {
    words.push({ old: { from: fromOld, to: place }, fresh: { from: fromNew, to: other } })
    ;[fromOld, fromNew] = [place + 1, other + 1]
  }
  return { things, words }
}

function planReplace(
  parent: XmlFragment,
  type: NodeType,
  pieces: readonly Piece[],
  { from, to }: Range,
  content: Fragment,
  { rendering, plan }: LineContext,
): void {
  const host = pieces.find((one) => one.kind === 'text' && one.start <= from && from <= one.end)
  const before = pieces.findLast((one) => one.end <= from)
  for (const piece of pieces.toReversed()) {
    const [start, end] = [Math.max(from, piece.start), Math.min(to, piece.end)]
    if (start >= end) continue
    if (piece.kind === 'thing') plan.removals.push(() => removeChild(parent, piece.element))
    else plan.changes.push(() => piece.text.delete(start - piece.start, end - start))
  }
  if (content.size === 0) return
  if (host?.kind !== 'text') {
    const made = createAll(content, rendering)
    const reference = before?.kind === 'thing' ? before.element : null
    plan.changes.push(() => parent.insertAfter(reference, made))
    return
  }
  const { text } = host
  const at = from - host.start
  const nodes = content.content
  const firstThing = nodes.findIndex((node) => !node.isText)
  const lead = firstThing === -1 ? nodes : nodes.slice(0, firstThing)
  if (lead.length > 0) {
    const hidden = hiddenAt(text, at, type)
    const words = lead.map(({ text: insert = '', marks }) => ({
      insert,
      attributes: { ...hidden, ...attributesOf(marks) },
    }))
    // at once: the place of each would be looked for from the start of the text
    plan.changes.push(() => text.applyDelta(at === 0 ? words : [{ retain: at }, ...words]))
  }
  if (firstThing === -1) return
  const lastThing = nodes.findLastIndex((node) => !node.isText)
  const things = createAll(Fragment.from(nodes.slice(firstThing, lastThing + 1)), rendering)
  const trail = runsFrom(nodes.slice(lastThing + 1))
  if (runsOf(text) === null) throw new Unmovable()
  const length = lead.reduce((sum, node) => sum + node.nodeSize, 0)
  // A text cannot be split: what stands behind the things goes into a new one.
  plan.changes.push(() => {
    const tail = behind(text.toDelta() as readonly Run[], at + length)
    if (tail.length > 0) text.delete(at + length, text.length - at - length)
    const words = [...trail, ...tail]
    parent.insertAfter(text, words.length === 0 ? things : [...things, textFrom(words)])
  })
}
