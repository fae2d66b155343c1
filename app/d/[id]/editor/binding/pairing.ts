import type { Node } from '@tiptap/pm/model'
import { commonEnds } from '../../../../../lib/common-ends.ts'
import { UNKNOWN_BLOCK, UNKNOWN_INLINE } from './unknown-kinds.ts'

/** Above so many comparisons blocks are paired in their order, whatever they say. */
const MOST_COMPARISONS = 2_500

/** Indices into `values` of a longest run that ascends. */
function longestAscent(values: readonly number[]): number[] {
  const tails: number[] = []
  const before: number[] = []
  values.forEach((value, i) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[tails[middle] as number] as number) < value) low = middle + 1
      else high = middle
    }
    before[i] = low === 0 ? -1 : (tails[low - 1] as number)
    tails[low] = i
  })
  const ascent: number[] = []
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] as number) ascent.unshift(i)
  return ascent
}

/** How much of `before` is left in `after`; 0 when it cannot be the same block. */
function likeness(before: Node, after: Node): number {
  if (before.type !== after.type) return 0
  if (before.type.name === UNKNOWN_BLOCK || before.type.name === UNKNOWN_INLINE)
    return before.eq(after) ? 1 : 0
  const { start, end } = commonEnds(before.textContent, after.textContent)
  return 1 + 2 * (start + end) + (before.sameMarkup(after) ? 1 : 0)
}

type Pair = readonly [before: number, after: number]

/** Pairs within a gap, with the most likeness together, in their order. */
function pairGap(before: readonly Node[], after: readonly Node[]): Pair[] {
  if (before.length * after.length > MOST_COMPARISONS) {
    const shorter = Math.min(before.length, after.length)
    return Array.from({ length: shorter }, (_, i): Pair => [i, i]).filter(
      ([i]) => likeness(before[i] as Node, after[i] as Node) > 0,
    )
  }
  const best: number[][] = Array.from({ length: before.length + 1 }, () => Array(after.length + 1).fill(0))
  const cell = (i: number, j: number): number => best[i]?.[j] ?? 0
  const likes = before.map((one) => after.map((other) => likeness(one, other)))
  const like = (i: number, j: number): number => likes[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const paired = like(i, j) > 0 ? like(i, j) + cell(i + 1, j + 1) : 0
      ;(best[i] as number[])[j] = Math.max(paired, cell(i + 1, j), cell(i, j + 1))
    }
  }
  const pairs: Pair[] = []
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (like(i, j) > 0 && cell(i, j) === like(i, j) + cell(i + 1, j + 1)) pairs.push([i++, j++])
    else if (cell(i, j) === cell(i + 1, j)) i++
    else j++
  }
  return pairs
}

/**
 * Which child of `after` goes on with which child of `before`, by index, in order; the others are new or gone. The same
 * object is the same child. What lies between those is paired by kind and text.
 */
export function pairChildren(before: readonly Node[], after: readonly Node[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const shorter = Math.min(before.length, after.length)
  let start = 0
  for (; start < shorter && before[start] === after[start]; start++) pairs.set(start, start)
  let end = 0
  for (; end < shorter - start && before.at(-1 - end) === after.at(-1 - end); end++)
    pairs.set(after.length - 1 - end, before.length - 1 - end)
  const places = new Map<Node, number[]>()
  for (let i = before.length - end - 1; i >= start; i--) {
    const node = before[i] as Node
    places.set(node, [...(places.get(node) ?? []), i])
  }
  const known: { readonly after: number; readonly before: number }[] = []
  for (let i = start; i < after.length - end; i++) {
    const place = places.get(after[i] as Node)?.pop()
    if (place !== undefined) known.push({ after: i, before: place })
  }
  const anchors = longestAscent(known.map((one) => one.before)).map((i) => known[i] as (typeof known)[number])
  let [fromBefore, fromAfter] = [start, start]
  for (const anchor of [...anchors, { before: before.length - end, after: after.length - end }]) {
    const gap = pairGap(before.slice(fromBefore, anchor.before), after.slice(fromAfter, anchor.after))
    for (const [i, j] of gap) pairs.set(fromAfter + j, fromBefore + i)
    if (anchor.after < after.length - end) pairs.set(anchor.after, anchor.before)
    ;[fromBefore, fromAfter] = [anchor.before + 1, anchor.after + 1]
  }
  return pairs
}
