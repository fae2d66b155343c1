// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import type { Command } from '@tiptap/pm/state'
import { addColumnAfter, addRowAfter, CellSelection, mergeCells, setCellAttr } from '@tiptap/pm/tables'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { COLUMN_MENU, ROW_MENU, TABLE_MENU } from '../../app/d/[id]/editor/table-actions.ts'
import { runOn, selectLine } from '../../app/d/[id]/editor/table-commands.ts'
import { tableShape } from '../../app/d/[id]/editor/table-shape.ts'
import { documentMarkdown } from '../../lib/document-text.ts'
import { caretBehind, cell, documentOf, exchange, stage, table, textsOf } from './table-stage.ts'

const editors: Editor[] = []

/** An editor on `doc`, and how often the document changes by it. */
function open(doc: Y.Doc): { editor: Editor; writes: () => number } {
  let count = 0
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== 'line') count += 1
  })
  const editor = stage(doc)
  editors.push(editor)
  return { editor, writes: () => count }
}

afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
})

const grid = (...rows: readonly string[]): Y.XmlElement =>
  table(rows.map((row) => [...row].map((letter) => cell(letter))))

const tablePos = (editor: Editor): number => {
  let found = -1
  editor.state.doc.descendants((node, pos) => {
    if (node.type.name === 'table' && found === -1) found = pos
  })
  return found
}

const run = (editor: Editor, name: string): void => {
  const action = [...ROW_MENU, ...COLUMN_MENU, ...TABLE_MENU].flat().find((each) => each.name === name)
  if (action === undefined) throw new Error(`no action ${name}`)
  expect(runOn(editor, action.command), name).toBe(true)
}

const press = (editor: Editor, key: string, shiftKey = false): void => {
  const event = new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true })
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event))
}

const isSoundIn = (editor: Editor): boolean => {
  const node = editor.state.doc.nodeAt(tablePos(editor))
  return node !== null && tableShape(node)?.isSound === true
}

test('[Q1] a new table has three rows and columns, a head, and a line below it to go on in', () => {
  const { editor } = open(documentOf(new Y.XmlElement('paragraph')))
  editor.commands.insertTable()
  editor.commands.insertContent('here')
  expect(textsOf(editor)).toEqual([
    ['here', '', ''],
    ['', '', ''],
    ['', '', ''],
  ])
  const rows = editor.state.doc.firstChild
  expect(rows?.firstChild?.firstChild?.type.name).toBe('tableHeader')
  expect(rows?.lastChild?.firstChild?.type.name).toBe('tableCell')
  expect(editor.state.doc.lastChild?.type.name).toBe('paragraph')
})

test('[Q2] rows and columns are inserted, moved, duplicated and deleted', () => {
  const { editor } = open(documentOf(grid('ab', 'cd', 'ef')))
  caretBehind(editor, 'c')
  run(editor, 'row-up')
  expect(textsOf(editor)).toEqual([
    ['c', 'd'],
    ['a', 'b'],
    ['e', 'f'],
  ])
  run(editor, 'row-down')
  run(editor, 'row-down')
  expect(textsOf(editor)).toEqual([
    ['a', 'b'],
    ['e', 'f'],
    ['c', 'd'],
  ])
  caretBehind(editor, 'a')
  run(editor, 'column-right')
  expect(textsOf(editor)).toEqual([
    ['b', 'a'],
    ['f', 'e'],
    ['d', 'c'],
  ])
  run(editor, 'column-left')
  run(editor, 'duplicate-column')
  expect(textsOf(editor)).toEqual([
    ['a', 'a', 'b'],
    ['e', 'e', 'f'],
    ['c', 'c', 'd'],
  ])
  run(editor, 'delete-column')
  caretBehind(editor, 'e')
  run(editor, 'duplicate-row')
  expect(textsOf(editor)).toEqual([
    ['a', 'b'],
    ['e', 'f'],
    ['e', 'f'],
    ['c', 'd'],
  ])
  run(editor, 'delete-row')
  caretBehind(editor, 'a')
  for (const name of ['row-before', 'row-after', 'column-before', 'column-after']) run(editor, name)
  expect(textsOf(editor)).toEqual([
    ['', '', '', ''],
    ['', 'a', '', 'b'],
    ['', '', '', ''],
    ['', 'e', '', 'f'],
    ['', 'c', '', 'd'],
  ])
  run(editor, 'delete-table')
  expect(textsOf(editor)).toEqual([])
})

