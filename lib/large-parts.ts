import * as encoding from 'lib0/encoding'
import {
  ContentType,
  type Doc,
  encodeStateAsUpdate,
  type Item,
  UpdateEncoderV1,
  XmlElement,
  XmlText,
} from 'yjs'
import { wholeNumber } from './block-values.ts'
import { TEXT_ROOT } from './document-roots.ts'

const MOST = 6
/** The share of the whole below which a part is not worth a look. */
const LEAST_SHARE = 0.01
const LABEL_LENGTH = 80

/** Blocks of the text in a row, and what they weigh in the document's encoded state, in octets. */
export interface LargePart {
  readonly elements: readonly XmlElement[]
  /** The words that it begins with; empty when it has none. */
  readonly label: string
  /** Node name of the first block. */
  readonly kind: string
  readonly octets: number
}

export interface LargeParts {
  /** Largest first. */
  readonly blocks: readonly LargePart[]
  /** A heading and all below it up to the next of its level; largest first. */
  readonly sections: readonly LargePart[]
  /** What no block holds: traces of what was deleted, most of it. */
  readonly rest: number
  readonly total: number
}

/** Writes what is there of a type as an update would, and all within it. */
function write(type: ContentType['type'], encoder: UpdateEncoderV1): void {
  const writeItem = (item: Item): void => {
    if (item.deleted) return
    item.write(encoder, 0)
    if (item.content instanceof ContentType) write(item.content.type, encoder)
  }
  for (let item = type._start; item !== null; item = item.right) writeItem(item)
  for (const item of type._map.values()) writeItem(item)
}

function octetsOf(element: XmlElement): number {
  const encoder = new UpdateEncoderV1()
  element._item?.write(encoder, 0)
  write(element, encoder)
  return encoding.length(encoder.restEncoder)
}

/** The words that a block begins with. */
function labelOf(element: XmlElement): string {
  let label = ''
  const take = (node: XmlElement): void => {
    for (const child of node.toArray()) {
      if (label.length >= LABEL_LENGTH) return
      if (child instanceof XmlElement) take(child)
      else if (child instanceof XmlText) {
        for (const { insert } of child.toDelta() as { insert: unknown }[]) {
          if (typeof insert === 'string') label += insert.slice(0, LABEL_LENGTH)
        }
        label += ' '
      }
    }
  }
  take(element)
  return label.replace(/\s+/gu, ' ').trim().slice(0, LABEL_LENGTH)
}

const levelOf = (element: XmlElement): number | null =>
  element.nodeName === 'heading' ? wholeNumber(element.getAttribute('level')) : null

const sum = (parts: readonly LargePart[]): number => parts.reduce((all, { octets }) => all + octets, 0)

function sectionsOf(blocks: readonly LargePart[]): LargePart[] {
  return blocks.flatMap((block, at) => {
    const level = levelOf(block.elements[0] as XmlElement)
    // the first heading is the title: below it is everything
    if (level === null || at === 0) return []
    const below = blocks.slice(at + 1)
    const end = below.findIndex(({ elements }) => (levelOf(elements[0] as XmlElement) ?? 7) <= level)
    const inside = [block, ...below.slice(0, end === -1 ? below.length : end)]
    if (inside.length < 3) return []
    return [{ ...block, elements: inside.flatMap(({ elements }) => elements), octets: sum(inside) }]
  })
}

const largest = (parts: readonly LargePart[], total: number): LargePart[] =>
  parts
    .filter(({ octets }) => octets >= total * LEAST_SHARE)
    .toSorted((a, b) => b.octets - a.octets)
    .slice(0, MOST)

/** What makes a document large, in octets of its encoded state as the server counts them. Takes it apart: only on demand. */
export function largeParts(doc: Doc): LargeParts {
  const total = encodeStateAsUpdate(doc).byteLength
  const elements = doc
    .getXmlFragment(TEXT_ROOT)
    .toArray()
    .filter((child): child is XmlElement => child instanceof XmlElement)
  const blocks = elements.map((element) => ({
    elements: [element],
    label: labelOf(element),
    kind: element.nodeName,
    octets: octetsOf(element),
  }))
  return {
    blocks: largest(blocks, total),
    sections: largest(sectionsOf(blocks), total),
    rest: Math.max(0, total - sum(blocks)),
    total,
  }
}
