import type { Node } from '@tiptap/pm/model'
import { XmlElement, type XmlFragment } from 'yjs'
import { createElement, Unmovable } from './creating.ts'
import { isWritable } from './kept.ts'
import { inLine, lineOf } from './line.ts'
import { type LineContext, type Plan, planLine, removeChild } from './line-writing.ts'
import { sameValue } from './marks.ts'
import { pairChildren } from './pairing.ts'
import type { Rendering } from './rendering.ts'
import { UNKNOWN_BLOCK, UNKNOWN_INLINE } from './unknown-kinds.ts'

/** Where the caret is after a change: in which text block, and how far into its content. */
export interface CaretAt {
  readonly parent: Node
  readonly offset: number
}

/**
 * Plans what makes the document, shown as `before`, say what `after` says, as little as possible: others may be writing
 * into everything that stays. Changes nothing yet. Throws `Unmovable`.
 */
export function planWriting(
  fragment: XmlFragment,
  before: Node,
  after: Node,
  rendering: Rendering,
  caret: CaretAt | null,
): Plan {
  const plan: Plan = { changes: [], removals: [], made: [], going: [] }
  const planNode = (element: XmlFragment, was: Node, is: Node): void => {
    if (was === is || is.type.name === UNKNOWN_BLOCK || is.type.name === UNKNOWN_INLINE) return
    if (element instanceof XmlElement) planAttributes(element, was, is, plan)
    if (is.type.inlineContent) {
      const place = caret !== null && caret.parent === is ? inLine(lineOf(is), caret.offset) : null
      planLine(element, was, is, place, context)
    } else if (!planOnlyChild(was, is, context)) planBlocks(element, is, context)
  }
  const context: LineContext = { rendering, plan, planNode }
  planNode(fragment, before, after)
  return plan
}

function planAttributes(element: XmlElement, was: Node, is: Node, { changes }: Plan): void {
  for (const [key, value] of Object.entries(is.attrs)) {
    if (sameValue(was.attrs[key], value)) continue
    if (!isWritable(value)) throw new Unmovable()
    if (value === null || value === undefined) changes.push(() => element.removeAttribute(key))
    else changes.push(() => element.setAttribute(key, value))
  }
}

/** What most keys do: something within one child. False when there is more. */
function planOnlyChild(was: Node, is: Node, { rendering, planNode }: LineContext): boolean {
  if (was.childCount !== is.childCount) return false
  const [olds, news] = [was.children, is.children]
  const index = olds.findIndex((child, i) => child !== news[i])
  const [before, after] = [olds[index], news[index]]
  if (before === undefined || after === undefined || before.type !== after.type) return false
  const isUnknown = before.type.name === UNKNOWN_BLOCK || before.type.name === UNKNOWN_INLINE
  const element = isUnknown ? null : rendering.onlySourceOf(before)
  if (element === null || rendering.isFiller(before) || rendering.isFiller(after)) return false
  for (let i = index + 1; i < olds.length; i++) if (olds[i] !== news[i]) return false
  planNode(element, before, after)
  return true
}

function planBlocks(parent: XmlFragment, after: Node, { rendering, plan, planNode }: LineContext): void {
  const olds = rendering.childrenOf(parent)
  const news = after.children.filter((node) => !rendering.isFiller(node))
  const pairs = pairChildren(
    olds.map(({ node }) => node),
    news,
  )
  const stay = new Set(pairs.values())
  let last: XmlElement | null = null
  let next = 0
  /** What is new goes behind what it replaces, which goes away afterwards. */
  const passOver = (until: number): void => {
    for (; next < until; next++) {
      const { element } = olds[next] as (typeof olds)[number]
      if (!stay.has(next)) {
        plan.going.push(element)
        plan.removals.push(() => removeChild(parent, element))
      }
      last = element
    }
  }
  for (const [i, node] of news.entries()) {
    const pair = pairs.get(i)
    if (pair !== undefined) {
      passOver(pair + 1)
      const old = olds[pair] as (typeof olds)[number]
      planNode(old.element, old.node, node)
      continue
    }
    while (next < olds.length && !stay.has(next)) passOver(next + 1)
    const [reference, made]: [XmlElement | null, XmlElement] = [last, createElement(node, rendering)]
    plan.changes.push(() => parent.insertAfter(reference, [made]))
    plan.made.push(made)
    last = made
  }
  passOver(olds.length)
}
