import { type Editor, InputRule, Node } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Superscript } from 'lucide-react'
import { footnoteText } from '../../../../../lib/block-values.ts'
import { pageWords } from '../../../../i18n/page-words.ts'
import type { BlockAction } from '../block-actions.ts'
import { insertAndEdit } from './insert-and-edit.ts'
import { offerField } from './node-editing.ts'

export interface NumberedNote {
  readonly number: number
  readonly text: string
  readonly dom: HTMLElement
}

/** The footnotes on the page, in their order, for those who list them. */
export class NoteRegister {
  readonly #texts = new Map<HTMLElement, string>()
  readonly #listeners = new Set<() => void>()
  #notes: readonly NumberedNote[] = []
  #stale = false

  readonly get = (): readonly NumberedNote[] => this.#notes

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(dom: HTMLElement, text: string): void {
    this.#texts.set(dom, text)
    this.#stale = true
  }

  delete(dom: HTMLElement): void {
    this.#texts.delete(dom)
    this.#stale = true
  }

  /** Numbers them anew when one came, went, changed or moved. */
  refresh(root: HTMLElement): void {
    if (this.#texts.size === 0 && this.#notes.length === 0) return
    const inOrder = [...root.querySelectorAll<HTMLElement>('.footnote')].filter((dom) => this.#texts.has(dom))
    const moved = inOrder.some((dom, index) => this.#notes[index]?.dom !== dom)
    if (!this.#stale && !moved && inOrder.length === this.#notes.length) return
    this.#stale = false
    const t = pageWords()
    this.#notes = inOrder.map((dom, index) => {
      const [number, text] = [index + 1, this.#texts.get(dom) ?? '']
      dom.textContent = String(number)
      dom.setAttribute(
        'aria-label',
        text === ''
          ? t('blocks.footnote.numberedEmpty', { number: String(number) })
          : t('blocks.footnote.numbered', { number: String(number), text }),
      )
      return { number, text, dom }
    })
    for (const listener of this.#listeners) listener()
  }
}

/** A number in the text and, at the end of the document, what it stands for. */
export const Footnote = Node.create<object, { readonly notes: NoteRegister }>({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  addStorage: () => ({ notes: new NoteRegister() }),
  addAttributes: () => ({
    text: {
      default: '',
      rendered: false,
      parseHTML: (element: HTMLElement) => footnoteText(element.dataset.footnote),
    },
  }),
  parseHTML: () => [{ tag: 'sup[data-footnote]' }],
  renderHTML: ({ node }) => ['sup', { 'data-footnote': footnoteText(node.attrs.text) }],
  renderText: ({ node }) => ` [${footnoteText(node.attrs.text)}]`,
  addNodeView() {
    const { notes } = this.storage
    return ({ node: first, getPos }) => {
      const dom = document.createElement('sup')
      dom.className = 'footnote'
      dom.setAttribute('role', 'button')
      dom.tabIndex = 0
      notes.set(dom, footnoteText(first.attrs.text))
      offerField(dom, getPos)
      dom.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        dom.click()
      })
      return {
        dom,
        ignoreMutation: () => true,
        stopEvent: (event) => event.type === 'keydown' && event.target === dom,
        update: (node) => {
          if (node.type.name !== 'footnote') return false
          notes.set(dom, footnoteText(node.attrs.text))
          return true
        },
        destroy: () => notes.delete(dom),
      }
    }
  },
  addInputRules() {
    return [
      new InputRule({
        find: /\^\[([^\]]+)\]$/u,
        handler: ({ state, range, match }) => {
          state.tr.replaceWith(range.from, range.to, this.type.create({ text: footnoteText(match[1]) }))
        },
      }),
    ]
  },
  addProseMirrorPlugins() {
    const { notes } = this.storage
    return [
      new Plugin({
        key: new PluginKey('footnotes'),
        view: (view) => {
          notes.refresh(view.dom)
          return {
            update: ({ dom, state }, before) => {
              if (state.doc !== before.doc) notes.refresh(dom)
            },
          }
        },
      }),
    ]
  },
})

export const notesOf = (editor: Editor): NoteRegister | undefined =>
  (editor.storage as { footnote?: { notes: NoteRegister } }).footnote?.notes

export const FOOTNOTE_ACTION: BlockAction = {
  name: 'footnote',
  group: 'inline',
  typed: '^[…]',
  icon: Superscript,
  effect: 'inserts',
  run: (editor) => insertAndEdit(editor, 'footnote'),
}
