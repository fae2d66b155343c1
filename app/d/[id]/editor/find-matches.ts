import type { Node } from '@tiptap/pm/model'

export interface FindQuery {
  readonly words: string
  readonly matchCase: boolean
  readonly wholeWord: boolean
}

export const NO_QUERY: FindQuery = { words: '', matchCase: false, wholeWord: false }

/** Longest text that is looked for, in letters. */
export const LONGEST_WORDS = 1_000

/** The query as an expression; null when there is nothing to look for. */
export function findPattern({ words, matchCase, wholeWord }: FindQuery): RegExp | null {
  if (words === '') return null
  const literal = words.slice(0, LONGEST_WORDS).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const source = wholeWord ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal
  return new RegExp(source, matchCase ? 'gu' : 'giu')
}

export interface Match {
  readonly from: number
  readonly to: number
}

/** The text of a block, a sign that nobody types for each place that is no letter, so that places are offsets. */
function textOf(block: Node): string {
  let text = ''
  block.forEach((child) => {
    text += child.text ?? '\uFFFC'.repeat(child.nodeSize)
  })
  return text
}

/** Offsets of the matches in one text block. */
function offsetsIn(block: Node, pattern: RegExp): readonly Match[] {
  const found: Match[] = []
  for (const { 0: words, index } of textOf(block).matchAll(pattern)) {
    found.push({ from: index, to: index + words.length })
  }
  return found
}

const NONE: readonly Match[] = []

/**
 * Finds one query in a document again and again. What is found in a block is kept with the block: after a keystroke
 * one block is searched, however long the document is.
 */
export class Finder {
  readonly #pattern: RegExp | null
  readonly #known = new WeakMap<Node, readonly Match[]>()

  constructor(query: FindQuery) {
    this.#pattern = findPattern(query)
  }

  find(doc: Node): readonly Match[] {
    const pattern = this.#pattern
    if (pattern === null) return NONE
    const matches: Match[] = []
    doc.descendants((node, pos) => {
      if (!node.isTextblock) return true
      let offsets = this.#known.get(node)
      if (offsets === undefined) {
        offsets = offsetsIn(node, pattern)
        this.#known.set(node, offsets.length === 0 ? NONE : offsets)
      }
      for (const { from, to } of offsets) matches.push({ from: pos + 1 + from, to: pos + 1 + to })
      return false
    })
    return matches
  }
}
