import {
  ContentType,
  getItem,
  Item,
  iterateDeletedStructs,
  type Transaction,
  type UndoManager,
  XmlElement,
  type XmlFragment,
  XmlText,
} from 'yjs'

/**
 * An element that was moved or made another kind of is a new one to Yjs. Under this attribute it says which it was at
 * first (`<client>-<clock>`), so that links to the block still find it. No schema knows the attribute.
 */
export const WAS = 'was'

const ADDRESS = /^\d{1,16}-\d{1,16}$/

/** The blocks in `parent`, each before those in it; what stands in a line is none. */
export function* blocksIn(parent: XmlFragment): Generator<XmlElement> {
  const children = parent.toArray()
  if (children.some((child) => child instanceof XmlText)) return
  for (const child of children) {
    if (!(child instanceof XmlElement)) continue
    yield child
    yield* blocksIn(child)
  }
}

function firstAddress(block: XmlElement): string | null {
  const was: unknown = block.getAttribute(WAS)
  return typeof was === 'string' && ADDRESS.test(was) ? was : null
}

/** The address that a block has wherever it goes; null before it is in the document. */
export function addressOf(block: XmlElement): string | null {
  const id = block._item?.id
  return firstAddress(block) ?? (id === undefined ? null : `${id.client}-${id.clock}`)
}

/** Lets `block` have the address of `other`, in whose place it is, unless it has one of before. */
export function takeAddress(block: XmlElement, other: XmlElement): void {
  const address = addressOf(other)
  if (address !== null && firstAddress(block) === null) block.setAttribute(WAS, address)
}

/** Takes the address along to a copy, and those of the blocks in it. Both are in the document. */
export function takeAddresses(copy: XmlElement, original: XmlElement): void {
  const originals = [original, ...blocksIn(original)]
  for (const [at, block] of [copy, ...blocksIn(copy)].entries()) {
    const other = originals[at]
    if (other !== undefined) takeAddress(block, other)
  }
}

function wordsOf(element: XmlFragment): string {
  const words = element.toArray().map((child) => {
    if (child instanceof XmlElement) return wordsOf(child)
    const runs = child instanceof XmlText ? (child.toDelta() as readonly { insert: unknown }[]) : []
    return runs.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
  })
  return words.join('')
}

/**
 * Gives the addresses of blocks that are about to go to those that were made in the same step and say the same, the
 * outermost first; of one that became one, whatever it says.
 */
export function passOnAddresses(going: readonly XmlElement[], made: readonly XmlElement[]): void {
  const [onlyOld, onlyNew] = [going[0], made[0]]
  if (onlyOld === undefined || onlyNew === undefined) return
  const bySaying = new Map<string, XmlElement[]>()
  // the last first: they are taken from the end
  for (const block of made.flatMap((one) => [one, ...blocksIn(one)]).reverse()) {
    const words = wordsOf(block)
    const alike = bySaying.get(words)
    if (alike !== undefined) alike.push(block)
    else if (words !== '') bySaying.set(words, [block])
  }
  for (const old of going.flatMap((one) => [one, ...blocksIn(one)])) {
    const heir = bySaying.get(wordsOf(old))?.pop()
    if (heir !== undefined) takeAddress(heir, old)
  }
  if (going.length === 1 && made.length === 1) takeAddress(onlyNew, onlyOld)
}

/** Where changes of addresses come from that nobody takes back. */
const ADDRESSES = Symbol('addresses')

type Clocks = Parameters<typeof iterateDeletedStructs>[1]

/** A step of undo or redo: what it took away, and what it put back. */
interface Step {
  readonly insertions: Clocks
  readonly deletions: Clocks
}

/** What undo puts back is new to others: it takes the addresses back from what went. */
export function takeAddressesBack(undoManager: UndoManager): void {
  const { doc } = undoManager
  const takeBack = ({ insertions, deletions }: Step, transaction: Transaction): void => {
    const carried = new Set<unknown>()
    iterateDeletedStructs(transaction, insertions, (item) => {
      if (item instanceof Item && item.parentSub === WAS) carried.add(item.content.getContent()[0])
    })
    if (carried.size === 0) return
    iterateDeletedStructs(transaction, deletions, (gone) => {
      const [was, is] = [elementOf(gone), gone instanceof Item && gone.redone !== null ? gone.redone : null]
      const now = is === null ? null : elementOf(getItem(doc.store, is))
      if (was !== null && now !== null && carried.has(addressOf(was))) takeAddress(now, was)
    })
  }
  undoManager.on('stack-item-popped', ({ stackItem }: { readonly stackItem: Step }) =>
    doc.transact((transaction: Transaction) => takeBack(stackItem, transaction), ADDRESSES),
  )
}

function elementOf(item: unknown): XmlElement | null {
  const content = item instanceof Item ? item.content : null
  return content instanceof ContentType && content.type instanceof XmlElement ? content.type : null
}
