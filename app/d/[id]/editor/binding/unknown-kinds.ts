import { Mark, Node } from '@tiptap/core'
import { pageWords } from '../../../../i18n/page-words.ts'
import { UNKNOWN_FORMAT } from './marks.ts'

export const UNKNOWN_BLOCK = 'unknownBlock'
export const UNKNOWN_INLINE = 'unknownInline'

/** `kept` is a `Kept`, or null for what can be deleted but not moved. It never goes into HTML and never comes from it. */
const addAttributes = () => ({ kept: { default: null, rendered: false } })

/** Stands for a block that this version does not know, or that is not as its kind has to be. */
export const UnknownBlock = Node.create({
  name: UNKNOWN_BLOCK,
  group: 'block',
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes,
  renderHTML: () => [
    'div',
    { class: 'unknown-block', 'data-unknown': '' },
    pageWords()('editor.block.unknown'),
  ],
  renderText: () => '',
})

/** The same within a line. */
export const UnknownInline = Node.create({
  name: UNKNOWN_INLINE,
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: true,
  addAttributes,
  renderHTML: () => [
    'span',
    { class: 'unknown-inline', 'data-unknown': '', title: pageWords()('editor.block.unknown') },
    '…',
  ],
  renderText: () => '',
})

/** Formatting of a kind that this version does not know: it goes with its words wherever they are moved. */
export const UnknownFormat = Mark.create({
  name: UNKNOWN_FORMAT,
  excludes: '',
  inclusive: false,
  addAttributes: () => ({
    key: { default: '', rendered: false },
    value: { default: null, rendered: false },
  }),
  renderHTML: () => ['span', 0],
})
