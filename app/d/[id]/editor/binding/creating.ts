import type { Fragment, Node } from '@tiptap/pm/model'
import { XmlElement, XmlText } from 'yjs'
import { describe, elementFrom, isWritable, type Kept, type Run, textFrom } from './kept.ts'
import { attributesOf } from './marks.ts'
import type { Rendering } from './rendering.ts'
import { UNKNOWN_BLOCK, UNKNOWN_INLINE } from './unknown-kinds.ts'

/** What was to be moved can stand only where it is. */
export class Unmovable extends Error {}

/** The elements and texts that say what `content` says. Words that stand together are in one text. */
export function createAll(content: Fragment, rendering: Rendering): (XmlElement | XmlText)[] {
  const made: (XmlElement | XmlText)[] = []
  let words: Node[] = []
  const endText = (): void => {
    if (words.length > 0) made.push(createText(words))
    words = []
  }
  content.forEach((child) => {
    if (child.isText) words.push(child)
    else {
      endText()
      if (!rendering.isFiller(child)) made.push(createElement(child, rendering))
    }
  })
  endText()
  return made
}

const createText = (words: readonly Node[]): XmlText => textFrom(runsFrom(words))

export const runsFrom = (words: readonly Node[]): readonly Run[] =>
  words.map(({ text = '', marks }) => ({ insert: text, attributes: attributesOf(marks) }))

/**
 * A new element for `node`. One that shows an element of the document, moved as it is, takes along all that is in that.
 * Throws `Unmovable`.
 */
export function createElement(node: Node, rendering: Rendering): XmlElement {
  const source = rendering.sourceOf(node)
  const isUnknown = node.type.name === UNKNOWN_BLOCK || node.type.name === UNKNOWN_INLINE
  const kept = source === null ? null : describe(source)
  if (kept !== null) return elementFrom(kept)
  if (isUnknown && node.attrs.kept === null) throw new Unmovable()
  if (isUnknown) return elementFrom(node.attrs.kept as Kept)
  if (source !== null) throw new Unmovable()
  const element = new XmlElement(node.type.name)
  for (const [key, value] of Object.entries(node.attrs)) {
    if (!isWritable(value)) throw new Unmovable()
    if (value !== null && value !== undefined) element.setAttribute(key, value)
  }
  const children = createAll(node.content, rendering)
  // Two people who begin an empty line write into the same text, not into one each.
  element.insert(0, children.length === 0 && node.isTextblock ? [new XmlText()] : children)
  return element
}
