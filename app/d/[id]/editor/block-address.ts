import {
  createAbsolutePositionFromRelativePosition,
  createID,
  type Doc,
  RelativePosition,
  XmlElement,
} from 'yjs'

const HASH = /^#b=(\d{1,16})-(\d{1,16})$/

/**
 * The part of an address that leads to a block: who made it, and as which of their changes, as Yjs numbers them.
 * Nothing is written into the document for it, and it stays the block's own until the block is made anew.
 */
export function blockHash(block: XmlElement): string | null {
  const id = block._item?.id
  return id === undefined ? null : `#b=${id.client}-${id.clock}`
}

/** The block that the end of an address leads to: null when it is not there, undefined when it leads to none. */
export function blockOfHash(doc: Doc, hash: string): XmlElement | null | undefined {
  const [, client, clock] = HASH.exec(hash) ?? []
  if (client === undefined || clock === undefined) return undefined
  const inside = new RelativePosition(createID(Number(client), Number(clock)), null, null)
  const place = createAbsolutePositionFromRelativePosition(inside, doc)
  if (!(place?.type instanceof XmlElement)) return null
  return place.type._item?.deleted === false ? place.type : null
}
