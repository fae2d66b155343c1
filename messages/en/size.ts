/** How large a document is, and what of it. */
export const size = {
  bytes: '{count, plural, one {#\u00a0byte} other {#\u00a0bytes}}',
  kilobytes: '{amount}\u00a0KB',
  megabytes: '{amount}\u00a0MB',
  about: 'Size of the document',
  partlyFull: 'This document is {percent}\u00a0% full: {size} of {cap}.',
  full: 'This document is full: {size} of {cap}. Delete something to make room.',
  notAdded: 'This document is full, so nothing was added. Delete something to make room.',
  whatIsLarge: 'What is large',
  total: 'The document has {size}.',
  sections: 'Sections',
  blocks: 'Blocks',
  rest: 'Everything else, traces of deleted text among it: {size}.',
  unnamed:
    '{kind, select, paragraph {(paragraph)} heading {(heading)} bulletList {(bullet list)} orderedList {(ordered list)} taskList {(task list)} blockquote {(blockquote)} codeBlock {(code block)} horizontalRule {(horizontal rule)} callout {(callout)} toggle {(toggle)} table {(table)} tableOfContents {(table of contents)} blockMath {(block math)} embed {(embed)} image {(image)} file {(file)} other {({name})}}',
  several: '{count, plural, one {{name} (# block)} other {{name} (# blocks)}}',
  goTo: 'Go to',
  goToPart: 'Go to {part}',
  delete: 'Delete',
  deletePart: 'Delete {part}',
  deleteIt: 'Delete it',
  keep: 'Keep',
} as const
