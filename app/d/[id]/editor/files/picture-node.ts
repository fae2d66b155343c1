import { Node } from '@tiptap/core'
import { ReactNodeViewRenderer } from '@tiptap/react'
import { fileAddress, fileAt, foreignAddress, pictureOf } from '../../../../../lib/file-nodes.ts'
import { attribute, type FileNodeOptions } from './file-node-options.ts'
import { LatePicture } from './late-views.tsx'

/** What of a document stands in HTML that is copied, and read again when it is pasted. */
function attributesOf(element: HTMLElement): Record<string, unknown> | null {
  const address = element.getAttribute('data-src') ?? element.getAttribute('src') ?? ''
  const own = fileAt(address, location.origin)
  const src = own === null ? foreignAddress(address) : null
  if (own === null && src === null) return null
  const number = (name: string): number | null => {
    const value = element.getAttribute(name)
    return value !== null && /^\d{1,5}$/.test(value) ? Number(value) : null
  }
  const shown = pictureOf({
    file: own?.file ?? null,
    src,
    alt: element.getAttribute('alt'),
    caption: element.getAttribute('data-caption') ?? element.getAttribute('title'),
    width: number('data-width'),
    align: element.getAttribute('data-align'),
    pixelWidth: number('width'),
    pixelHeight: number('height'),
  })
  const { pixels, ...attributes } = shown
  return { ...attributes, pixelWidth: pixels?.width ?? null, pixelHeight: pixels?.height ?? null }
}

/**
 * A picture: one of this document's files, or a link to one on another site, which is never loaded. Its attributes are
 * read by `pictureOf` alone: anybody can write anything into them.
 */
export const PictureNode = Node.create<FileNodeOptions>({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addOptions: () => ({ documentId: '' }),
  addAttributes: () => ({
    file: attribute(null),
    src: attribute(null),
    alt: attribute(''),
    caption: attribute(''),
    width: attribute(null),
    align: attribute('center'),
    pixelWidth: attribute(null),
    pixelHeight: attribute(null),
  }),
  parseHTML: () => [
    {
      tag: 'img',
      getAttrs: (element) => attributesOf(element) ?? false,
    },
  ],
  renderHTML({ node }) {
    const { file, src, alt, caption, width, align, pixels } = pictureOf(node.attrs)
    return [
      'img',
      {
        ...(file === null ? { 'data-src': src ?? '' } : { src: fileAddress(this.options.documentId, file) }),
        alt,
        'data-caption': caption,
        'data-align': align,
        ...(width === null ? {} : { 'data-width': String(width) }),
        ...(pixels === null ? {} : { width: String(pixels.width), height: String(pixels.height) }),
      },
    ]
  },
  renderText: ({ node }) => pictureOf(node.attrs).alt,
  addNodeView: () => ReactNodeViewRenderer(LatePicture),
})