test('[Q2] what is moved keeps its place as the selection, so that it is moved again', () => {
  const { editor } = open(documentOf(grid('abc', 'def')))
  selectLine(tablePos(editor), { column: 0 })(editor.state, editor.view.dispatch)
  run(editor, 'column-right')
  run(editor, 'column-right')
  expect(textsOf(editor)).toEqual([
    ['b', 'c', 'a'],
    ['e', 'f', 'd'],
  ])
  expect(editor.state.selection).toBeInstanceOf(CellSelection)
})

test('[Q2] cells are merged and split, headed and aligned, and nothing in them is lost', () => {
  const { editor } = open(documentOf(grid('ab', 'cd')))
  selectLine(tablePos(editor), { row: 0 })(editor.state, editor.view.dispatch)
  run(editor, 'merge-cells')
  expect(textsOf(editor)).toEqual([['ab'], ['c', 'd']])
  run(editor, 'align-center')
  run(editor, 'split-cell')
  expect(textsOf(editor)).toEqual([
    ['ab', ''],
    ['c', 'd'],
  ])
  run(editor, 'header-row')
  const head = editor.view.dom.querySelectorAll('th')
  expect([...head].map((each) => each.dataset.align)).toEqual(['center', 'center'])
})

test('[Q2] moving stops where merged cells would be torn apart', () => {
  const { editor } = open(
    documentOf(table([[cell('a', { rowspan: 2 }), cell('b')], [cell('c')], [cell('d'), cell('e')]])),
  )
  caretBehind(editor, 'c')
  const down = ROW_MENU.flat().find(({ name }) => name === 'row-down')
  expect(down?.command(editor.state)).toBe(false)
})

test('[Q3] Tab goes from cell to cell and adds a row at the end; Shift+Tab goes back', () => {
  const { editor } = open(documentOf(grid('ab')))
  caretBehind(editor, 'a')
  press(editor, 'Tab')
  expect(editor.state.selection.$head.parent.textContent).toBe('b')
  press(editor, 'Tab')
  editor.commands.insertContent('c')
  expect(textsOf(editor)).toEqual([
    ['a', 'b'],
    ['c', ''],
  ])
  press(editor, 'Tab', true)
  expect(editor.state.selection.$head.parent.textContent).toBe('b')
})

test('[Q3] Enter makes a line within the cell; with all cells selected Backspace deletes the table', () => {
  const { editor } = open(documentOf(grid('ab')))
  caretBehind(editor, 'a')
  press(editor, 'Enter')
  expect(editor.state.doc.firstChild?.firstChild?.firstChild?.childCount).toBe(2)
  selectLine(tablePos(editor), { row: 0 })(editor.state, editor.view.dispatch)
  press(editor, 'Backspace')
  expect(textsOf(editor)).toEqual([])
})

const HOSTILE: Readonly<Record<string, () => Y.XmlElement>> = {
  'a colspan of a billion': () => table([[cell('a', { colspan: 1e9 })], [cell('b')]]),
  'a rowspan of a billion': () => table([[cell('a', { rowspan: 1e9 }), cell('b')], [cell('c')]]),
  'spans below one': () =>
    table([[cell('a', { colspan: -1, rowspan: -1 })], [cell('b', { colspan: 0, rowspan: 0.5 })]]),
  'spans that are words, lists and objects': () =>
    table([
      [
        cell('a', { colspan: '9"><img src=x>', rowspan: [['img']] }),
        cell('b', { colspan: {}, rowspan: null }),
      ],
    ]),
  'spans that are no numbers': () =>
    table([[cell('a', { colspan: Number.NaN, rowspan: Number.POSITIVE_INFINITY })]]),
  'widths that are words': () => table([[cell('a', { colwidth: 'red;background:url(//evil)' })]]),
  'widths that are lists of anything': () =>
    table([
      [
        cell('a', { colwidth: ['1px', {}, null] }),
        cell('b', { colwidth: [1e12] }),
        cell('c', { colwidth: [-5] }),
      ],
    ]),
  'an align that is a style': () => table([[cell('a', { align: 'left;position:fixed' })]]),
  'an align that is DOM': () => table([[cell('a', { align: ['img', { src: 'x', onerror: 'alert(1)' }] })]]),
  'rows of unequal length': () =>
    table([[cell('a')], [cell('b'), cell('c'), cell('d')], [cell('e'), cell('f')]]),
  'rows without cells': () => table([[], [cell('a')], []]),
  'only rows without cells': () => table([[], []]),
  'no rows': () => table([]),
  'cells that overlap': () =>
    table([
      [cell('a'), cell('b', { rowspan: 3 })],
      [cell('c', { colspan: 5 })],
      [cell('d', { colspan: 2, rowspan: 9 })],
    ]),
  'a row of very many wide cells': () =>
    table([Array.from({ length: 1_100 }, () => cell('', { colspan: 1_000 }))]),
  'very many tall cells in very many rows': () =>
    table([
      Array.from({ length: 500 }, () => cell('', { rowspan: 60_000 })),
      ...Array.from({ length: 500 }, () => []),
    ]),
}

