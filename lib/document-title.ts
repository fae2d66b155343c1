import * as Y from 'yjs'
import { TEXT_ROOT } from './document-roots.ts'
import { titleLine } from './title-line.ts'

/** The text of the first heading at the top level, else `title` of the map `meta`; null when there is neither. */
export function documentTitle(doc: Y.Doc): string | null {
  const fragment = doc.getXmlFragment(TEXT_ROOT)
  for (const node of fragment.toArray()) {
    if (node instanceof Y.XmlElement && node.nodeName === 'heading') return titleLine(inlinePlain(node))
  }
  const meta = doc.share.has('meta') ? doc.getMap('meta').get('title') : undefined
  return typeof meta === 'string' ? titleLine(meta) : null
}

function inlinePlain(node: Y.XmlElement): string {
  return node
    .toArray()
    .map((child) =>
      child instanceof Y.XmlText
        ? (child.toDelta() as readonly { readonly insert: unknown }[])
            .map((run) => (typeof run.insert === 'string' ? run.insert : ''))
            .join('')
        : '',
    )
    .join('')
}
