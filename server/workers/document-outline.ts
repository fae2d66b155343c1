import * as Y from 'yjs'
import { TEXT_ROOT } from '../../lib/document-roots.ts'
import { DeleteRanges } from '../delete-ranges.ts'
import type { Outline } from '../outline.ts'
import { scanStored } from '../update-scan.ts'

/** What the hot path has to know of a document's shape. `bytes` is its encoding. */
export function outlineOf(doc: Y.Doc, bytes: Uint8Array): Outline {
  const blocks = new DeleteRanges()
  for (let item = doc.getXmlFragment(TEXT_ROOT)._start; item !== null; item = item.right) {
    blocks.add({ ...item.id, length: item.length })
  }
  return { depth: depthOf(doc), blocks, entries: entriesOf(doc), sections: scanStored(bytes).sections }
}

/** The items that are values of keys, those that a later value has taken the place of too. */
function entriesOf(doc: Y.Doc): DeleteRanges {
  const entries = new DeleteRanges()
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (struct instanceof Y.Item && struct.parentSub !== null)
        entries.add({ ...struct.id, length: struct.length })
    }
  }
  return entries
}

/** Levels of shared types within each other, without the root; also of deleted ones that are still there. */
export function depthOf(doc: Y.Doc): number {
  const depths = new Map<Y.Item, number>()
  let deepest = 0
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) continue
      deepest = Math.max(deepest, measure(struct, depths))
    }
  }
  return deepest
}

function measure(item: Y.Item, depths: Map<Y.Item, number>): number {
  const path: Y.Item[] = []
  let at: Y.Item | null = item
  while (at !== null && !depths.has(at)) {
    path.push(at)
    at = (at.parent as Y.AbstractType<unknown>)._item
  }
  let depth = at === null ? 0 : (depths.get(at) as number)
  for (const inner of path.reverse()) depths.set(inner, ++depth)
  return depth
}
