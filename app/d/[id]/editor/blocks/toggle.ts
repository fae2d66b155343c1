import { type Editor, InputRule, Node } from '@tiptap/core'
import type { Node as DocumentNode, ResolvedPos } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ListCollapse } from 'lucide-react'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { ignoresOwn, isWithin } from './block-controls.ts'
import { changesOf } from './carried-decorations.ts'
import { icon } from './icons.ts'
import { unwrap, wrapperDepth } from './wrapping.ts'

interface Change {
  /** Where the toggle begins, in the document that the transaction makes. */
  readonly at: number
  readonly open: boolean
}

/** Which toggles are open, for this person alone: a decoration on each. The document knows nothing of it. */
const openToggles = new PluginKey<DecorationSet>('openToggles')

const isOpenAt = (state: EditorState, at: number): boolean => {
  const set = openToggles.getState(state) ?? DecorationSet.empty
  return set.find(at, at + 1).some(({ from }) => from === at)
}

/** The open toggles among those that begin at these places of `doc`. */
const openAt = (doc: DocumentNode, places: readonly number[]): DecorationSet =>
  DecorationSet.create(
    doc,
    places.flatMap((at) => {
      const node = doc.nodeAt(at)
      if (node?.type.name !== 'toggle') return []
      return [Decoration.node(at, at + node.nodeSize, { class: 'is-open' }, { opens: true })]
    }),
  )

function applied(set: DecorationSet, transaction: Transaction): DecorationSet {
  const change = transaction.getMeta(openToggles) as Change | undefined
  if (change === undefined && (!transaction.docChanged || set === DecorationSet.empty)) return set
  const changes = changesOf(transaction)
  // by its beginning alone: lines that leave at its end leave it open
  const places = set.find().flatMap(({ from }) => {
    const { pos, deletedAfter } = changes.mapResult(from, 1)
    return deletedAfter || pos === change?.at ? [] : [pos]
  })
  return openAt(transaction.doc, change?.open === true ? [...places, change.at] : places)
}

/** The innermost closed toggle that hides `$place`, by where it begins; null when nothing does. */
function hiding(state: EditorState, $place: ResolvedPos): number | null {
  for (let depth = $place.depth; depth > 0; depth -= 1) {
    if ($place.node(depth).type.name !== 'toggle' || $place.index(depth) === 0) continue
    const at = $place.before(depth)
    if (!isOpenAt(state, at)) return at
  }
  return null
}

export function setOpen(view: EditorView, at: number, open: boolean): void {
  const { tr } = view.state
  const node = tr.doc.nodeAt(at)
  if (node?.type.name !== 'toggle') return
  const firstEnd = at + 1 + (node.firstChild?.nodeSize ?? 0)
  const { from, to } = tr.selection
  // a caret that would be hidden goes to the end of what stays
  if (!open && to > firstEnd && from < at + node.nodeSize) {
    tr.setSelection(TextSelection.near(tr.doc.resolve(firstEnd - 1), -1))
  }
  view.dispatch(tr.setMeta(openToggles, { at, open } satisfies Change))
}

/** Opens or closes the toggle whose first line the caret is in. */
export function switchAt(editor: Editor, $place: ResolvedPos): boolean {
  const depth = wrapperDepth($place, 'toggle')
  if (depth === null) return false
  const at = $place.before(depth)
  setOpen(editor.view, at, !isOpenAt(editor.state, at))
  return true
}

/** A line that opens and closes what stands below it. Its first block is the line, all others are what it hides. */
export const Toggle = Node.create({
  name: 'toggle',
  group: 'block',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'div[data-toggle]' }, { tag: 'details' }],
  renderHTML: () => ['div', { 'data-toggle': '' }, 0],
  addNodeView() {
    return ({ view, getPos }) => {
      const dom = document.createElement('div')
      const button = document.createElement('button')
      const content = document.createElement('div')
      const t = pageWords()
      dom.className = 'toggle'
      button.className = 'toggle-button'
      button.type = 'button'
      button.contentEditable = 'false'
      button.append(icon('chevron'))
      content.className = 'toggle-body'
      content.style.setProperty('--hint', JSON.stringify(t('blocks.toggle.hint')))
      dom.append(button, content)
      const show = (open: boolean) => {
        button.setAttribute('aria-expanded', String(open))
        button.setAttribute('aria-label', open ? t('blocks.toggle.close') : t('blocks.toggle.open'))
      }
      const isOpen = () => {
        const at = getPos()
        return at !== undefined && isOpenAt(view.state, at)
      }
      show(isOpen())
      button.addEventListener('mousedown', (event) => event.preventDefault())
      button.addEventListener('click', () => {
        const at = getPos()
        if (at !== undefined) setOpen(view, at, !isOpen())
      })
      return {
        dom,
        contentDOM: content,
        stopEvent: (event) => isWithin(event, button),
        ignoreMutation: ignoresOwn(content),
        update: (node, decorations) => {
          if (node.type.name !== 'toggle') return false
          show(decorations.some(({ spec }) => (spec as { opens?: unknown }).opens === true))
          return true
        },
      }
    }
  },
  addInputRules() {
    return [
      new InputRule({
        find: /^>>\s$/,
        handler: ({ state, range }) => {
          const { tr } = state
          tr.delete(range.from, range.to)
          const blocks = tr.doc.resolve(range.from).blockRange()
          if (blocks === null) return null
          const index = blocks.startIndex
          if (!blocks.parent.canReplaceWith(index, blocks.endIndex, this.type)) return null
          tr.wrap(blocks, [{ type: this.type }])
          tr.setMeta(openToggles, { at: blocks.start, open: true } satisfies Change)
          return undefined
        },
      }),
    ]
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: openToggles,
        state: {
          init: () => DecorationSet.empty,
          apply: (transaction, set: DecorationSet) => applied(set, transaction),
        },
        props: { decorations: (state) => openToggles.getState(state) },
        // a caret that gets into what is hidden, by the keys, a search or a link, opens it
        appendTransaction: (transactions, before, state) => {
          if (before.selection.eq(state.selection) && !transactions.some(({ docChanged }) => docChanged))
            return null
          const at = hiding(state, state.selection.$head)
          return at === null ? null : state.tr.setMeta(openToggles, { at, open: true } satisfies Change)
        },
      }),
    ]
  },
})

function makeToggle(editor: Editor): void {
  const depth = wrapperDepth(editor.state.selection.$from, 'toggle')
  if (depth !== null) {
    editor.chain().focus().command(unwrap(depth)).run()
    return
  }
  const wrap = () =>
    editor
      .chain()
      .focus()
      .wrapIn('toggle')
      .command(({ tr }) => {
        const { $from } = tr.selection
        const made = wrapperDepth($from, 'toggle')
        if (made !== null) tr.setMeta(openToggles, { at: $from.before(made), open: true } satisfies Change)
        return true
      })
      .run()
  if (wrap()) return
  editor.chain().focus().clearNodes().run()
  wrap()
}

export const TOGGLE_ACTION: BlockAction = {
  name: 'toggle',
  group: 'blocks',
  typed: '>>',
  icon: ListCollapse,
  effect: 'turns',
  run: makeToggle,
  isOn: (editor) => editor.isActive('toggle'),
}
