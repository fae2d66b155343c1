import * as Y from 'yjs'
import { TEXT_ROOT } from '../../lib/document-roots.ts'
import { ClockRanges } from '../clock-ranges.ts'
import type { Outline, Ranges } from '../outline.ts'
import { PLACES } from '../standing.ts'
import { scanStored } from '../update-scan.ts'

/** What the hot path has to know of a document's shape. `bytes` is its encoding. */
export function outlineOf(doc: Y.Doc, bytes: Uint8Array): Outline {
  const root = doc.getXmlFragment(TEXT_ROOT)
  const [blocks, entries, elements, children] = PLACES.map(() => new ClockRanges()) as Ranges
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      const { parent, parentSub, content, length } = struct
      const range = { ...struct.id, length }
      if (content instanceof Y.ContentType && content.type instanceof Y.XmlElement) elements.add(range)
      if (parentSub !== null) entries.add(range)
      else if (parent === root) blocks.add(range)
      else if (parent instanceof Y.XmlElement) children.add(range)
    }
  }
  const { sections } = scanStored(bytes)
  return { depth: depthOf(doc), blocks, entries, elements, children, sections }
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
