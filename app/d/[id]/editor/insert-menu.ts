import { type Editor, Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from 'y-prosemirror'
import type { BlockAction } from './block-actions.ts'
import { findBlocks } from './block-search.ts'

/** Letters behind the slash after which nobody means the menu any more. */
const LONGEST_QUERY = 30

export const INSERT_LIST_ID = 'insert-list'
export const optionId = (action: BlockAction): string => `insert-${action.name}`

/** The open menu: where its text begins, the text with its slash (none when a button opened it), and what is chosen. */
export interface InsertMenu {
  readonly from: number
  readonly text: string
  readonly found: readonly BlockAction[]
  readonly chosen: number
}

type Order =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'choose'; readonly index: number }

const key = new PluginKey<InsertMenu | null>('insertMenu')

export const insertMenuOf = (state: EditorState): InsertMenu | null => key.getState(state) ?? null

const isRemote = (tr: Transaction): boolean => tr.getMeta(ySyncPluginKey) !== undefined

/** A slash that this person has just typed at the start of a block or after a space. */
function typedSlash(tr: Transaction, { selection, schema }: EditorState): InsertMenu | null {
  const [step] = tr.steps
  if (tr.steps.length !== 1 || !(step instanceof ReplaceStep) || isRemote(tr)) return null
  const { content } = step.slice
  const isSlash = content.childCount === 1 && content.firstChild?.isText && content.firstChild.text === '/'
  if (!isSlash || tr.getMeta('uiEvent') !== undefined || !(selection instanceof TextSelection)) return null
  const { $head, empty, head } = selection
  const code = schema.marks.code
  if (!empty || $head.parent.type.spec.code || code?.isInSet($head.marks()) !== undefined) return null
  const before = $head.parent.textBetween(0, $head.parentOffset, '\n', '\n')
  return /(^|\s)\/$/.test(before) ? { from: head - 1, text: '/', found: findBlocks(''), chosen: 0 } : null
}

/** The menu after a transaction: the text behind the slash is what is looked for, while the caret is at its end. */
function follow(open: InsertMenu, tr: Transaction, { selection, doc }: EditorState): InsertMenu | null {
  const { $head, head, empty } = selection
  if (!(selection instanceof TextSelection) || !empty) return null
  // What comes from others replaces the whole text; the caret keeps its place in it.
  const from = isRemote(tr) ? head - open.text.length : tr.mapping.map(open.from, -1)
  if (from < $head.start() || from > head) return null
  const text = doc.textBetween(from, head, '\n', '\n')
  if (text === open.text) return from === open.from ? open : { ...open, from }
  const isQuery = open.text !== '' && /^\/(?!\s)/.test(text) && text.length <= LONGEST_QUERY
  if (!isQuery || !tr.docChanged || isRemote(tr)) return null
  const found = findBlocks(text.slice(1))
  return found.length === 0 && /\s/.test(text) ? null : { from, text, found, chosen: 0 }
}

function next(tr: Transaction, open: InsertMenu | null, state: EditorState): InsertMenu | null {
  const order = tr.getMeta(key) as Order | undefined
  if (order?.kind === 'close') return null
  if (order?.kind === 'open') {
    return { from: state.selection.head, text: '', found: findBlocks(''), chosen: 0 }
  }
  if (order?.kind === 'choose') return open === null ? null : { ...open, chosen: order.index }
  if (open !== null) return tr.docChanged || tr.selectionSet ? follow(open, tr, state) : open
  return tr.docChanged ? typedSlash(tr, state) : null
}

const give = (view: EditorView, order: Order): void => view.dispatch(view.state.tr.setMeta(key, order))

export const closeInsertMenu = (editor: Editor): void => give(editor.view, { kind: 'close' })

/** Opens it without a slash, at the caret. */
export function openInsertMenu(editor: Editor): void {
  const { $head, head } = editor.state.selection
  const at = $head.parent.isTextblock ? TextSelection.create(editor.state.doc, head) : editor.state.selection
  editor.view.dispatch(editor.state.tr.setSelection(at).setMeta(key, { kind: 'open' } satisfies Order))
  editor.view.focus()
}

/** What the button of the toolbar does. */
export const toggleInsertMenu = (editor: Editor): void =>
  insertMenuOf(editor.state) === null ? openInsertMenu(editor) : closeInsertMenu(editor)

export const chooseInsert = (editor: Editor, index: number): void =>
  give(editor.view, { kind: 'choose', index })

/** Takes away what was typed for the menu and does what was chosen. */
export function runInsert(editor: Editor, action: BlockAction): void {
  const open = insertMenuOf(editor.state)
  if (open === null) return
  const { tr } = editor.state
  if (open.text !== '') tr.delete(open.from, open.from + open.text.length)
  editor.view.dispatch(tr.setMeta(key, { kind: 'close' } satisfies Order))
  action.run(editor)
}

function onKey(editor: Editor, event: KeyboardEvent): boolean {
  const open = insertMenuOf(editor.state)
  if (open === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
  const { found, chosen } = open
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step !== undefined && found.length > 0) {
    chooseInsert(editor, (chosen + step + found.length) % found.length)
    return true
  }
  if (event.key === 'Escape') {
    closeInsertMenu(editor)
    return true
  }
  if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false
  const action = found[chosen]
  if (action === undefined) closeInsertMenu(editor)
  else runInsert(editor, action)
  return action !== undefined
}

/**
 * `/` at the start of a block or after a space offers what can be put into the text. The text stays a text field to
 * screen readers, which are told the option as the active descendant: a field of many lines cannot be a combobox.
 */
export const InsertMenuKeys = Extension.create({
  name: 'insertMenu',
  priority: 1_500,
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin<InsertMenu | null>({
        key,
        state: { init: () => null, apply: (tr, open, _before, after) => next(tr, open, after) },
        props: {
          handleKeyDown: (_view, event) => onKey(editor, event),
          handleDOMEvents: {
            blur: (view) => {
              if (insertMenuOf(view.state) !== null) give(view, { kind: 'close' })
              return false
            },
          },
          attributes: (state): Record<string, string> => {
            const open = insertMenuOf(state)
            if (open === null) return {}
            const action = open.found[open.chosen]
            return {
              'aria-haspopup': 'listbox',
              'aria-autocomplete': 'list',
              'aria-controls': INSERT_LIST_ID,
              ...(action === undefined ? {} : { 'aria-activedescendant': optionId(action) }),
            }
          },
        },
      }),
    ]
  },
})
