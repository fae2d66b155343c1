import { Editor } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import * as Y from 'yjs'
import { Collaboration } from '../../app/d/[id]/editor/collaboration.ts'
import { TEXT_ROOT } from '../../lib/document-roots.ts'

/** One person's page: a document and an editor on it, with no server between. */
export class Page {
  readonly doc = new Y.Doc()
  readonly editor: Editor
  refused = 0

  constructor(state?: Uint8Array, clientId?: number) {
    if (clientId !== undefined) this.doc.clientID = clientId
    if (state !== undefined) Y.applyUpdate(this.doc, state, 'remote')
    this.editor = new Editor({
      element: document.createElement('div'),
      extensions: [
        StarterKit.configure({ undoRedo: false, trailingNode: false }),
        Collaboration.configure({ document: this.doc, onRefused: () => this.refused++ }),
      ],
    })
  }

  get text(): Y.XmlFragment {
    return this.doc.getXmlFragment(TEXT_ROOT)
  }

  get html(): string {
    return this.editor.getHTML()
  }

  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  /** Takes what the other has. */
  hear(other: Page): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(this.doc)), 'remote')
  }

  /** Puts the caret behind `words`, or before them. */
  at(words: string, side: 'before' | 'behind' = 'behind'): this {
    this.editor.state.doc.descendants((node, pos) => {
      const index = node.isText ? (node.text ?? '').indexOf(words) : -1
      if (index !== -1)
        this.editor.commands.setTextSelection(pos + index + (side === 'before' ? 0 : words.length))
    })
    return this
  }

  /** Types letter by letter, as a keyboard does. */
  type(words: string): this {
    for (const letter of words) {
      const { from, to } = this.editor.state.selection
      this.editor.view.dispatch(this.editor.state.tr.insertText(letter, from, to))
    }
    return this
  }

  destroy(): void {
    this.editor.destroy()
    this.doc.destroy()
  }
}

/** Everybody hears everybody, until all have the same. */
export function meet(...pages: readonly Page[]): void {
  for (let round = 0; round < 3; round++)
    for (const one of pages) for (const other of pages) if (one !== other) one.hear(other)
}

/** A document with these blocks, as the server or another program would make it. */
export function documentOf(...blocks: readonly Y.XmlElement[]): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment(TEXT_ROOT).insert(0, [...blocks])
  return Y.encodeStateAsUpdate(doc)
}

export function block(
  name: string,
  words: string | readonly (Y.XmlElement | Y.XmlText)[] = [],
  attributes: Readonly<Record<string, unknown>> = {},
): Y.XmlElement {
  const element = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string)
  element.insert(0, typeof words === 'string' ? [new Y.XmlText(words)] : [...words])
  return element
}
