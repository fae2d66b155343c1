import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, type DecorationAttrs, DecorationSet } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import { compareRelativePositions, createRelativePositionFromJSON, type RelativePosition } from 'yjs'
import { readSelection } from '../read-selection.ts'
import { SYNC_KEY } from './sync-key.ts'
import { bindingOf } from './sync-plugin.ts'

/** The field of a person's presence that says where their selection is, as y-prosemirror has it. */
const FIELD = 'cursor'

interface Cursor {
  readonly anchor: RelativePosition
  readonly head: RelativePosition
}

export interface CaretLook {
  readonly caret: (clientId: number, user: object) => HTMLElement
  readonly selection: (clientId: number) => DecorationAttrs
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function cursorOf(state: { readonly [field: string]: unknown } | null): Cursor | null {
  const cursor = state?.[FIELD]
  if (!isObject(cursor) || !isObject(cursor.anchor) || !isObject(cursor.head)) return null
  const anchor = createRelativePositionFromJSON(cursor.anchor)
  return { anchor, head: createRelativePositionFromJSON(cursor.head) }
}

/** Others' presence says what it likes: a place that means nothing is none. */
function positionOf(state: EditorState, place: RelativePosition): number | null {
  try {
    const found = bindingOf(state)?.positionOf(place)
    return found == null ? null : Math.min(found.pos, state.doc.content.size)
  } catch {
    return null
  }
}

function decorations(state: EditorState, awareness: Awareness, look: CaretLook): DecorationSet {
  const shown: Decoration[] = []
  for (const [clientId, presence] of awareness.getStates()) {
    const cursor = clientId === awareness.clientID ? null : cursorOf(presence)
    if (cursor === null) continue
    const [anchor, head] = [positionOf(state, cursor.anchor), positionOf(state, cursor.head)]
    if (anchor === null || head === null) continue
    const user = isObject(presence.user) ? presence.user : {}
    shown.push(Decoration.widget(head, () => look.caret(clientId, user), { key: `${clientId}`, side: 10 }))
    const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)]
    const range = { inclusiveEnd: true, inclusiveStart: false }
    if (from < to) shown.push(Decoration.inline(from, to, look.selection(clientId), range))
  }
  return DecorationSet.create(state.doc, shown)
}

/** Shows where others are, and tells others where this person is while the editor has the focus. */
export function caretDecorations(awareness: Awareness, look: CaretLook): Plugin<DecorationSet> {
  const key = new PluginKey<DecorationSet>('caretDecorations')
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, before, _old, state) => {
        const isAnew = [key, SYNC_KEY].some((one) => transaction.getMeta(one) !== undefined)
        return isAnew ? decorations(state, awareness, look) : before.map(transaction.mapping, transaction.doc)
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const told = (): void => {
        clearTimeout(timer)
        // a transaction of the document may be under way
        timer = setTimeout(() => {
          if (view.isDestroyed) return
          readSelection(view)
          view.dispatch(view.state.tr.setMeta(key, true))
        }, 0)
      }
      const tell = (): void => {
        const before = cursorOf(awareness.getLocalState())
        const held = view.hasFocus() ? bindingOf(view.state)?.hold(view.state.selection) : null
        if (held == null) {
          if (before !== null) awareness.setLocalStateField(FIELD, null)
          return
        }
        const same = (a: RelativePosition, b: RelativePosition): boolean => compareRelativePositions(a, b)
        if (before !== null && same(before.anchor, held.anchor) && same(before.head, held.head)) return
        awareness.setLocalStateField(FIELD, { anchor: held.anchor, head: held.head })
      }
      awareness.on('change', told)
      view.dom.addEventListener('focusin', tell)
      view.dom.addEventListener('focusout', tell)
      return {
        update: tell,
        destroy: () => {
          clearTimeout(timer)
          view.dom.removeEventListener('focusin', tell)
          view.dom.removeEventListener('focusout', tell)
          awareness.off('change', told)
          awareness.setLocalStateField(FIELD, null)
        },
      }
    },
  })
}
