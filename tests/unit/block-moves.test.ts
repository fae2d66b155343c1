// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import { type XmlElement, XmlText } from 'yjs'
import { BLOCK_ACTIONS } from '../../app/d/[id]/editor/block-actions.ts'
import { blockHash, blockOfHash } from '../../app/d/[id]/editor/block-address.ts'
import {
  deleteBlock,
  duplicateBlock,
  moveBlock,
  moveBlockBy,
  turnBlock,
} from '../../app/d/[id]/editor/block-moves.ts'
import { unitAround, unitFrom } from '../../app/d/[id]/editor/block-unit.ts'
import { elementAt, positionOf, textPlaceAt } from '../../app/d/[id]/editor/document-place.ts'
import { EditorPage } from './editor-page.ts'

const pages: EditorPage[] = []
const opened = (html: string, caretIn = 0): EditorPage => {
  const page = EditorPage.open(html, caretIn)
  pages.push(page)
  return page
}
const beside = (other: EditorPage): EditorPage => {
  const page = EditorPage.beside(other)
  pages.push(page)
  return page
}
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

/** The position at which the block with the text begins, the innermost unit of it. */
function unitWith(page: EditorPage, text: string) {
  const { state } = page.editor
  let found = -1
  state.doc.descendants((node, pos) => {
    if (node.isText && node.text?.includes(text)) found = pos
  })
  const unit = unitAround(state, found)
  if (unit === null) throw new Error(`no block with ${text}`)
  return unit
}

function elementWith(page: EditorPage, text: string): XmlElement {
  const element = elementAt(page.editor.state, unitWith(page, text).pos)
  if (element === null) throw new Error(`no element with ${text}`)
  return element
}

const THREE = '<p>one</p><p>two</p><p>three</p>'
const LIST = '<p>top</p><ul><li><p>a</p></li><li><p>b</p><ul><li><p>inner</p></li></ul></li></ul><p>end</p>'

test('[M4] every place of the editor is a place of the document, and back', () => {
  const page = opened(LIST)
  const { state } = page.editor
  for (const text of ['top', 'a', 'b', 'inner', 'end']) {
    const { pos } = unitWith(page, text)
    const element = elementWith(page, text)
    expect(element.toString()).toContain(text)
    expect(positionOf(state, element)).toBe(pos)
  }
  const place = textPlaceAt(state, 2)
  expect(place?.text.toString()).toBe('top')
  expect(place?.index).toBe(1)
})

test('[M4] Mod+Shift+ArrowUp and Down move a block, and the caret with it', () => {
  const page = opened(THREE)
  page.caretIn(0, 1)
  expect(page.press('Mod+Shift+ArrowDown')).toBe(true)
  expect(page.blocks).toEqual(['two', 'one', 'three'])
  page.type('!')
  expect(page.blocks).toEqual(['two', 'o!ne', 'three'])
  page.press('Mod+Shift+ArrowUp')
  page.press('Mod+Shift+ArrowUp')
  expect(page.blocks).toEqual(['o!ne', 'two', 'three'])
})

test('[M4] an item moves within its list, and its own items with it', () => {
  const page = opened(LIST)
  moveBlockBy(page.editor, -1, unitWith(page, 'b'))
  expect(page.html).toBe(
    '<p>top</p><ul><li><p>b</p><ul><li><p>inner</p></li></ul></li><li><p>a</p></li></ul><p>end</p>',
  )
  moveBlockBy(page.editor, -1, unitWith(page, 'b'))
  expect(page.blocks).toEqual(['top', 'binnera', 'end'])
})

test('[M4] an item dragged out of its list takes a list along; an empty list does not stay', () => {
  const page = opened('<p>top</p><ol start="3"><li><p>a</p></li></ol>')
  const moved = moveBlock(page.editor, elementWith(page, 'a'), {
    anchor: elementWith(page, 'top'),
    side: 'before',
  })
  expect(moved).toBe(true)
  expect(page.html).toBe('<ol><li><p>a</p></li></ol><p>top</p>')
})

test('[M4] nothing moves into itself, beside itself, or where it does not fit', () => {
  const page = opened(LIST)
  const before = page.html
  const [top, b, inner, end] = ['top', 'b', 'inner', 'end'].map((text) => elementWith(page, text))
  if (top === undefined || b === undefined || inner === undefined || end === undefined) throw new Error()
  expect(moveBlock(page.editor, b, { anchor: inner, side: 'before' })).toBe(false)
  expect(moveBlock(page.editor, b, { anchor: b, side: 'after' })).toBe(false)
  expect(moveBlock(page.editor, top, { anchor: inner, side: 'after' })).toBe(false)
  page.readOnly()
  expect(moveBlock(page.editor, top, { anchor: end, side: 'after' })).toBe(false)
  expect(page.html).toBe(before)
})

test('[M4] one undo takes a move back, and others see it in one piece', () => {
  const page = opened(THREE, 2)
  const other = beside(page)
  const seen: string[][] = []
  other.doc.on('update', () => seen.push(other.blocks))
  moveBlockBy(page.editor, -1)
  expect(seen).toEqual([['one', 'three', 'two']])
  page.editor.commands.undo()
  expect(page.blocks).toEqual(['one', 'two', 'three'])
  expect(other.xml).toBe(page.xml)
})

test('[M4] a move leaves its neighbours to those who write in them', () => {
  const page = opened(THREE)
  const other = beside(page)
  other.caretIn(1)
  moveBlockBy(page.editor, 1)
  other.type(' and more')
  expect(page.blocks).toEqual(['two and more', 'one', 'three'])
  expect(other.blocks).toEqual(page.blocks)
})