test.each(Object.entries(HOSTILE))(
  '[Q5, SEC 22] %s is shown, harms nobody and is not written',
  (_name, make) => {
    const doc = documentOf(make())
    const before = Y.encodeStateAsUpdate(doc)
    const { editor, writes } = open(doc)
    expect(editor.view.dom.querySelectorAll('table')).toHaveLength(1)
    expect(editor.view.dom.querySelector('img, [style*="url"], [onerror]')).toBeNull()
    for (const { colSpan, rowSpan } of editor.view.dom.querySelectorAll('td')) {
      expect(colSpan).toBeLessThanOrEqual(200)
      expect(rowSpan).toBeLessThanOrEqual(2_000)
    }
    expect(editor.view.dom.querySelectorAll('col').length).toBeLessThanOrEqual(1_000)
    expect(writes()).toBe(0)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(documentMarkdown(doc).length).toBeGreaterThan(0)
  },
)

test.each(Object.entries(HOSTILE))('[Q5] %s can be written in and repaired by hand', (_name, make) => {
  const doc = documentOf(make())
  const { editor } = open(doc)
  const texts = textsOf(editor)
    .flat()
    .filter((text) => text !== '')
  if (texts.includes('a')) {
    caretBehind(editor, 'a')
    editor.commands.insertContent('!')
  }
  for (const name of ['Tab', 'ArrowUp', 'ArrowRight', 'ArrowLeft', 'ArrowDown']) press(editor, name)
  editor.view.dom.querySelector<HTMLElement>('.table-fill button')?.click()
  const shape = tableShape(editor.state.doc.nodeAt(tablePos(editor)) ?? editor.state.doc)
  expect(shape === null || shape.isSound).toBe(true)
  const all = textsOf(editor).flat().join('')
  for (const text of texts) expect(all).toContain(text)
})

test('[Q4] one adds a row while another adds a column: equal, nothing lost, and writable at once', () => {
  const ann = documentOf(grid('ab', 'cd'))
  const ben = new Y.Doc()
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  const [a, b] = [open(ann), open(ben)]
  caretBehind(a.editor, 'd')
  runOn(a.editor, addRowAfter)
  caretBehind(b.editor, 'b')
  runOn(b.editor, addColumnAfter)
  const [writtenA, writtenB] = [a.writes(), b.writes()]
  exchange(ann, ben)
  expect([a.writes(), b.writes()]).toEqual([writtenA, writtenB])
  expect(textsOf(a.editor)).toEqual(textsOf(b.editor))
  expect(textsOf(a.editor)).toEqual([
    ['a', 'b', ''],
    ['c', 'd', ''],
    ['', ''],
  ])
  // both go on writing, at once and for long: no cell comes by itself
  for (let i = 0; i < 5; i += 1) {
    caretBehind(a.editor, 'a')
    a.editor.commands.insertContent('1')
    caretBehind(b.editor, 'd')
    b.editor.commands.insertContent('2')
    exchange(ann, ben)
  }
  expect(textsOf(a.editor)).toEqual(textsOf(b.editor))
  expect(textsOf(a.editor)).toEqual([
    ['a11111', 'b', ''],
    ['c', 'd22222', ''],
    ['', ''],
  ])
  // whoever fills the gap does it for both
  a.editor.view.dom.querySelector<HTMLElement>('.table-fill button')?.click()
  exchange(ann, ben)
  expect(textsOf(b.editor)).toEqual([
    ['a11111', 'b', ''],
    ['c', 'd22222', ''],
    ['', '', ''],
  ])
  expect(isSoundIn(a.editor) && isSoundIn(b.editor)).toBe(true)
})

