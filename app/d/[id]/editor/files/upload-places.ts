import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { insertPoint } from '@tiptap/pm/transform'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { RelativePosition } from 'yjs'
import { SYNC_KEY } from '../binding/sync-key.ts'
import { bindingOf } from '../binding/sync-plugin.ts'

/** Place in the document of each file on its way, by the upload's id. */
export type Places = ReadonlyMap<number, number>

type Change =
  | { readonly kind: 'add'; readonly places: Places }
  | { readonly kind: 'remove'; readonly id: number }

const key = new PluginKey<Places>('uploadPlaces')

const comesFromDocument = (tr: Transaction): boolean => {
  const meta: unknown = tr.getMeta(SYNC_KEY)
  return typeof meta === 'object' && meta !== null && 'isChangeOrigin' in meta && meta.isChangeOrigin === true
}

export const placesIn = (state: EditorState): Places => key.getState(state) ?? new Map()

/** Between which blocks something goes that is put at `pos`: before the empty line there, else behind the block. */
export function placeFor(doc: Node, pos: number): number {
  const $pos = doc.resolve(Math.min(Math.max(0, pos), doc.content.size))
  if (!$pos.parent.inlineContent) return $pos.pos
  const isTitle = $pos.depth === 1 && $pos.index(0) === 0 && $pos.parent.type.name === 'heading'
  const atStart = $pos.parentOffset === 0 && $pos.parent.type.name === 'paragraph'
  return atStart && !isTitle ? $pos.before() : $pos.after()
}

export const addPlaces = (tr: Transaction, places: Places): Transaction =>
  tr.setMeta(key, { kind: 'add', places } satisfies Change)

export const removePlace = (tr: Transaction, id: number): Transaction =>
  tr.setMeta(key, { kind: 'remove', id } satisfies Change)

/** Puts `node` where the file has its place, which ends with it; a line to go on stands behind it. */
export function putInPlace(state: EditorState, id: number, node: Node): Transaction {
  const { doc, schema } = state
  const places = placesIn(state)
  const place = places.get(id) ?? doc.content.size
  const at = insertPoint(doc, place, node.type) ?? doc.content.size
  const othersFollow = [...places].some(([other, pos]) => other !== id && pos === place)
  const tr = removePlace(state.tr, id).insert(at, node)
  const end = at + node.nodeSize
  const paragraph = schema.nodes.paragraph
  if (end === tr.doc.content.size && !othersFollow && paragraph !== undefined)
    tr.insert(end, paragraph.create())
  return tr
}

/** ProseMirror may draw a widget anew before it drops the old one, and is lost when both are the same element. */
function holderOf(element: HTMLElement): HTMLElement {
  const holder = document.createElement('div')
  holder.className = 'upload-place'
  holder.append(element)
  return holder
}

/**
 * Shows each file on its way where it will be, to its own person alone: it is no part of the document. What others
 * change may replace more in the editor than they wrote, so places are held by what is beside them in Yjs.
 */
export function uploadPlaces(elementOf: (id: number) => HTMLElement): Plugin<Places> {
  const anchors = new Map<number, RelativePosition>()
  const hold = (view: EditorView): void => {
    const binding = bindingOf(view.state)
    anchors.clear()
    if (binding === null) return
    for (const [id, pos] of placesIn(view.state)) {
      anchors.set(id, binding.placeAt(pos))
    }
  }
  const moved = (id: number, pos: number, tr: Transaction, before: EditorState): number => {
    const binding = comesFromDocument(tr) ? bindingOf(before) : null
    const anchor = anchors.get(id)
    const found = binding === null || anchor === undefined ? null : binding.positionOf(anchor)
    return Math.min(found?.exact === true ? found.pos : tr.mapping.map(pos, 1), tr.doc.content.size)
  }
  return new Plugin<Places>({
    key,
    state: {
      init: () => new Map(),
      apply: (tr, before, oldState) => {
        const change = tr.getMeta(key) as Change | undefined
        if (change === undefined && (!tr.docChanged || before.size === 0)) return before
        const places = new Map<number, number>()
        for (const [id, pos] of before) {
          if (change?.kind === 'remove' && change.id === id) continue
          places.set(id, tr.docChanged ? moved(id, pos, tr, oldState) : pos)
        }
        if (change?.kind === 'add') for (const [id, at] of change.places) places.set(id, at)
        return places
      },
    },
    props: {
      decorations: (state) => {
        const places = placesIn(state)
        if (places.size === 0) return null
        const widgets = [...places].map(([id, pos]) =>
          Decoration.widget(pos, () => holderOf(elementOf(id)), {
            key: `upload-${id}`,
            side: -1,
            ignoreSelection: true,
            stopEvent: () => true,
          }),
        )
        return DecorationSet.create(state.doc, widgets)
      },
    },
    view: () => ({
      update: (view, before) => {
        const changed = view.state.doc !== before.doc || placesIn(view.state) !== placesIn(before)
        if (changed && (anchors.size > 0 || placesIn(view.state).size > 0)) hold(view)
      },
    }),
  })
}
