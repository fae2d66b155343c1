import * as Y from 'yjs'
import { TEXT_ROOT } from '../../lib/document-roots.ts'
import { seededRandom } from '../load/random.ts'

/** What the goal speaks of: so many blocks with so many characters in all. */
export const BLOCKS = 2_000
export const CHARACTERS = 100_000

const SEED = 7
/** Client id of who made the document. */
const CLIENT = 40_000
/** A heading leads so many blocks, the last four of which are a list. */
const SECTION = 20
const LIST = 4

/** Words of made-up prose, at least `length` characters; cut by who wants fewer. */
export function prose(random: () => number, length: number): string {
  let words = ''
  while (words.length < length) {
    const letters = 2 + Math.floor(random() * 8)
    for (let i = 0; i < letters; i++) words += String.fromCharCode(97 + Math.floor(random() * 26))
    words += ' '
  }
  return words
}

function line(name: string, words: string, attributes: Readonly<Record<string, unknown>> = {}): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
  element.insert(0, [new Y.XmlText(words)])
  return element
}

/** A document as people write it: sections with a heading, paragraphs and a list. The same in each run. */
export function longDocument(): Uint8Array {
  const random = seededRandom(SEED)
  const doc = new Y.Doc()
  // what others write refers to it
  doc.clientID = CLIENT
  const blocks: Y.XmlElement[] = []
  let left = CHARACTERS
  let items: Y.XmlElement[] = []
  for (let block = 0; block < BLOCKS; block++) {
    const length = Math.round(left / (BLOCKS - block))
    const words = prose(random, length).slice(0, length)
    left -= length
    const place = block % SECTION
    if (place === 0) blocks.push(line('heading', words, { level: block === 0 ? 1 : 2 }))
    else if (place < SECTION - LIST) blocks.push(line('paragraph', words))
    else {
      const item = new Y.XmlElement('listItem')
      item.insert(0, [line('paragraph', words)])
      items.push(item)
      if (place < SECTION - 1) continue
      const list = new Y.XmlElement('bulletList')
      list.insert(0, items)
      blocks.push(list)
      items = []
    }
  }
  doc.getXmlFragment(TEXT_ROOT).insert(0, blocks)
  return Y.encodeStateAsUpdate(doc)
}

/** The paragraphs of the top level, in their order. */
export const paragraphsOf = (doc: Y.Doc): readonly Y.XmlElement[] =>
  doc
    .getXmlFragment(TEXT_ROOT)
    .toArray()
    .filter((child): child is Y.XmlElement => child instanceof Y.XmlElement && child.nodeName === 'paragraph')