test('[Q4] a command on a table with gaps fills them in the same step', () => {
  const { editor } = open(documentOf(table([[cell('a'), cell('b')], [cell('c')]])))
  caretBehind(editor, 'c')
  run(editor, 'row-after')
  expect(textsOf(editor)).toEqual([
    ['a', 'b'],
    ['c', ''],
    ['', ''],
  ])
  editor.commands.undo()
  expect(textsOf(editor)).toEqual([['a', 'b'], ['c']])
})

test('[Q4] deleting every row at the same time leaves the text around the table', () => {
  const after = new Y.XmlElement('paragraph')
  after.insert(0, [new Y.XmlText('below')])
  const ann = documentOf(grid('xy', 'zw'), after)
  const ben = new Y.Doc()
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  const [a, b] = [open(ann), open(ben)]
  caretBehind(a.editor, 'x')
  run(a.editor, 'delete-row')
  caretBehind(b.editor, 'z')
  run(b.editor, 'delete-row')
  exchange(ann, ben)
  expect(a.editor.state.doc.toJSON()).toEqual(b.editor.state.doc.toJSON())
  expect(a.editor.state.doc.textContent).toBe('below')
})

test('[Q4] cells stay selected while another person writes', () => {
  const ann = documentOf(grid('ab', 'cd'))
  const ben = new Y.Doc()
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  const [a, b] = [open(ann), open(ben)]
  selectLine(tablePos(a.editor), { row: 1 })(a.editor.state, a.editor.view.dispatch)
  caretBehind(b.editor, 'a')
  b.editor.commands.insertContent('bc')
  exchange(ann, ben)
  const { selection } = a.editor.state
  expect(selection).toBeInstanceOf(CellSelection)
  const texts: string[] = []
  if (selection instanceof CellSelection) selection.forEachCell(({ textContent }) => texts.push(textContent))
  expect(texts).toEqual(['c', 'd'])
})

test('[Q4] a selected column is no failure when others put a row above it that does not have it', () => {
  const { editor } = open(documentOf(grid('abc', 'def')))
  selectLine(tablePos(editor), { column: 2 })(editor.state, editor.view.dispatch)
  const { selection, tr, schema } = editor.state
  const short = ['tableCell', 'tableCell'].map((name) => schema.nodes[name]?.createAndFill() ?? [])
  tr.insert(tablePos(editor) + 1, schema.nodes.tableRow?.create(null, short.flat()) ?? [])
  expect(selection.map(tr.doc, tr.mapping)).not.toBeInstanceOf(CellSelection)
})

test('[Q4] changes of others write nothing in a reader', () => {
  const ann = documentOf(grid('ab', 'cd'))
  const ben = new Y.Doc()
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  const [a, b] = [open(ann), open(ben)]
  b.editor.setEditable(false)
  const steps: readonly Command[] = [addRowAfter, addColumnAfter, setCellAttr('align', 'right'), mergeCells]
  for (const step of steps) {
    caretBehind(a.editor, 'a')
    if (step === mergeCells)
      selectLine(tablePos(a.editor), { row: 0 })(a.editor.state, a.editor.view.dispatch)
    runOn(a.editor, step)
    exchange(ann, ben)
    expect(b.writes()).toBe(0)
    expect(b.editor.state.doc.toJSON()).toEqual(a.editor.state.doc.toJSON())
  }
})

test('[Q6] tables are Markdown of GitHub’s kind, and every word is in it', () => {
  const list = new Y.XmlElement('bulletList')
  const items = ['one', 'two'].map((text) => {
    const item = new Y.XmlElement('listItem')
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    item.insert(0, [paragraph])
    return item
  })
  list.insert(0, items)
  const listed = new Y.XmlElement('tableCell')
  listed.insert(0, [list])
  const doc = documentOf(
    table([
      [cell('Name', { align: 'left' }), cell('a | b', { align: 'right' }), cell('c')],
      [cell('wide', { colspan: 2 }), cell('tall', { rowspan: 2 })],
      [cell('x'), listed],
    ]),
  )
  expect(documentMarkdown(doc)).toBe(
    [
      '| Name | a \\| b | c |',
      '| :--- | ---: | --- |',
      '| wide |  | tall |',
      '| x | - one<br>- two |  |',
      '',
    ].join('\n'),
  )
})

test('[Q5] nothing is said to the console', () => {
  const error = vi.spyOn(console, 'error')
  open(documentOf(...Object.values(HOSTILE).map((make) => make())))
  expect(error).not.toHaveBeenCalled()
})
