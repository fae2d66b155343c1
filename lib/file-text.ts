import * as Y from 'yjs'
import { TEXT_ROOT } from './document-roots.ts'
import { attachmentOf, fileAddress, pictureOf } from './file-nodes.ts'
import type { FileId } from './ids.ts'

/** Where a file is, as a person who carries the text away can open it. */
function wholeAddress(node: Y.XmlElement, file: FileId): string {
  const origin = typeof location === 'undefined' ? '' : location.origin
  return `${origin}${fileAddress(node.doc?.guid ?? '', file)}`
}

const inBrackets = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\[\]]/g, '\\$&')
const inParentheses = (address: string): string => address.replaceAll('(', '%28').replaceAll(')', '%29')

/** A picture as Markdown, with what stands below it. */
export function pictureMarkdown(node: Y.XmlElement): string {
  const { file, src, alt, caption } = pictureOf(node.getAttributes())
  const address = file === null ? src : wholeAddress(node, file)
  const picture = address === null ? alt : `![${inBrackets(alt)}](${inParentheses(address)})`
  return [picture, caption].filter((part) => part !== '').join('\n\n')
}

/** An attached file as Markdown: a link under its name. */
export function attachmentMarkdown(node: Y.XmlElement): string {
  const { file, name } = attachmentOf(node.getAttributes())
  return file === null ? name : `[${inBrackets(name)}](${wholeAddress(node, file)}?download)`
}

/** The files that a text shows or attaches. */
export function filesIn(doc: Y.Doc): readonly FileId[] {
  const found = new Set<FileId>()
  const walk = (parent: Y.XmlFragment): void => {
    for (const node of parent.toArray()) {
      if (!(node instanceof Y.XmlElement)) continue
      const file =
        node.nodeName === 'image'
          ? pictureOf(node.getAttributes()).file
          : node.nodeName === 'file'
            ? attachmentOf(node.getAttributes()).file
            : null
      if (file !== null) found.add(file)
      walk(node)
    }
  }
  walk(doc.getXmlFragment(TEXT_ROOT))
  return [...found]
}
