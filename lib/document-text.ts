import * as Y from 'yjs'
import { blockMarkdown, footnotesMarkdown, inlineMarkdown } from './block-markdown.ts'
import { languageName, wholeNumber } from './block-values.ts'
import { TEXT_ROOT } from './document-roots.ts'
import { attachmentMarkdown, pictureMarkdown } from './file-text.ts'
import { isLinkAllowed } from './safe-targets.ts'
import { tableMarkdown } from './table-text.ts'

type Run = { readonly insert: unknown; readonly attributes?: Readonly<Record<string, unknown>> }

const surround = (text: string, mark: string): string => {
  const inner = text.trim()
  return inner === '' ? text : text.replace(inner, () => `${mark}${inner}${mark}`)
}

function runText({ insert, attributes = {} }: Run): string {
  if (typeof insert !== 'string') return ''
  let text = insert
  if ('code' in attributes) text = surround(text, '`')
  if ('bold' in attributes) text = surround(text, '**')
  if ('italic' in attributes) text = surround(text, '*')
  if ('strike' in attributes) text = surround(text, '~~')
  if ('highlight' in attributes) text = surround(text, '==')
  const link = attributes.link
  const href: unknown = typeof link === 'object' && link !== null && 'href' in link ? link.href : null
  if (typeof href === 'string' && isLinkAllowed(href)) text = `[${text}](${href.replaceAll(')', '%29')})`
  return text
}

function inline(node: Y.XmlElement | Y.XmlFragment): string {
  return node
    .toArray()
    .map((child) => {
      if (child instanceof Y.XmlText) return (child.toDelta() as readonly Run[]).map(runText).join('')
      if (child instanceof Y.XmlElement) {
        return child.nodeName === 'hardBreak' ? '  \n' : (inlineMarkdown(child) ?? inline(child))
      }
      return ''
    })
    .join('')
}

const indent = (text: string, first: string, rest: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join('\n')

const elements = (node: Y.XmlElement | Y.XmlFragment): readonly Y.XmlElement[] =>
  node.toArray().filter((child): child is Y.XmlElement => child instanceof Y.XmlElement)

function list(node: Y.XmlElement, marker: (index: number) => string): string {
  return elements(node)
    .map((item, index) => {
      const sign = marker(index)
      const text = elements(item).map(block).join('\n')
      return indent(text, sign, ' '.repeat(sign.length))
    })
    .join('\n')
}

/** A run of backticks longer than any in the text, at least three. */
function fence(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  return '`'.repeat(Math.max(3, longest + 1))
}

function block(node: Y.XmlElement): string {
  switch (node.nodeName) {
    case 'heading': {
      const level = wholeNumber(node.getAttribute('level'))
      return `${'#'.repeat(Math.min(6, Math.max(1, level)))} ${inline(node)}`
    }
    case 'bulletList':
      return list(node, () => '- ')
    case 'orderedList': {
      const start = wholeNumber(node.getAttribute('start'))
      return list(node, (index) => `${start + index}. `)
    }
    case 'blockquote':
      return indent(elements(node).map(block).join('\n\n'), '> ', '> ')
    case 'codeBlock': {
      const text = inline(node)
      const language = languageName(node.getAttribute('language')) ?? ''
      return `${fence(text)}${language}\n${text}\n${fence(text)}`
    }
    case 'horizontalRule':
      return '---'
    case 'image':
      return pictureMarkdown(node)
    case 'file':
      return attachmentMarkdown(node)
    case 'table':
      return tableMarkdown(node, block)
    default:
      return blockMarkdown(node, block) ?? inline(node)
  }
}

/** The document as Markdown, for a person who has to carry the text away. Nothing that was typed is left out. */
export function documentMarkdown(doc: Y.Doc): string {
  const fragment = doc.getXmlFragment(TEXT_ROOT)
  const notes = footnotesMarkdown(fragment)
  return `${[...elements(fragment).map(block), ...notes].join('\n\n')}\n`
}
