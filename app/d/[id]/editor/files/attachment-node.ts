import { Node } from '@tiptap/core'
import { ReactNodeViewRenderer } from '@tiptap/react'
import { attachmentOf, fileAddress, fileAt } from '../../../../../lib/file-nodes.ts'
import { attribute, type FileNodeOptions } from './file-node-options.ts'
import { LateAttachment } from './late-views.tsx'

function attributesOf(element: HTMLElement): Record<string, unknown> | null {
  const own = fileAt(element.getAttribute('href') ?? '', location.origin)
  if (own === null) return null
  const size = element.getAttribute('data-size') ?? ''
  const {
    file,
    name,
    size: octets,
  } = attachmentOf({
    file: own.file,
    name: element.textContent,
    size: /^\d{1,15}$/.test(size) ? Number(size) : null,
  })
  return { file, name, size: octets }
}

/** A file that is attached, to be downloaded. Its attributes are read by `attachmentOf` alone. */
export const AttachmentNode = Node.create<FileNodeOptions>({
  name: 'file',
  group: 'block',
  atom: true,
  draggable: true,
  addOptions: () => ({ documentId: '' }),
  addAttributes: () => ({
    file: attribute(null),
    name: attribute(''),
    size: attribute(null),
  }),
  parseHTML: () => [
    // before links, which would make words of it
    { tag: 'a[data-file]', priority: 100, getAttrs: (element) => attributesOf(element) ?? false },
  ],
  renderHTML({ node }) {
    const { file, name, size } = attachmentOf(node.attrs)
    if (file === null) return ['p', name]
    const href = `${fileAddress(this.options.documentId, file)}?download`
    return ['a', { href, 'data-file': '', ...(size === null ? {} : { 'data-size': String(size) }) }, name]
  },
  renderText: ({ node }) => attachmentOf(node.attrs).name,
  addNodeView: () => ReactNodeViewRenderer(LateAttachment),
})
