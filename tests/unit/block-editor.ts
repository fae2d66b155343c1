import { Editor } from '@tiptap/core'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { editorExtensions } from '../../app/d/[id]/editor/extensions.ts'
import type { DocumentConnection } from '../../lib/document-connection.ts'
import { OTHERS } from './raw-blocks.ts'

export interface OpenEditor {
  readonly editor: Editor
  readonly doc: Y.Doc
  readonly text: Y.XmlFragment
  /** Octets of all that this page has written into the document. */
  written(): number
  close(): void
}

/** An editor as the document page has it, on a document without a server. For tests in an environment with a DOM. */
export function openEditor(
  doc = new Y.Doc(),
  { canEdit = true, onProblem = (_words: string): void => undefined } = {},
): OpenEditor {
  let written = 0
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== OTHERS) written += update.length
  })
  const awareness = new Awareness(doc)
  const connection = {
    doc,
    awareness,
    getSnapshot: () => ({ canEdit, limits: null }),
  } as unknown as DocumentConnection
  const element = document.createElement('div')
  document.body.append(element)
  const editor = new Editor({
    element,
    editable: canEdit,
    extensions: editorExtensions(connection, onProblem, () => undefined),
  })
  return {
    editor,
    doc,
    text: doc.getXmlFragment('default'),
    written: () => written,
    close: () => {
      editor.destroy()
      awareness.destroy()
      element.remove()
    },
  }
}

/** Types key by key at the selection, with what the typing makes of it. */
export function type({ view }: Editor, words: string): void {
  for (const letter of words) {
    const { from, to } = view.state.selection
    const insert = () => view.state.tr.insertText(letter, from, to)
    const handled = view.someProp('handleTextInput', (handle) => handle(view, from, to, letter, insert))
    if (handled !== true) view.dispatch(insert())
  }
}

/** Presses a key, `Enter` or `Control+Enter`; says whether the editor did something with it. */
export function press({ view }: Editor, keys: string): boolean {
  const parts = keys.split('+')
  const key = parts.pop() ?? ''
  const event = new KeyboardEvent('keydown', {
    key,
    ctrlKey: parts.includes('Control'),
    shiftKey: parts.includes('Shift'),
  })
  return view.someProp('handleKeyDown', (handle) => handle(view, event)) === true
}
