import * as Y from 'yjs'
import { ACTIVE_CONTENT } from './active-content.ts'
import { HOSTILE_LINKS, HOSTILE_VALUES } from './hostile-content.ts'
import { element, paragraph } from './unit/raw-blocks.ts'

interface Kind {
  readonly attributes: readonly string[]
  /** What it stands in, from the outside. */
  readonly around?: readonly string[]
  /** What stands in it, from the outside; the last holds words. */
  readonly inside?: readonly string[]
}

const FILE = ['file', 'name', 'size'] as const
const PICTURE = ['file', 'src', 'alt', 'caption', 'width', 'align', 'pixelWidth', 'pixelHeight'] as const
const CELL = ['colspan', 'rowspan', 'colwidth', 'align'] as const
const TEXT = ['paragraph'] as const

/** Every kind of the schema with its attributes; a unit test sees to that. */
export const KINDS: Readonly<Record<string, Kind>> = {
  paragraph: { attributes: [], inside: [] },
  heading: { attributes: ['level'], inside: [] },
  codeBlock: { attributes: ['language'], inside: [] },
  blockquote: { attributes: [], inside: TEXT },
  bulletList: { attributes: [], inside: ['listItem', 'paragraph'] },
  orderedList: { attributes: ['start', 'type'], inside: ['listItem', 'paragraph'] },
  listItem: { attributes: [], around: ['bulletList'], inside: TEXT },
  taskList: { attributes: [], inside: ['taskItem', 'paragraph'] },
  taskItem: { attributes: ['checked'], around: ['taskList'], inside: TEXT },
  callout: { attributes: ['kind'], inside: TEXT },
  toggle: { attributes: [], inside: TEXT },
  table: { attributes: [], inside: ['tableRow', 'tableCell', 'paragraph'] },
  tableRow: { attributes: [], around: ['table'], inside: ['tableCell', 'paragraph'] },
  tableCell: { attributes: CELL, around: ['table', 'tableRow'], inside: TEXT },
  tableHeader: { attributes: CELL, around: ['table', 'tableRow'], inside: TEXT },
  horizontalRule: { attributes: [] },
  tableOfContents: { attributes: [] },
  blockMath: { attributes: ['latex'] },
  embed: { attributes: ['src'] },
  image: { attributes: PICTURE },
  file: { attributes: FILE },
  unknownBlock: { attributes: ['kept'] },
  hardBreak: { attributes: [], around: TEXT },
  inlineMath: { attributes: ['latex'], around: TEXT },
  footnote: { attributes: ['text'], around: TEXT },
  date: { attributes: ['day'], around: TEXT },
  mention: { attributes: ['id', 'kind', 'label'], around: TEXT },
  unknownInline: { attributes: ['kept'], around: TEXT },
}

/** What would do something where all attributes were written into an element. */
const FOREIGN = ['onclick', 'style', 'class', 'id', 'src', 'srcdoc', 'href'] as const

/** The values that did something somewhere. Unit tests have all of them, one attribute after the other. */
const TELLING = HOSTILE_VALUES.filter((value) =>
  typeof value === 'string'
    ? /__x|evil|^__proto__$/.test(value)
    : typeof value === 'number'
      ? Math.abs(value) >= 1e9 || Number.isNaN(value)
      : typeof value === 'object',
)

const filled = (names: readonly string[]): Y.XmlElement | string => {
  const [name, ...rest] = names
  return name === undefined ? 'words' : element(name, {}, filled(rest))
}

function hostileBlock(name: string, { attributes, around = [], inside }: Kind, value: unknown): Y.XmlElement {
  const values = Object.fromEntries([...FOREIGN, ...attributes].map((attribute) => [attribute, value]))
  const block = inside === undefined ? element(name, values) : element(name, values, filled(inside))
  return around.reduceRight((inner, outer) => element(outer, {}, inner), block)
}

/** Every kind with every value at all of its attributes. */
export const hostileBlocks = (): Y.XmlElement[] =>
  Object.entries(KINDS).flatMap(([name, kind]) => TELLING.map((value) => hostileBlock(name, kind, value)))

/** Kinds of no version, kinds where they cannot stand, words that would be markup. */
export const strangeBlocks = (): Y.XmlElement[] => [
  ...['script', 'iframe', 'svg', 'img', 'style', 'constructor', '__proto__', ''].flatMap((name) => [
    element(name, { src: 'javascript:window.__x=1', onload: 'window.__x=1' }, 'window.__x=1'),
    element('callout', {}, element(name, { srcdoc: '<script>window.__x=1</script>' })),
    element('paragraph', {}, 'in a line ', element(name, { onerror: 'window.__x=1' })),
  ]),
  ...Object.keys(KINDS).flatMap((name) => [
    element(name, {}, element('tableCell', {}, 'words')),
    element('codeBlock', {}, element(name)),
    element('tableRow', {}, element(name, {}, 'words')),
  ]),
  ...ACTIVE_CONTENT.flatMap((vector) => [
    paragraph(vector),
    element('codeBlock', { language: 'html' }, vector),
    element('heading', { level: 2 }, vector),
    element('paragraph', {}, element('footnote', { text: vector }), element('inlineMath', { latex: vector })),
    element('blockMath', { latex: vector }),
    element('image', { alt: vector, caption: vector, src: 'https://evil.example/pixel.gif' }),
    element('file', { name: vector }),
  ]),
]

const MARKS = [
  'bold',
  'italic',
  'strike',
  'underline',
  'code',
  'link',
  'highlight',
  'textColor',
  'script',
  'style',
] as const

/** Lines with every mark and every value of it. */
export function hostileLines(): Y.XmlElement[] {
  // formats go over the wire as JSON
  const values = TELLING.filter((value) => !(value instanceof Uint8Array))
  const formats: readonly Readonly<Record<string, unknown>>[] = [
    ...MARKS.flatMap((mark) => values.map((value) => ({ [mark]: value }))),
    ...HOSTILE_LINKS.map((href) => ({ link: { href, class: 'fixed', target: '_top', rel: 'opener' } })),
    ...values.map((color) => ({ highlight: { color }, textColor: { color } })),
  ]
  return formats.map((format) => {
    const line = new Y.XmlElement('paragraph')
    const words = new Y.XmlText('words')
    words.format(0, 5, format)
    line.insert(0, [words])
    return line
  })
}
