import { Editor } from '@tiptap/core'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { editorExtensions } from '../../app/d/[id]/editor/extensions.ts'
import type { DocumentConnection } from '../../lib/document-connection.ts'
import { TEXT_ROOT } from '../../lib/document-roots.ts'

/** The browser of the tests has no `new Option`. */
globalThis.Option ??= function Option(words = '', value = words) {
  return Object.assign(document.createElement('option'), { textContent: words, value })
} as unknown as typeof Option

const nothing = (): void => undefined

/** The editor as the document page makes it, on a document of its own, without a line to a server. */
export class EditorPage {
  readonly doc = new Y.Doc()
  readonly editor: Editor
  readonly #awareness: Awareness
  #canEdit = true

  private constructor() {
    this.#awareness = new Awareness(this.doc)
    const connection = {
      doc: this.doc,
      awareness: this.#awareness,
      getSnapshot: () => ({ canEdit: this.#canEdit, limits: null, size: 0, unsavedOctets: 0 }),
    } as unknown as DocumentConnection
    const element = document.createElement('div')
    document.body.append(element)
    this.editor = new Editor({ element, extensions: editorExtensions(connection, nothing, nothing) })
  }

  /** Opens a document that has the HTML for its text, the caret at the start of block `caretIn`. */
  static open(html = '<p></p>', caretIn = 0): EditorPage {
    const page = new EditorPage()
    page.editor.commands.setContent(html)
    page.caretIn(caretIn)
    return page
  }

  /** Opens what another page has, and hears nothing more of it until they meet. */
  static apart(other: EditorPage): EditorPage {
    const page = new EditorPage()
    Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(other.doc), 'line')
    return page
  }

  /** Opens what another page has, and sees everything that either of them does at once. */
  static beside(other: EditorPage): EditorPage {
    const page = EditorPage.apart(other)
    page.meet(other)
    return page
  }

  /** From now on each sees what the other does, and first what it has done. */
  meet(other: EditorPage): void {
    for (const [from, to] of [
      [this, other],
      [other, this],
    ] as const) {
      Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'line')
      from.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'line') Y.applyUpdate(to.doc, update, 'line')
      })
    }
  }

  readOnly(): void {
    this.#canEdit = false
    this.editor.setEditable(false, false)
  }

  /** Puts the caret at the end of the `index`th block, or at `offset` letters in it. */
  caretIn(index: number, offset?: number): void {
    let pos = 0
    for (let at = 0; at < index; at += 1) pos += this.editor.state.doc.child(at).nodeSize
    const block = this.editor.state.doc.child(index)
    this.editor.commands.setTextSelection(pos + 1 + (offset ?? block.content.size))
  }

  /** Types letter by letter, as a browser does it. */
  type(words: string): void {
    const { view } = this.editor
    for (const letter of words) {
      const { from, to } = view.state.selection
      const insert = () => view.state.tr.insertText(letter, from, to)
      const taken = view.someProp(
        'handleTextInput',
        (take) => take(view, from, to, letter, insert) || undefined,
      )
      if (taken !== true) view.dispatch(insert())
    }
  }

  /** Presses keys, `Mod+Shift+Z`, in the text. Says whether anything took them. */
  press(keys: string): boolean {
    const parts = keys.split('+')
    const key = parts.at(-1) ?? ''
    const letter = /^[a-z0-9]$/i.test(key)
    const shift = parts.slice(0, -1).includes('Shift')
    const event = new KeyboardEvent('keydown', {
      key: letter && !shift ? key.toLowerCase() : key,
      ctrlKey: parts.includes('Mod'),
      altKey: parts.includes('Alt'),
      shiftKey: shift,
      bubbles: true,
      cancelable: true,
    })
    if (letter) Object.defineProperty(event, 'keyCode', { value: key.toUpperCase().charCodeAt(0) })
    const { view } = this.editor
    return view.someProp('handleKeyDown', (take) => take(view, event) || undefined) === true
  }

  get html(): string {
    return this.editor.getHTML()
  }

  /** The text of each block of the top level. */
  get blocks(): string[] {
    const texts: string[] = []
    this.editor.state.doc.forEach((node) => {
      texts.push(node.textContent)
    })
    return texts
  }

  /** The text as the document itself has it. */
  get xml(): string {
    return this.doc.getXmlFragment(TEXT_ROOT).toString()
  }

  close(): void {
    this.editor.destroy()
    this.#awareness.destroy()
    this.doc.destroy()
  }
}
