import * as Y from 'yjs'
import { type Fate, itemsOf, parentOf, type Shared, typeOf } from './fate.ts'
import { idsOf } from './letter-ids.ts'
import { type Context, contextOf } from './word-places.ts'

/** Words that went with the block that they were written into, by somebody who had not seen them. */
interface LostWords {
  readonly kind: 'words'
  readonly words: string
  readonly ids: readonly Y.ID[]
  readonly context: Context
  /** The block that they were in. */
  readonly block: Y.XmlElement
}

/** A text made for words that were lost. */
export interface MadeText {
  readonly text: Y.XmlText
  readonly words: string
  readonly ids: readonly Y.ID[]
}

/** An element, new and with all that is in it, that went with what it was put into. */
export interface LostElement {
  readonly kind: 'element'
  readonly element: Y.XmlElement
  readonly made: Y.XmlElement
  readonly texts: readonly MadeText[]
  readonly context: Context
}

export type Lost = LostWords | LostElement

/** The lost words of one block, each run with the letters around it that others had seen. */
function wordsLostIn(block: Y.XmlElement, fate: Fate): LostWords[] {
  const runs: { at: number; words: string; ids: Y.ID[] }[] = []
  let seen = ''
  for (const part of fate.letters(block)) {
    const last = runs.at(-1)
    if (part.fate === 'seen') seen += part.letters
    if (part.fate !== 'lost') continue
    const ids = idsOf(part.id, part.letters.length)
    if (last?.at === seen.length) {
      last.words += part.letters
      last.ids.push(...ids)
    } else runs.push({ at: seen.length, words: part.letters, ids })
  }
  return runs.map(({ at, words, ids }) => ({
    kind: 'words',
    words,
    ids,
    block,
    context: contextOf(seen.slice(0, at), seen.slice(at)),
  }))
}

/** A new element with what was lost of `element`. */
function madeAnew(element: Y.XmlElement, fate: Fate, texts: MadeText[]): Y.XmlElement {
  const made = new Y.XmlElement(element.nodeName)
  for (const [key, item] of element._map) {
    const value = item.content instanceof Y.ContentAny ? item.content.arr.at(-1) : undefined
    if (value !== undefined && value !== null) made.setAttribute(key, value)
  }
  const children: (Y.XmlElement | Y.XmlText)[] = []
  for (const item of itemsOf(element)) {
    const type = fate.isLost(item) ? typeOf(item) : null
    if (type instanceof Y.XmlElement) children.push(madeAnew(type, fate, texts))
    else if (type instanceof Y.XmlText) {
      const said = [...fate.letters(type)].filter((part) => part.fate === 'lost')
      const words = said.map(({ letters }) => letters).join('')
      const text = new Y.XmlText(words)
      texts.push({ text, words, ids: said.flatMap(({ id, letters }) => idsOf(id, letters.length)) })
      children.push(text)
    }
  }
  made.insert(0, children)
  return made
}

function elementLost(item: Y.Item, element: Y.XmlElement, parent: Shared, fate: Fate): LostElement {
  let [before, after, passed] = ['', '', false]
  for (const sibling of itemsOf(parent)) {
    if (sibling === item) passed = true
    const type = typeOf(sibling)
    if (!(type instanceof Y.XmlElement || type instanceof Y.XmlText)) continue
    for (const part of fate.letters(type)) {
      if (part.fate !== 'seen') continue
      if (passed) after += part.letters
      else before += part.letters
    }
  }
  const texts: MadeText[] = []
  const made = madeAnew(element, fate, texts)
  return { kind: 'element', element, made, texts, context: contextOf(before, after) }
}

/** All that this page has to put back. */
export function lostIn(fate: Fate): Lost[] {
  const lost: Lost[] = []
  const blocks = new Set<Y.XmlElement>()
  for (const item of fate.items()) {
    const parent = parentOf(item)
    if (item.parentSub !== null || parent === null) continue
    const type = typeOf(item)
    const isText = parent instanceof Y.XmlText || type instanceof Y.XmlText
    if (!isText && !fate.isLost(item)) continue
    const block = parent instanceof Y.XmlText ? parentOf(parent._item) : parent
    if (hasLostAround(item, fate)) continue
    if (isText) {
      if (block instanceof Y.XmlElement && !blocks.has(block)) {
        blocks.add(block)
        lost.push(...wordsLostIn(block, fate))
      }
    } else if (type instanceof Y.XmlElement) lost.push(elementLost(item, type, parent, fate))
  }
  return lost
}

/** Something around it is lost as well, and is put back with all that is in it. */
function hasLostAround(item: Y.Item, fate: Fate): boolean {
  for (let parent = parentOf(item); parent?._item != null; parent = parentOf(parent._item)) {
    if (parent instanceof Y.XmlElement && fate.isLost(parent._item)) return true
  }
  return false
}
