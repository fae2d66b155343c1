import * as Y from 'yjs'
import { calloutKind, isChecked, isoDay } from './block-values.ts'
import { mentionMarkdown } from './mention.ts'
import { videoAt } from './video-address.ts'

/** Writes any block; lent by the writer of the whole document. */
export type BlockWriter = (node: Y.XmlElement) => string

const CALLOUT_WORDS = { info: 'NOTE', tip: 'TIP', success: 'SUCCESS', warning: 'WARNING' } as const

/** The number of each footnote of the documents that were written, by its element. */
const NUMBERS = new WeakMap<Y.XmlElement, number>()

const elements = (node: Y.XmlElement): readonly Y.XmlElement[] =>
  node.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement)

const text = (node: Y.XmlElement, attribute: string): string => {
  const value: unknown = node.getAttribute(attribute)
  return typeof value === 'string' ? value : ''
}

const prefixed = (lines: string, first: string, rest: string): string =>
  lines
    .split('\n')
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join('\n')

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const oneLine = (words: string): string => words.replace(/\s+/gu, ' ').trim()

/** The words of a line, without their looks. */
const plain = (line: Y.XmlElement): string =>
  line
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlElement) return inlineMarkdown(child) ?? plain(child)
      if (!(child instanceof Y.XmlText)) return ''
      return (child.toDelta() as readonly { readonly insert: unknown }[])
        .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
        .join('')
    })
    .join('')

function toggle(node: Y.XmlElement, block: BlockWriter): string {
  const [first, ...rest] = elements(node)
  const isLine = first?.nodeName === 'paragraph' || first?.nodeName === 'heading'
  const summary = isLine && first !== undefined ? escaped(oneLine(plain(first))) : ''
  const body = (isLine ? rest : elements(node)).map(block)
  return [
    '<details>',
    `<summary>${summary}</summary>\n`,
    ...body.map((words) => `${words}\n`),
    '</details>',
  ].join('\n')
}

/** A block of the kinds that this module knows; null for all others. */
export function blockMarkdown(node: Y.XmlElement, block: BlockWriter): string | null {
  switch (node.nodeName) {
    case 'taskList':
      return elements(node)
        .map((item) => {
          const sign = isChecked(item.getAttribute('checked')) ? '- [x] ' : '- [ ] '
          return prefixed(elements(item).map(block).join('\n'), sign, '  ')
        })
        .join('\n')
    case 'callout': {
      const body = elements(node).map(block).join('\n\n')
      const kind = CALLOUT_WORDS[calloutKind(node.getAttribute('kind'))]
      return prefixed(`[!${kind}]\n${body}`, '> ', '> ')
    }
    case 'toggle':
      return toggle(node, block)
    case 'blockMath':
      return `$$\n${text(node, 'latex')}\n$$`
    case 'tableOfContents':
      return '[TOC]'
    case 'embed': {
      const video = videoAt(node.getAttribute('src'))
      return video === null ? text(node, 'src') : `<${video.page}>`
    }
    default:
      return null
  }
}

/** Something within a line of the kinds that this module knows; null for all others. */
export function inlineMarkdown(node: Y.XmlElement): string | null {
  switch (node.nodeName) {
    case 'inlineMath':
      return `$${oneLine(text(node, 'latex'))}$`
    case 'date':
      return isoDay(node.getAttribute('day')) ?? text(node, 'day')
    case 'mention':
      return mentionMarkdown(node.getAttributes())
    case 'footnote':
      return `[^${NUMBERS.get(node) ?? 1}]`
    default:
      return null
  }
}

function* footnotes(node: Y.XmlElement | Y.XmlFragment): Generator<Y.XmlElement> {
  for (const child of node.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue
    if (child.nodeName === 'footnote') yield child
    else yield* footnotes(child)
  }
}

/** Numbers the footnotes of a document as they come and gives their texts; call it before anything is written. */
export function footnotesMarkdown(fragment: Y.XmlFragment): readonly string[] {
  return [...footnotes(fragment)].map((note, index) => {
    NUMBERS.set(note, index + 1)
    const sign = `[^${index + 1}]: `
    return prefixed(text(note, 'text').replace(/\n{2,}/g, '\n'), sign, '    ')
  })
}
