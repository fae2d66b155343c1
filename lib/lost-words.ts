import * as Y from 'yjs'
import { TEXT_ROOT } from './document-roots.ts'
import { Fate, parentOf, type Receipt, type Shared, typeOf } from './fate.ts'
import { type LostElement, lostIn, type MadeText } from './losses.ts'
import { placeOf, textsIn, type WordPlace } from './word-places.ts'

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
