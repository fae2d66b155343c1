import * as Y from 'yjs'
import { TEXT_ROOT } from './document-roots.ts'
import { idsOf, structsIn } from './letter-ids.ts'
import type { DeleteSet } from './named-deletions.ts'
import { type Context, contextOf, placeOf, textsIn, type WordPlace } from './word-places.ts'

/** What changes of the document that heal it are made by: no step of anybody's, and none that undo takes back. */
export const HEALING = Symbol('healing')

/** Blocks that take blocks of any kind, and lists, which take items. */
const TAKES_BLOCKS = new Set([
  'blockquote',
  'listItem',
  'taskItem',
  'tableCell',
  'tableHeader',
  'toggle',
  'callout',
])
const TAKES_ITEMS = new Set(['bulletList', 'orderedList', 'taskList'])

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
interface MadeText {
  readonly text: Y.XmlText
  readonly words: string
  readonly ids: readonly Y.ID[]
}

/** An element, new and with all that is in it, that went with what it was put into. */
interface LostElement {
  readonly kind: 'element'
  readonly element: Y.XmlElement
  readonly made: Y.XmlElement
  readonly texts: readonly MadeText[]
  readonly context: Context
}

type Lost = LostWords | LostElement

export interface Receipt {
  /** Client ids whose words are this page's to put back. */
  readonly own: ReadonlySet<number>
  /** What the update itself says is deleted: what its author had seen. */
  readonly named: DeleteSet
}

type Shared = Y.XmlFragment | Y.XmlText

const typeOf = (item: Y.Item): unknown => (item.content instanceof Y.ContentType ? item.content.type : null)
const parentOf = (item: Y.Item | null): Shared | null =>
  item?.parent instanceof Y.XmlFragment || item?.parent instanceof Y.XmlText ? item.parent : null

function* itemsOf(type: Shared): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) yield item
}

/** What has become of something: others had seen it, it was lost, or it does not count. */
type FateOf = 'seen' | 'lost' | 'gone'

/** Letters next to each other with the same fate. */
interface Letters {
  readonly id: Y.ID
  readonly letters: string
  readonly fate: FateOf
}

/** Tells what has become of what was there before one transaction that came from others. */
class Fate {
  readonly #transaction: Y.Transaction
  readonly #receipt: Receipt

  constructor(transaction: Y.Transaction, receipt: Receipt) {
    this.#transaction = transaction
    this.#receipt = receipt
  }

