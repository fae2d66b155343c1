import { Editor, type Extensions } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import * as Y from 'yjs'
import { Collaboration } from '../../app/d/[id]/editor/collaboration.ts'
import { SmartPaste } from '../../app/d/[id]/editor/smart-paste.ts'
import { Tables } from '../../app/d/[id]/editor/tables.ts'
import { WriteGuard } from '../../app/d/[id]/editor/write-guard.ts'
import { isLinkAllowed } from '../../lib/safe-targets.ts'

// A name for the rules of a style sheet that browsers know and happy-dom does not.
Object.defineProperty(CSSStyleSheet.prototype, 'rules', {
  get(this: CSSStyleSheet) {
    return this.cssRules
  },
})

/** The editor as the page makes it, without carets and connection. */
export function stage(doc: Y.Doc, more: Extensions = []): Editor {
  return new Editor({
    element: document.body.appendChild(document.createElement('div')),
    extensions: [
      StarterKit.configure({
        undoRedo: false,
        trailingNode: false,
        link: { openOnClick: false, isAllowedUri: (url) => isLinkAllowed(url) },
      }),
      Collaboration.configure({ document: doc }),
      WriteGuard.configure({ mayWrite: () => true }),
      Tables,
      SmartPaste,
      ...more,
    ],
  })
}

/** A cell as a client may write it, with whatever attributes. */
export function cell(text: string, attributes: Readonly<Record<string, unknown>> = {}): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  const element = new Y.XmlElement('tableCell')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value as string)
  element.insert(0, [paragraph])
  return element
}

export function table(rows: readonly (readonly Y.XmlElement[])[]): Y.XmlElement {
  const element = new Y.XmlElement('table')
  element.insert(
    0,
    rows.map((cells) => {
      const row = new Y.XmlElement('tableRow')
      row.insert(0, [...cells])
      return row
    }),
  )
  return element
}

export function documentOf(...blocks: readonly Y.XmlElement[]): Y.Doc {
  const doc = new Y.Doc()
  doc.getXmlFragment('default').insert(0, [...blocks])
  return doc
}

/** Sends what each of two documents lacks of the other. */
export function exchange(a: Y.Doc, b: Y.Doc): void {
  const [fromA, fromB] = [
    Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)),
    Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)),
  ]
  Y.applyUpdate(b, fromA, 'line')
  Y.applyUpdate(a, fromB, 'line')
}

/** The texts of a table's cells, row by row. */
export const textsOf = (editor: Editor): string[][] => {
  const rows: string[][] = []
  editor.state.doc.descendants((node) => {
    if (node.type.name === 'tableRow') rows.push(node.content.content.map(({ textContent }) => textContent))
    return node.type.name !== 'tableRow'
  })
  return rows
}

/** Puts the caret behind a text. */
export function caretBehind(editor: Editor, text: string): void {
  editor.state.doc.descendants((node, pos) => {
    if (node.isText && node.text?.includes(text) === true) {
      editor.commands.setTextSelection(pos + node.text.indexOf(text) + text.length)
    }
  })
}
