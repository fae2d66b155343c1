import type { EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import type { RelativePosition } from 'yjs'
import { textPlace } from '../../../../lib/control-messages.ts'
import { personOf } from '../../../../lib/presence.ts'
import { relativePositionOf } from '../../../../lib/text-place.ts'
import { pageWords } from '../../../i18n/page-words.ts'
import { bindingOf } from './binding/sync-plugin.ts'

/** The place at a position of the editor's document; null while the editor is not bound. */
export const placeAt = (view: EditorView, position: number): RelativePosition | null =>
  bindingOf(view.state)?.placeAt(position) ?? null

/** Where a place is in the editor's document now; null when it is gone, or was never in the text. */
export function positionOf(view: EditorView, place: RelativePosition): number | null {
  try {
    const found = bindingOf(view.state)?.positionOf(place)
    if (found == null || !found.exact) return null
    return Math.min(found.pos, Math.max(0, view.state.doc.content.size - 1))
  } catch {
    // places come from others: Yjs throws at one whose clock lies where nothing is
    return null
  }
}

/** What others say of their carets may have any shape. */
const nothing = { type: null, tname: null, item: null, assoc: 0 } as const

function caretOf(state: unknown): RelativePosition | null {
  if (typeof state !== 'object' || state === null || !('cursor' in state)) return null
  const { cursor } = state
  if (typeof cursor !== 'object' || cursor === null || !('head' in cursor)) return null
  if (typeof cursor.head !== 'object') return null
  const { data } = textPlace.safeParse({ ...nothing, ...cursor.head })
  return data === undefined ? null : relativePositionOf(data)
}

/** Where a person's caret is: of several tabs the one that moved last. Null without one. */
export function caretOfPerson(
  awareness: Awareness,
  userId: string,
): { readonly clientId: number; readonly place: RelativePosition } | null {
  let latest: { clientId: number; place: RelativePosition; at: number } | null = null
  for (const [clientId, state] of awareness.getStates()) {
    if (personOf(pageWords(), state, clientId).id !== userId) continue
    const place = caretOf(state)
    const at = awareness.meta.get(clientId)?.lastUpdated ?? 0
    if (place !== null && (latest === null || at > latest.at)) latest = { clientId, place, at }
  }
  return latest
}
