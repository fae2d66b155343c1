import { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { editorExtensions } from '../../app/d/[id]/editor/extensions.ts'
import type { DocumentConnection } from '../../lib/document-connection.ts'
import type { Letters } from './editor-fuzz.ts'
import { block, documentOf, type Kit } from './editor-people.ts'

const nothing = (): void => undefined

/** The editor as the document page has it. */
export const productKit: Kit = (doc) => {
  const awareness = new Awareness(doc)
  doc.on('destroy', () => awareness.destroy())
  const connection = {
    doc,
    awareness,
    getSnapshot: () => ({ canEdit: true, limits: null, size: 0, unsavedOctets: 0 }),
  } as unknown as DocumentConnection
  return editorExtensions(connection, nothing, nothing)
}

const FILE = 'a'.repeat(64)

/** A document with a block of each kind, as the server or another program would make it. */
export function documentOfAllKinds(letters: Letters): Uint8Array {
  const line = (count = 8): Y.XmlElement => block('paragraph', letters.next(count))
  const cell = (name: string): Y.XmlElement => block(name, [line(4)])
  const row = (name: string): Y.XmlElement =>
    block(
      'tableRow',
      Array.from({ length: 3 }, () => cell(name)),
    )
  return documentOf(
    block('heading', letters.next(8), { level: 1 }),
    line(),
    block('bulletList', [block('listItem', [line()]), block('listItem', [line()])]),
    block('orderedList', [block('listItem', [line()]), block('listItem', [line()])]),
    block('taskList', [
      block('taskItem', [line()], { checked: true }),
      block('taskItem', [line()], { checked: false }),
    ]),
    block('callout', [line(), line()], { kind: 'tip' }),
    block('toggle', [line(), line()]),
    block('blockquote', [line()]),
    block('codeBlock', letters.next(10), { language: 'ts' }),
    block('table', [row('tableHeader'), row('tableCell'), row('tableCell')]),
    block('blockMath', [], { latex: 'x^2' }),
    block('image', [], { file: FILE, alt: 'a picture', pixelWidth: 40, pixelHeight: 30 }),
    block('file', [], { file: FILE, name: 'a.pdf', size: 7 }),
    block('embed', [], { src: 'https://www.youtube.com/watch?v=aaaaaaaaaaa' }),
    block('tableOfContents'),
    block('horizontalRule'),
    line(),
  )
}