test('[M4] whoever writes in a block that somebody moves goes on writing in it', () => {
  const page = opened(THREE)
  const other = beside(page)
  other.caretIn(0, 1)
  moveBlockBy(page.editor, 1, unitWith(page, 'one'))
  other.type('!')
  expect(page.blocks).toEqual(['two', 'o!ne', 'three'])
  // What is typed into a block by others is no move, whatever other blocks say.
  const same = opened('<p>x</p><p>x</p>')
  const twin = beside(same)
  twin.caretIn(1, 1)
  same.caretIn(1, 0)
  same.type('a')
  twin.type('b')
  expect(twin.blocks).toEqual(['x', 'axb'])
})

test('[M4] a block with what has no copy stays where it is', () => {
  const page = opened(THREE)
  elementWith(page, 'one').setAttribute('odd', new XmlText() as unknown as string)
  moveBlockBy(page.editor, 1, unitWith(page, 'one'))
  expect(page.blocks).toEqual(['one', 'two', 'three'])
})

test('[M4] duplicate and delete', () => {
  const page = opened(THREE, 1)
  duplicateBlock(page.editor)
  page.type('!')
  expect(page.blocks).toEqual(['one', 'two', 'two!', 'three'])
  deleteBlock(page.editor, unitWith(page, 'two!'))
  expect(page.blocks).toEqual(['one', 'two', 'three'])
  const list = opened('<p>top</p><ul><li><p>a</p></li></ul>')
  deleteBlock(list.editor, unitWith(list, 'a'))
  expect(list.html).toBe('<p>top</p>')
  deleteBlock(list.editor, unitWith(list, 'top'))
  expect(list.html).toBe('<p></p>')
})

test('[M4] every kind that a block can become, by the menu of the block', () => {
  for (const action of BLOCK_ACTIONS.filter(({ effect }) => effect === 'turns')) {
    const page = opened('<p>first</p><p>some words</p>')
    turnBlock(page.editor, unitWith(page, 'some words'), action)
    expect(action.isOn?.(page.editor), action.name).toBe(true)
    expect(page.editor.state.doc.textContent, action.name).toContain('some words')
    expect(page.editor.state.doc.firstChild?.textContent, action.name).toBe('first')
  }
})

test('[M5] a link to a block finds it wherever it is, and writes nothing', () => {
  const page = opened(THREE, 1)
  const before = page.xml
  const two = elementWith(page, 'two')
  const hash = blockHash(two) ?? ''
  expect(hash).toMatch(/^#b=\d+-\d+$/)
  expect(blockOfHash(page.doc, hash)).toBe(two)
  expect(page.xml).toBe(before)
  page.type(' or so')
  moveBlockBy(page.editor, 1, unitWith(page, 'one'))
  const found = blockOfHash(page.doc, hash)
  expect(found?.toString()).toContain('two or so')
  expect(found == null ? null : positionOf(page.editor.state, found)).toBe(0)
})

test('[M5] a link to a block finds it where it was moved to, as what it was made into, and on other pages', () => {
  const page = opened(THREE, 1)
  const other = EditorPage.beside(page)
  const hash = blockHash(elementWith(page, 'two')) ?? ''
  const found = () => [page, other].map(({ doc }) => blockOfHash(doc, hash)?.toString())
  const both = (xml: string) => [xml, xml].map((text) => expect.stringContaining(text))
  moveBlockBy(page.editor, 1, unitWith(page, 'two'))
  expect(page.blocks).toEqual(['one', 'three', 'two'])
  expect(found()).toEqual(both('two</paragraph>'))
  for (const [name, inside] of [
    ['code-block', 'two</codeblock>'],
    ['bullets', 'two</paragraph></listitem></bulletlist>'],
    ['quote', 'two</paragraph>'],
  ] as const) {
    const action = BLOCK_ACTIONS.find((one) => one.name === name)
    if (action === undefined) throw new Error(`no ${name}`)
    turnBlock(page.editor, unitWith(page, 'two'), action)
    expect(found(), name).toEqual(both(inside))
  }
  expect(blockHash(blockOfHash(other.doc, hash) as XmlElement)).toBe(hash)
  for (const step of ['undo', 'undo', 'redo', 'redo', 'undo', 'undo'] as const) {
    page.editor.commands[step]()
    expect(found(), page.xml).toEqual(both('two'))
  }
})

test('[M5] the copy of a block has an address of its own', () => {
  const page = opened(THREE, 1)
  moveBlockBy(page.editor, 1, unitWith(page, 'two'))
  const hash = blockHash(elementWith(page, 'two')) ?? ''
  duplicateBlock(page.editor, unitWith(page, 'two'))
  const [, , original, copy] = page.doc.getXmlFragment('default').toArray()
  expect(blockOfHash(page.doc, hash)).toBe(original)
  expect(blockHash(copy as XmlElement)).not.toBe(hash)
})

test('[M5] a link to what is gone, never was, or is no block leads nowhere', () => {
  const page = opened(THREE, 1)
  const hash = blockHash(elementWith(page, 'two')) ?? ''
  const unit = unitWith(page, 'two')
  deleteBlock(page.editor, unit)
  expect(blockOfHash(page.doc, hash)).toBeNull()
  for (const never of ['#b=1-0', '#b=9999999999999999-9999999999999999', `#b=${page.doc.clientID}-9999999`]) {
    expect(blockOfHash(page.doc, never)).toBeNull()
  }
  for (const other of ['', '#b=', '#b=1', '#b=-1-2', '#top', '#b=1e3-4', `#b=${'9'.repeat(40)}-1`]) {
    expect(blockOfHash(page.doc, other)).toBeUndefined()
  }
  expect(unitFrom(page.editor.state, 10_000)).toBeNull()
})
