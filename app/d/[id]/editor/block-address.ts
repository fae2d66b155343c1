import {
  createAbsolutePositionFromRelativePosition,
  createID,
  type Doc,
  RelativePosition,
  XmlElement,
} from 'yjs'
import { TEXT_ROOT } from '../../../../lib/document-roots.ts'
import { addressOf, blocksIn } from './binding/addresses.ts'

const HASH = /^#b=((\d{1,16})-(\d{1,16}))$/

/**
 * The part of an address that leads to a block: who made it at first, and as which of their changes, as Yjs numbers
 * them. Nothing is written into the document for it.
 */
export function blockHash(block: XmlElement): string | null {
  const address = addressOf(block)
  return address === null ? null : `#b=${address}`
}

/** The block that the end of an address leads to: null when it is not there, undefined when it leads to none. */
export function blockOfHash(doc: Doc, hash: string): XmlElement | null | undefined {
  const [, address, client, clock] = HASH.exec(hash) ?? []
  if (client === undefined || clock === undefined) return undefined
  const inside = new RelativePosition(createID(Number(client), Number(clock)), null, null)
  const place = createAbsolutePositionFromRelativePosition(inside, doc)
  if (place?.type instanceof XmlElement && place.type._item?.deleted === false) return place.type
  for (const block of blocksIn(doc.getXmlFragment(TEXT_ROOT))) if (addressOf(block) === address) return block
  return null
}
