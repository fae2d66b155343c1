import type { Node } from '@tiptap/pm/model'
import { type XmlElement, type XmlFragment, XmlText } from 'yjs'
import type { Rendering } from './rendering.ts'

const OBJECT = '\ufffc'

/** What stands in a text block, counted as Yjs does: each letter is one place, and each thing among them. */
export interface Line {
  readonly text: string
  /** Things in the line by their place. */
  readonly things: ReadonlyMap<number, Node>
}

export function lineOf(node: Node): Line {
  const things = new Map<number, Node>()
  let text = ''
  node.forEach((child) => {
    if (!child.isText) things.set(text.length, child)
    text += child.isText ? (child.text ?? '') : OBJECT
  })
  return { text, things }
}

/** Where in the node's content a place of its line is: a thing may be larger than one there. */
export function inContent({ things }: Line, place: number): number {
  let offset = place
  for (const [at, node] of things) if (at < place) offset += node.nodeSize - 1
  return offset
}

/** The place in the line where offset `offset` of the node's content is. */
export function inLine({ things }: Line, offset: number): number {
  let place = offset
  for (const [at, node] of things) if (at < place) place -= Math.min(node.nodeSize - 1, place - at)
  return place
}

/** A text or thing of the document that is in a line, and the places that it takes. */
export type Piece =
  | { readonly kind: 'text'; readonly text: XmlText; readonly start: number; readonly end: number }
  | { readonly kind: 'thing'; readonly element: XmlElement; readonly start: number; readonly end: number }

export function piecesOf(parent: XmlFragment, rendering: Rendering): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (const child of parent.toArray()) {
    if (child instanceof XmlText) {
      pieces.push({ kind: 'text', text: child, start, end: start + child.length })
      start += child.length
    } else if (rendering.nodeOf(child) !== null) {
      pieces.push({ kind: 'thing', element: child as XmlElement, start, end: start + 1 })
      start += 1
    }
  }
  return pieces
}

const same = (a: Line, i: number, b: Line, j: number): boolean => {
  const [one, other] = [a.things.get(i), b.things.get(j)]
  if (one === undefined || other === undefined) return one === other && a.text[i] === b.text[j]
  // marks of a thing are not in the document
  return one === other || one.eq(other.mark(one.marks))
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

/** Between the two halves of one letter, which Yjs would break. */
const splitsLetter = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))

/**
 * How much of two lines is the same at the start and at the end. Where that can be seen in several ways, what is new ends
 * at `caret`, a place of `after`.
 */
export function unchanged(
  before: Line,
  after: Line,
  caret: number | null,
): { readonly start: number; readonly end: number } {
  const [was, is] = [before.text.length, after.text.length]
  const shorter = Math.min(was, is)
  const behindCaret = caret === null ? shorter : Math.min(shorter, is - caret)
  let end = 0
  while (end < behindCaret && same(before, was - 1 - end, after, is - 1 - end)) end++
  let start = 0
  while (start < shorter - end && same(before, start, after, start)) start++
  while (end < shorter - start && same(before, was - 1 - end, after, is - 1 - end)) end++
  while (start > 0 && (splitsLetter(before.text, start) || splitsLetter(after.text, start))) start--
  while (end > 0 && (splitsLetter(before.text, was - end) || splitsLetter(after.text, is - end))) end--
  return { start, end }
}
