import { type Editor, Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import { SYNC_KEY } from './binding/sync-key.ts'

/** Letters behind the sign after which nobody means the menu any more. */
const LONGEST_QUERY = 30

/** An open menu: where its text begins, the text with its sign (none when a button opened it), and what is chosen. */
export interface OpenMenu<T> {
  readonly from: number
  readonly text: string
  readonly found: readonly T[]
  readonly chosen: number
  /** The one sort of options that was asked for; null for all. */
  readonly sort: string | null
}

export interface TypedMenuKind<T> {
  /** Unique among the plugins of the editor. */
  readonly name: string
  /** One character. Typed where `opensAt` matches what is before the caret in its block, it opens the menu. */
  readonly sign: string
  readonly opensAt: RegExp
  readonly listId: string
  /** Unique on the page, and the same as long as it is the same option. */
  readonly optionId: (option: T) => string
  readonly find: (query: string, editor: Editor, sort: string | null) => readonly T[]
  readonly run: (editor: Editor, option: T) => void
}

type Order =
  | { readonly kind: 'open'; readonly sort: string | null }
  | { readonly kind: 'close' }
  | { readonly kind: 'renew' }
  | { readonly kind: 'choose'; readonly index: number }

const isRemote = (tr: Transaction): boolean => tr.getMeta(SYNC_KEY) !== undefined

/**
 * A menu of what can be put into the text, opened by a sign that is typed. The text stays a text field to screen
 * readers, which are told the option as the active descendant: a field of many lines cannot be a combobox.
 */
export class TypedMenu<T> {
  readonly kind: TypedMenuKind<T>
  readonly extension: Extension
  readonly #key: PluginKey<OpenMenu<T> | null>

  constructor(kind: TypedMenuKind<T>) {
    this.kind = kind
    this.#key = new PluginKey(kind.name)
    const plugin = (editor: Editor) => this.#plugin(editor)
    this.extension = Extension.create({
      name: kind.name,
      priority: 1_500,
      addProseMirrorPlugins() {
        return [plugin(this.editor)]
      },
    })
  }

  /** The menu as it is now; null when it is closed. */
  of(state: EditorState): OpenMenu<T> | null {
    return this.#key.getState(state) ?? null
  }

  /** Opens it at the caret. With its sign it goes on with what is typed, without it the next letter closes it. */
  open(
    editor: Editor,
    { withSign = false, sort = null }: { withSign?: boolean; sort?: string | null } = {},
  ): void {
    const { $head, head } = editor.state.selection
    const { tr } = editor.state
    if ($head.parent.isTextblock) tr.setSelection(TextSelection.create(tr.doc, head))
    if (withSign) tr.insertText(this.kind.sign)
    editor.view.dispatch(tr.setMeta(this.#key, { kind: 'open', sort } satisfies Order))
    editor.view.focus()
  }

  close(editor: Editor): void {
    this.#give(editor.view, { kind: 'close' })
  }

  choose(editor: Editor, index: number): void {
    this.#give(editor.view, { kind: 'choose', index })
  }

  /** Looks once more for what was typed: there is something new to be found. */
  renew(editor: Editor): void {
    if (this.of(editor.state) !== null) this.#give(editor.view, { kind: 'renew' })
  }

  /** Takes away what was typed for the menu and does what was chosen. */
  run(editor: Editor, option: T): void {
    const open = this.of(editor.state)
    if (open === null) return
    const { tr } = editor.state
    if (open.text !== '') tr.delete(open.from, open.from + open.text.length)
    editor.view.dispatch(tr.setMeta(this.#key, { kind: 'close' } satisfies Order))
    this.kind.run(editor, option)
  }

  #give(view: EditorView, order: Order): void {
    view.dispatch(view.state.tr.setMeta(this.#key, order))
  }

  #opened(editor: Editor, from: number, text: string, sort: string | null): OpenMenu<T> {
    return { from, text, found: this.kind.find('', editor, sort), chosen: 0, sort }
  }

  /** A sign that this person has just typed where it opens the menu. */
  #typed(editor: Editor, tr: Transaction, { selection, schema }: EditorState): OpenMenu<T> | null {
    const { sign, opensAt } = this.kind
    const [step] = tr.steps
    if (tr.steps.length !== 1 || !(step instanceof ReplaceStep) || isRemote(tr)) return null
    const { content } = step.slice
    const isSign = content.childCount === 1 && content.firstChild?.isText && content.firstChild.text === sign
    if (!isSign || tr.getMeta('uiEvent') !== undefined || !(selection instanceof TextSelection)) return null
    const { $head, empty, head } = selection
    const code = schema.marks.code
    if (!empty || $head.parent.type.spec.code || code?.isInSet($head.marks()) !== undefined) return null
    const before = $head.parent.textBetween(0, $head.parentOffset - 1, '\n', '\n')
    return opensAt.test(before) ? this.#opened(editor, head - 1, sign, null) : null
  }

  /** The menu after a transaction: the text behind the sign is what is looked for, while the caret is at its end. */
  #follow(
    editor: Editor,
    open: OpenMenu<T>,
    tr: Transaction,
    { selection, doc }: EditorState,
  ): OpenMenu<T> | null {
    const { $head, head, empty } = selection
    if (!(selection instanceof TextSelection) || !empty) return null
    // What comes from others replaces the whole text; the caret keeps its place in it.
    const from = isRemote(tr) ? head - open.text.length : tr.mapping.map(open.from, -1)
    if (from < $head.start() || from > head) return null
    const text = doc.textBetween(from, head, '\n', '\n')
    if (text === open.text) return from === open.from ? open : { ...open, from }
    const [sign, first] = text
    const isQuery = open.text !== '' && sign === this.kind.sign && !/\s/.test(first ?? '')
    if (!isQuery || text.length > LONGEST_QUERY || !tr.docChanged || isRemote(tr)) return null
    const found = this.kind.find(text.slice(1), editor, open.sort)
    return found.length === 0 && /\s/.test(text) ? null : { ...open, from, text, found, chosen: 0 }
  }

  #renewed(editor: Editor, open: OpenMenu<T>): OpenMenu<T> {
    const { optionId, find } = this.kind
    const found = find(open.text.slice(1), editor, open.sort)
    const before = open.found[open.chosen]
    const at = before === undefined ? -1 : found.findIndex((each) => optionId(each) === optionId(before))
    return { ...open, found, chosen: Math.max(0, at) }
  }

  #next(editor: Editor, tr: Transaction, open: OpenMenu<T> | null, state: EditorState): OpenMenu<T> | null {
    const order = tr.getMeta(this.#key) as Order | undefined
    switch (order?.kind) {
      case 'close':
        return null
      case 'open': {
        const text = tr.docChanged ? this.kind.sign : ''
        return this.#opened(editor, state.selection.head - text.length, text, order.sort)
      }
      case 'choose':
        return open === null ? null : { ...open, chosen: order.index }
      case 'renew':
        return open === null ? null : this.#renewed(editor, open)
    }
    if (open !== null) return tr.docChanged || tr.selectionSet ? this.#follow(editor, open, tr, state) : open
    return tr.docChanged ? this.#typed(editor, tr, state) : null
  }

  #onKey(editor: Editor, event: KeyboardEvent): boolean {
    const open = this.of(editor.state)
    if (open === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
    const { found, chosen } = open
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      this.choose(editor, (chosen + step + found.length) % found.length)
      return true
    }
    if (event.key === 'Escape') {
      this.close(editor)
      return true
    }
    if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false
    const option = found[chosen]
    if (option === undefined) this.close(editor)
    else this.run(editor, option)
    return option !== undefined
  }

  #plugin(editor: Editor): Plugin<OpenMenu<T> | null> {
    const { listId, optionId } = this.kind
    return new Plugin<OpenMenu<T> | null>({
      key: this.#key,
      state: { init: () => null, apply: (tr, open, _before, after) => this.#next(editor, tr, open, after) },
      props: {
        handleKeyDown: (_view, event) => this.#onKey(editor, event),
        handleDOMEvents: {
          blur: (view) => {
            if (this.of(view.state) !== null) this.#give(view, { kind: 'close' })
            return false
          },
        },
        attributes: (state): Record<string, string> => {
          const open = this.of(state)
          if (open === null) return {}
          const option = open.found[open.chosen]
          return {
            'aria-haspopup': 'listbox',
            'aria-autocomplete': 'list',
            'aria-controls': listId,
            ...(option === undefined ? {} : { 'aria-activedescendant': optionId(option) }),
          }
        },
      },
    })
  }
}
