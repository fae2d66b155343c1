import type { Node } from '@tiptap/pm/model'
import { MAX_CONTEXT, MAX_QUOTE, MAX_TAIL, type Passage } from '../../../../../lib/passage.ts'
import { inContent, inLine, type Line, lineOf } from '../binding/line.ts'

/** From the first letter to behind the last, as positions of the editor's document. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A line of the document, where its content begins, and where its words stand among all. */
interface PlacedLine {
  readonly pos: number
  readonly start: number
  readonly line: Line
}

/** All words of a document, its lines parted by line breaks. */
interface Words {
  readonly text: string
  readonly lines: readonly PlacedLine[]
}

const lines = new WeakMap<Node, Line>()
const known = new WeakMap<Node, Words>()

/** Lines of blocks that have not changed are not read again. */
function readLine(block: Node): Line {
  const before = lines.get(block)
  if (before !== undefined) return before
  const line = lineOf(block)
  lines.set(block, line)
  return line
}

export function wordsOf(doc: Node): Words {
  const before = known.get(doc)
  if (before !== undefined) return before
  const placed: PlacedLine[] = []
  let start = 0
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const line = readLine(node)
    placed.push({ pos: pos + 1, start, line })
    start += line.text.length + 1
    return false
  })
  const words = { text: placed.map(({ line }) => line.text).join('\n'), lines: placed }
  known.set(doc, words)
  return words
}

/** The last line whose `value` is not above `most`. */
function lineBefore(
  all: readonly PlacedLine[],
  value: (line: PlacedLine) => number,
  most: number,
): PlacedLine | null {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value(all[middle] as PlacedLine) <= most) low = middle + 1
    else high = middle
  }
  return all[low - 1] ?? null
}

const posOf = ({ pos, start, line }: PlacedLine, at: number): number => pos + inContent(line, at - start)
const sizeOf = ({ line }: PlacedLine): number => inContent(line, line.text.length)

/** The part of a selection that is words: from a letter to a letter; null when there are none. */
export function lettersIn(doc: Node, from: number, to: number): Range | null {
  let first = Number.POSITIVE_INFINITY
  let last = 0
  doc.nodesBetween(from, to, (node, pos, parent) => {
    if (!node.isInline || parent?.isTextblock !== true) return !node.isInline
    first = Math.min(first, node.isText ? Math.max(from, pos) : pos)
    last = node.isText ? Math.min(to, pos + node.nodeSize) : pos + node.nodeSize
    return false
  })
  return first >= last ? null : { from: first, to: last }
}

/** The same without the spaces at both ends. */
export function trimmed(doc: Node, range: Range): Range | null {
  const words = doc.textBetween(range.from, range.to, '\n', '\ufffc')
  const [lead, trail] = [words.length - words.trimStart().length, words.length - words.trimEnd().length]
  const isOneLine = doc.resolve(range.from).sameParent(doc.resolve(range.to))
  if (words.trim() === '') return null
  return isOneLine ? lettersIn(doc, range.from + lead, range.to - trail) : range
}

interface Quoted {
  readonly words: string
  readonly before: string
  readonly after: string
}

/** The words of a range, and what stands around them in their lines. */
export function quoted(doc: Node, { from, to }: Range): Quoted | null {
  const { text, lines: all } = wordsOf(doc)
  const [first, last] = [from, to].map((at) => lineBefore(all, ({ pos }) => pos, at))
  if (first == null || last == null) return null
  if (from - first.pos > sizeOf(first) || to - last.pos > sizeOf(last)) return null
  const start = first.start + inLine(first.line, from - first.pos)
  const end = last.start + inLine(last.line, to - last.pos)
  return {
    words: text.slice(start, end),
    before: text.slice(Math.max(first.start, start - MAX_CONTEXT), start),
    after: text.slice(end, Math.min(last.start + last.line.text.length, end + MAX_CONTEXT)),
  }
}

/** What a passage keeps of its words. */
export const quoteOf = ({
  words,
  before,
  after,
}: Quoted): Pick<Passage, 'quote' | 'length' | 'tail' | 'before' | 'after'> => ({
  quote: words.slice(0, MAX_QUOTE),
  length: words.length,
  tail: words.length > MAX_QUOTE ? words.slice(-MAX_TAIL) : '',
  before,
  after,
})

/** So many letters of the words and of what stands around them, found again in one place, are enough to know it. */
const SURE = 24
/** With all that stood on one side of them, and on both. */
const WITH_ONE_SIDE = 12
const WITH_BOTH = 6

const sameEnd = (a: string, b: string): number => {
  let length = 0
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++
  return length
}
const sameStart = (a: string, b: string): number => {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

/**
 * Finds the words of a passage where they, with what stood around them, are in one place only. Null when they are
 * nowhere, or could be others: no thread is better shown at the wrong words than without any.
 */
export function findPassage(doc: Node, passage: Passage): Range | null {
  const { text, lines: all } = wordsOf(doc)
  const { quote, length, tail, before, after } = passage
  const found: { readonly range: Range; readonly isWhole: boolean }[] = []
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
    const end = at + length
    if (end > text.length || (tail !== '' && !text.slice(0, end).endsWith(tail))) continue
    const first = lineBefore(all, ({ start }) => start, at)
    const last = lineBefore(all, ({ start }) => start, end)
    if (first === null || last === null) continue
    const left = text.slice(Math.max(first.start, at - MAX_CONTEXT), at)
    const right = text.slice(end, Math.min(last.start + last.line.text.length, end + MAX_CONTEXT))
    const letters = length + sameEnd(left, before) + sameStart(right, after)
    const sides = Number(left === before) + Number(right === after)
    const needed = sides === 2 ? WITH_BOTH : sides === 1 ? WITH_ONE_SIDE : SURE
    if (letters < needed) continue
    found.push({ range: { from: posOf(first, at), to: posOf(last, end) }, isWhole: sides === 2 })
    // so many are none
    if (found.length > 50) return null
  }
  const [only] = found.length === 1 ? found : found.filter(({ isWhole }) => isWhole)
  const isAlone = found.length === 1 || found.filter(({ isWhole }) => isWhole).length === 1
  return isAlone ? (only?.range ?? null) : null
}

/** Of the letters of the longer one, this part has to be the same at both ends. */
const ALIKE = 0.6

/** Whether words are still those of a passage, after somebody has changed some of them. */
export function isAlike(words: string, { quote, length, tail }: Passage): boolean {
  const start = sameStart(words, quote)
  const rest = tail === '' ? quote.slice(start) : tail
  const end = sameEnd(words.slice(start), rest)
  return start + end >= ALIKE * Math.max(words.length, Math.min(length, quote.length + tail.length))
}
