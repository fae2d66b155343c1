import * as Y from 'yjs'
import { type Deletion, scanStored } from '../update-scan.ts'
import { depthOf } from './document-outline.ts'

/** What becomes of a document with an update that was not admitted yet. */
export interface Trial {
  /** Levels of shared types within each other; infinite if it does not apply. */
  readonly depth: number
  /**
   * It only takes away marks of formatting. Every client does that by itself when two people have formatted the same
   * words (yjs `YText.js`, `cleanupYTextAfterTransaction`), readers too, and nobody sees a difference.
   */
  readonly tidies: boolean
}

/** Tries an admitted or scanned update on a document, which is of no use afterwards. */
export function tryUpdate(doc: Y.Doc, update: Uint8Array): Trial {
  try {
    const { sections, deletions } = scanStored(update)
    const tidies = sections.length === 0 && deletions.every((range) => holdsMarksOnly(doc, range))
    Y.applyUpdate(doc, update)
    return { depth: depthOf(doc), tidies }
  } catch {
    return { depth: Number.POSITIVE_INFINITY, tidies: false }
  }
}

function holdsMarksOnly(doc: Y.Doc, range: Deletion): boolean {
  return overlapping(doc, range).every(
    (struct) => struct.deleted || (struct instanceof Y.Item && struct.content instanceof Y.ContentFormat),
  )
}

/** The structs that hold these clocks. */
function overlapping(doc: Y.Doc, { client, clock, length }: Deletion): readonly (Y.Item | Y.GC)[] {
  const structs = doc.store.clients.get(client) ?? []
  const found: (Y.Item | Y.GC)[] = []
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
    const struct = structs[i] as Y.Item | Y.GC
    if (struct.id.clock >= clock + length) break
    found.push(struct)
  }
  return found
}
