import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { type Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { ChangedBy } from '../binding/document-binding.ts'
import { SYNC_KEY } from '../binding/sync-key.ts'

/** Who has last changed something in a passage or beside it: what a person did in the editor, this page or others in the document. */
export type Touch = 'editor' | 'page' | 'others'

/** The passages that are marked, each by a decoration with `{ thread }` for its spec. */
export interface PassageMarks {
  readonly marks: DecorationSet
  /** Threads whose passages something has happened to since somebody looked. */
  readonly touched: ReadonlyMap<number, Touch>
  readonly hear: ((view: EditorView, event: Event) => boolean) | null
}

export type MarksChange = (now: PassageMarks, state: EditorState) => Partial<PassageMarks>

declare module '@tiptap/core' {
  interface EditorEvents {
    /** The block from `pos` to `end` is being made anew elsewhere, as it is. */
    blockMoving: { readonly pos: number; readonly end: number }
    /** It stands at `pos` now; null when it was not moved. */
    blockMoved: { readonly pos: number | null }
  }
}

const key = new PluginKey<PassageMarks>('passageMarks')
const NONE: PassageMarks = { marks: DecorationSet.empty, touched: new Map(), hear: null }

export const passageMarks = (state: EditorState): PassageMarks => key.getState(state) ?? NONE

export const changeMarks = (tr: Transaction, change: MarksChange): Transaction =>
  tr.setMeta(key, change).setMeta('addToHistory', false)

export const threadOf = (mark: Decoration): number => Number((mark.spec as { thread?: number }).thread)

/** Who made a change of the document. */
export function touchOf(tr: Transaction): Touch {
  const change = tr.getMeta(SYNC_KEY) as { readonly by?: ChangedBy } | undefined
  return change?.by ?? 'editor'
}

function afterSteps(before: PassageMarks, tr: Transaction): PassageMarks {
  const { marks, touched, hear } = before
  if (marks === DecorationSet.empty) return before
  const touch = touchOf(tr)
  let next: Map<number, Touch> | null = null
  for (const [step, map] of tr.mapping.maps.entries()) {
    const back = tr.mapping.slice(0, step).invert()
    map.forEach((from, to) => {
      for (const mark of marks.find(back.map(from, -1), back.map(to, 1))) {
        next ??= new Map(touched)
        const thread = threadOf(mark)
        next.set(thread, next.get(thread) === 'page' ? 'page' : touch)
      }
    })
  }
  return { marks: marks.map(tr.mapping, tr.doc), touched: next ?? touched, hear }
}

/** Keeps the marks of passages in their places while the text changes. What they say comes later, from a part of its own. */
export const PassageMarking = Extension.create({
  name: 'passageMarking',
  addProseMirrorPlugins: () => [
    new Plugin<PassageMarks>({
      key,
      state: {
        init: () => NONE,
        apply: (tr, before, _old, state) => {
          const now = tr.docChanged ? afterSteps(before, tr) : before
          const change = tr.getMeta(key) as MarksChange | undefined
          return change === undefined ? now : { ...now, ...change(now, state) }
        },
      },
      props: {
        decorations: (state) => passageMarks(state).marks,
        handleDOMEvents: {
          click: (view, event) => passageMarks(view.state).hear?.(view, event) ?? false,
        },
      },
    }),
  ],
})