  of(id: Y.ID, isDeleted: boolean): FateOf {
    if (!isDeleted) return 'seen'
    if (!Y.isDeleted(this.#transaction.deleteSet, id)) return 'gone'
    if (Y.isDeleted(this.#receipt.named, id)) return 'seen'
    return this.#receipt.own.has(id.client) ? 'lost' : 'gone'
  }

  isLost({ id, deleted }: Y.Item): boolean {
    return this.of(id, deleted) === 'lost'
  }

  /** What this page's clients wrote and went now; not all of it need be lost. */
  *items(): Generator<Y.Item> {
    const { deleteSet, doc } = this.#transaction
    for (const client of this.#receipt.own) {
      for (const { clock, len } of deleteSet.clients.get(client) ?? [])
        yield* structsIn(doc, client, clock, clock + len)
    }
  }

  /** The letters of a block in order. */
  *letters(type: Shared): Generator<Letters> {
    for (const item of itemsOf(type)) {
      const inner = typeOf(item)
      if (inner instanceof Y.XmlText || inner instanceof Y.XmlElement) yield* this.letters(inner)
      else if (item.content instanceof Y.ContentString) yield* this.#parts(item, item.content.str)
    }
  }

  /** Yjs keeps letters that went together in one item, whoever said so of each. */
  *#parts({ id, deleted }: Y.Item, letters: string): Generator<Letters> {
    const at = (i: number): Y.ID => Y.createID(id.client, id.clock + i)
    for (let start = 0; start < letters.length; ) {
      const fate = this.of(at(start), deleted)
      let end = start + 1
      while (end < letters.length && this.of(at(end), deleted) === fate) end++
      yield { id: at(start), letters: letters.slice(start, end), fate }
      start = end
    }
  }
}

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
function lostIn(fate: Fate): Lost[] {
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

/** Texts that others have written into with this transaction. */
function freshTexts(
  { beforeState, afterState, doc }: Y.Transaction,
  own: ReadonlySet<number>,
): Set<Y.XmlText> {
  const texts = new Set<Y.XmlText>()
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0
    if (end <= start || own.has(client)) continue
    const structs = doc.store.clients.get(client) ?? []
    for (let i = Y.findIndexSS(structs, start); i < structs.length; i++) {
      const struct = structs[i]
      if (!(struct instanceof Y.Item) || struct.deleted) continue
      const [type, parent] = [typeOf(struct), parentOf(struct)]
      if (type instanceof Y.XmlText) texts.add(type)
      if (parent instanceof Y.XmlText) texts.add(parent)
    }
  }
  return texts
}

/** The first text in what others put beside the place where `element` was. */
function textBeside(element: Y.XmlElement, fresh: ReadonlySet<Y.XmlText>): WordPlace | null {
  for (let at: Y.XmlElement | null = element; at?._item?.deleted === true; ) {
    for (const direction of ['right', 'left'] as const) {
      let item = at._item[direction]
      while (item?.deleted === true) item = item[direction]
      const type = item === null ? null : typeOf(item)
      const texts = type instanceof Y.XmlElement ? [...textsIn(type)] : []
      const text = texts.find((one) => fresh.has(one) && one.length === 0)
      if (text !== undefined) return { text, index: 0 }
    }
    const parent = parentOf(at._item)
    at = parent instanceof Y.XmlElement ? parent : null
  }
  return null
}

/** Puts `words` into a paragraph of its own behind `element`, or behind what that stood in. */
function ownParagraph(element: Y.XmlElement, words: string): Y.XmlText | null {
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText(words)
  paragraph.insert(0, [text])
  for (let at = element; ; ) {
    const item = at._item
    const parent = parentOf(item)
    if (item === null || !(parent instanceof Y.XmlFragment)) return null
    const isThere = parent._item?.deleted !== true
    const isRoot = !(parent instanceof Y.XmlElement)
    if (isThere && (isRoot || TAKES_BLOCKS.has(parent.nodeName))) {
      parent.insertAfter(item as unknown as Y.XmlElement, [paragraph])
      return text
    }
    if (isRoot) return null
    if (isThere && TAKES_ITEMS.has(parent.nodeName)) {
      const listItem = new Y.XmlElement(at.nodeName)
      listItem.insert(0, [paragraph])
      parent.insertAfter(item as unknown as Y.XmlElement, [listItem])
      return text
    }
    at = parent
  }
}

/** Puts an element beside what now stands where it stood, in a parent of the same kind. Returns where its words are. */
function putElement(lost: LostElement, fresh: ReadonlySet<Y.XmlText>): readonly MadeText[] {
  const { element, made, texts, context } = lost
  const kind = parentOf(element._item)
  const place = kind instanceof Y.XmlElement ? placeOf(context, fresh, true) : null
  for (let at: Shared | null = place?.text ?? null; at?._item != null; ) {
    const parent: Shared | null = parentOf(at._item)
    if (at instanceof Y.XmlElement && parent instanceof Y.XmlElement && isAlike(parent, kind)) {
      if (TAKES_ITEMS.has(parent.nodeName)) made.nodeName = at.nodeName
      parent.insertAfter(at, [made])
      return texts
    }
    at = parent
  }
  const near = place === null ? null : parentOf(place.text._item)
  return texts
    .toReversed()
    .filter(({ words }) => words !== '')
    .flatMap(({ words, ids }) => {
      const text = ownParagraph(near instanceof Y.XmlElement ? near : element, words)
      return text === null ? [] : [{ text, words, ids }]
    })
}

/** Two of one kind, or two lists, whose items can change places. */
const isAlike = (one: Y.XmlElement, other: Shared | null): boolean =>
  other instanceof Y.XmlElement &&
  (one.nodeName === other.nodeName || (TAKES_ITEMS.has(one.nodeName) && TAKES_ITEMS.has(other.nodeName)))

/** Says with the transaction that these letters are deleted: they were seen, and are elsewhere now. */
function name({ deleteSet }: Y.Transaction, ids: readonly Y.ID[]): void {
  for (const { client, clock } of ids) {
    const ranges = deleteSet.clients.get(client) ?? []
    ranges.push({ clock, len: 1 })
    deleteSet.clients.set(client, ranges)
  }
}

/**
 * Puts back what this page's person wrote into blocks while somebody else, who had not seen it, changed their kind,
 * moved or deleted them: at the same place of the text as it stands now, else in a paragraph of its own.
 */
export function putBack(transaction: Y.Transaction, receipt: Receipt): void {
  const lost = lostIn(new Fate(transaction, receipt))
  if (lost.length === 0) return
  const { doc } = transaction
  const fresh = freshTexts(transaction, receipt.own)
  doc.transact((healing) => {
    // from the end, so that places in the same text stay right
    for (const one of lost.toReversed()) {
      if (one.kind === 'element') {
        for (const { ids } of putElement(one, fresh)) name(healing, ids)
        continue
      }
      const { words, ids, block, context } = one
      const place =
        placeOf(context, fresh, true) ??
        textBeside(block, fresh) ??
        placeOf(context, textsIn(doc.getXmlFragment(TEXT_ROOT)), false)
      if (place !== null) place.text.insert(place.index, words)
      // what found no place is not said to be deleted: it may find one yet
      else if (ownParagraph(block, words) === null) continue
      name(healing, ids)
    }
  }, HEALING)
}
