import * as Y from 'yjs'
import { META_ROOT, TEXT_ROOT } from '../../lib/document-roots.ts'
import { titleLine } from '../../lib/title-line.ts'

/**
 * The first update of a document: its title as a heading and an empty paragraph to write in. Both have their text
 * node from the start: two people who write the first letter at once would each make one, and an editor's binding
 * that finds two of them side by side writes the text of both into both.
 */
export function seedDocument(title: string): Uint8Array {
  const doc = new Y.Doc()
  const heading = new Y.XmlElement<{ level: number }>('heading')
  heading.setAttribute('level', 1)
  heading.insert(0, [new Y.XmlText(title)])
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText()])
  doc.getXmlFragment(TEXT_ROOT).insert(0, [heading as unknown as Y.XmlElement, paragraph])
  return Y.encodeStateAsUpdate(doc)
}

/** The text of the first heading, else `title` of the map `meta`, else ''. */
export function documentTitle(doc: Y.Doc): string {
  const heading = doc
    .getXmlFragment(TEXT_ROOT)
    .toArray()
    .find((node) => node instanceof Y.XmlElement && node.nodeName === 'heading')
  const text = heading instanceof Y.XmlElement ? plainText(heading) : ''
  const meta = doc.share.has(META_ROOT) ? doc.getMap(META_ROOT).get('title') : undefined
  return text || (typeof meta === 'string' ? titleLine(meta) : '')
}

function plainText(heading: Y.XmlElement): string {
  let text = ''
  for (const node of heading.toArray()) {
    if (!(node instanceof Y.XmlText)) continue
    for (const { insert } of node.toDelta() as { insert: unknown }[]) {
      if (typeof insert === 'string') text += insert
    }
  }
  return titleLine(text)
}
