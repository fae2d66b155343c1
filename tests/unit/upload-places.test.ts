// @vitest-environment happy-dom
import { Editor, Extension } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Collaboration } from '../../app/d/[id]/editor/collaboration.ts'
import { AttachmentNode } from '../../app/d/[id]/editor/files/attachment-node.ts'
import {
  addPlaces,
  placeFor,
  placesIn,
  putInPlace,
  removePlace,
  uploadPlaces,
} from '../../app/d/[id]/editor/files/upload-places.ts'

const UPLOAD = 7
const editors: Editor[] = []
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
})

const card = document.createElement('div')
const Places = Extension.create({
  name: 'places',
  addProseMirrorPlugins: () => [uploadPlaces(() => card)],
})

function open(doc: Y.Doc): Editor {
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [
      StarterKit.configure({ undoRedo: false, trailingNode: false }),
      Collaboration.configure({ document: doc }),
      AttachmentNode,
      Places,
    ],
  })
  editors.push(editor)
  return editor
}

/** Two people in one document of these paragraphs, under a title. */
function two(...paragraphs: readonly string[]) {
  const docs = [new Y.Doc(), new Y.Doc()] as const
  const text = docs[0].getXmlFragment('default')
  const blocks = ['Title', ...paragraphs].map((words, index) => {
    const block = new Y.XmlElement(index === 0 ? 'heading' : 'paragraph')
    block.insert(0, [new Y.XmlText(words)])
    return block
  })
  text.insert(0, blocks)
  Y.applyUpdate(docs[1], Y.encodeStateAsUpdate(docs[0]))
  for (const [here, there] of [docs, [docs[1], docs[0]] as const]) {
    here.on('update', (update, origin) => {
      if (origin !== 'line') Y.applyUpdate(there, update, 'line')
    })
  }
  return [open(docs[0]), open(docs[1])] as const
}

const add = (editor: Editor, pos: number): void =>
  editor.view.dispatch(addPlaces(editor.state.tr, new Map([[UPLOAD, placeFor(editor.state.doc, pos)]])))

/** Where a block that has these words begins, and ends. */
function blockOf(editor: Editor, words: string): { from: number; to: number } {
  let found = { from: -1, to: -1 }
  editor.state.doc.descendants((node, pos) => {
    if (node.isTextblock && node.textContent === words) found = { from: pos, to: pos + node.nodeSize }
  })
  return found
}

const placeOf = (editor: Editor): number | undefined => placesIn(editor.state).get(UPLOAD)

function put(editor: Editor, id = UPLOAD): void {
  const node = editor.schema.nodes.file?.create({ file: null, name: 'a.pdf' })
  if (node === undefined) throw new Error('no such node')
  editor.view.dispatch(putInPlace(editor.state, id, node))
}

const shape = (editor: Editor): string[] =>
  editor.state.doc.content.content.map((node) => (node.isTextblock ? node.textContent : node.type.name))

test('[F10] a place stays between its blocks while others write before, in and behind them', () => {
  const [mine, theirs] = two('one', 'two', 'three')
  add(mine, blockOf(mine, 'two').from + 1 + 3)
  expect(placeOf(mine)).toBe(blockOf(mine, 'two').to)
  theirs.commands.insertContentAt(blockOf(theirs, 'one').from + 1, 'some words, ')
  expect(placeOf(mine)).toBe(blockOf(mine, 'two').to)
  theirs.commands.insertContentAt(blockOf(theirs, 'two').from + 1 + 3, ' more')
  expect(placeOf(mine)).toBe(blockOf(mine, 'two more').to)
  theirs.commands.insertContentAt(0, '<p>new first</p>')
  theirs.commands.insertContentAt(blockOf(theirs, 'three').from, '<p>between</p>')
  theirs.commands.deleteRange(blockOf(theirs, 'some words, one'))
  put(mine)
  const found = shape(mine)
  expect(found.filter((each) => each !== 'file')).toEqual([
    'new first',
    'Title',
    'two more',
    'between',
    'three',
  ])
  expect(found.indexOf('file')).toBeGreaterThan(found.indexOf('two more'))
  expect(found.indexOf('file')).toBeLessThan(found.indexOf('three'))
  expect(shape(theirs)).toEqual(found)
  expect(placeOf(mine)).toBeUndefined()
})

test('[F10] a place moves with what its own person writes', () => {
  const [mine] = two('one', 'two')
  add(mine, blockOf(mine, 'one').to)
  mine.commands.insertContentAt(blockOf(mine, 'one').from + 1, 'word ')
  expect(placeOf(mine)).toBe(blockOf(mine, 'word one').to)
})

test('[F10] a place outlives the blocks beside it', () => {
  const [mine, theirs] = two('one', 'two', 'three')
  add(mine, blockOf(mine, 'two').from + 2)
  theirs.commands.deleteRange({ from: blockOf(theirs, 'two').from, to: blockOf(theirs, 'three').to })
  put(mine)
  expect(shape(mine).slice(0, 3)).toEqual(['Title', 'one', 'file'])
  expect(shape(theirs)).toEqual(shape(mine))
})

test('[F10] nobody else sees a file that is on its way, and dropping it leaves the document alone', () => {
  const [mine, theirs] = two('one')
  const before = theirs.getHTML()
  add(mine, 2)
  expect(mine.view.dom.contains(card)).toBe(true)
  expect(theirs.view.dom.innerHTML).not.toContain('upload')
  mine.view.dispatch(removePlace(mine.state.tr, UPLOAD))
  expect(mine.view.dom.contains(card)).toBe(false)
  expect(theirs.getHTML()).toBe(before)
})

test('[F10] a file goes before an empty line, behind a title and behind words; a line to go on follows at the end', () => {
  const [mine] = two('', 'words')
  const { doc } = mine.state
  const empty = blockOf(mine, '')
  expect(placeFor(doc, empty.from + 1)).toBe(empty.from)
  expect(placeFor(doc, 1)).toBe(blockOf(mine, 'Title').to)
  const words = blockOf(mine, 'words')
  expect(placeFor(doc, words.from + 3)).toBe(words.to)
  expect(placeFor(doc, 1e9)).toBe(doc.content.size)
  add(mine, words.to)
  put(mine)
  expect(shape(mine)).toEqual(['Title', '', 'words', 'file', ''])
})

test('[F10] several files that are pasted together stand together', () => {
  const [mine] = two('words')
  const { tr, doc } = mine.state
  const end = placeFor(doc, doc.content.size - 1)
  mine.view.dispatch(
    addPlaces(
      tr,
      new Map([
        [UPLOAD, end],
        [UPLOAD + 1, end],
      ]),
    ),
  )
  put(mine)
  put(mine, UPLOAD + 1)
  expect(shape(mine)).toEqual(['Title', 'words', 'file', 'file', ''])
})
