import type { EditorState } from '@tiptap/pm/state'
import { createID, type Doc, getItem, getState, Item, type RelativePosition } from 'yjs'
import { encodePlace, type Passage, placeFrom } from '../../../../../lib/passage.ts'
import { bindingOf } from '../binding/sync-plugin.ts'
import { lettersIn, quoted, quoteOf, type Range } from './passage-words.ts'

/** The words of a range as they are kept beside the text; null while the editor is not bound. */
export function passageAt(state: EditorState, range: Range): Passage | null {
  const binding = bindingOf(state)
  const words = quoted(state.doc, range)
  if (binding === null || words === null || words.words === '') return null
  return {
    start: encodePlace(binding.placeAt(range.from, 'behind')),
    end: encodePlace(binding.placeAt(range.to, 'before')),
    ...quoteOf(words),
  }
}

/** Whether the letter or thing that holds a place is still in the document. */
function isAlive(doc: Doc, place: RelativePosition, redone: boolean): boolean {
  for (let id = place.item; id !== null; ) {
    if (getState(doc.store, id.client) <= id.clock) return false
    const item: unknown = getItem(doc.store, id)
    if (!(item instanceof Item)) return false
    if (!item.deleted) return true
    if (!redone || item.redone === null) return false
    id = createID(item.redone.client, item.redone.clock + id.clock - item.id.clock)
  }
  return false
}

/** Whether this page has what a passage stands in: what is said of it may come before the text does. */
export function isKnownHere(state: EditorState, { start, end }: Passage): boolean {
  const store = bindingOf(state)?.type.doc?.store
  return [start, end].every((encoded) => {
    const id = placeFrom(encoded)?.item
    return store !== undefined && id != null && getState(store, id.client) > id.clock
  })
}

/** Where a passage is by its places. */
export interface Held extends Range {
  /** Its first and last letter are there: nothing else can be at its ends. */
  readonly isSure: boolean
}

/**
 * Where the first and the last letter of a passage stand, or what is left between them. Null when nothing is, or when
 * what they stood in was made anew. With `redone` what this page's undo has put back is what it was.
 */
export function rangeOf(state: EditorState, passage: Passage, redone = true): Held | null {
  const binding = bindingOf(state)
  const [start, end] = [placeFrom(passage.start), placeFrom(passage.end)]
  const doc = binding?.type.doc
  if (binding === null || doc == null || start === null || end === null) return null
  try {
    const [from, to] = [start, end].map((place) => binding.positionOf(place, redone))
    if (from?.exact !== true || to?.exact !== true || to.pos > state.doc.content.size) return null
    const range = from.pos < to.pos ? lettersIn(state.doc, from.pos, to.pos) : null
    if (range === null) return null
    return { ...range, isSure: [start, end].every((place) => isAlive(doc, place, redone)) }
  } catch {
    // places come from others: Yjs throws at one whose clock lies where nothing is
    return null
  }
}
