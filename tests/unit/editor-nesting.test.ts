// @vitest-environment happy-dom

import type { JSONContent } from '@tiptap/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Doc, encodeStateAsUpdate } from 'yjs'
import { fitsBeside } from '../../app/d/[id]/editor/block-moves.ts'
import { unitFrom } from '../../app/d/[id]/editor/block-unit.ts'
import { levelsIn, MOST_LEVELS } from '../../app/d/[id]/editor/nesting.ts'
import { MAX_NESTING } from '../../lib/nesting-limit.ts'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { scanStored } from '../../server/update-scan.ts'
import { depthOf } from '../../server/workers/document-outline.ts'
import { type OpenEditor, openEditor, press, type } from './block-editor.ts'
import { element, paragraph, written } from './raw-blocks.ts'

const problems: string[] = []
const open: OpenEditor[] = []
beforeEach(() => void problems.splice(0))
afterEach(() => {
  for (const page of open.splice(0)) page.close()
})

/** A page; every update that it makes is judged as the server does. */
function judged(doc?: Doc): OpenEditor {
  const page = openEditor(doc, { onProblem: (words) => problems.push(words) })
  open.push(page)
  const state = new DocumentState()
  state.add(scanStored(encodeStateAsUpdate(page.doc), state))
  const judge = (update: Uint8Array): void => {
    const verdict = judgeUpdate(state, update, { roots: null })
    // what is only perhaps too deep is measured by a worker
    expect(['new', 'known', 'deep']).toContain(verdict.kind)
    state.add(scanStored(update, state))
    expect(depthOf(page.doc)).toBeLessThanOrEqual(MAX_NESTING)
  }
  page.doc.on('update', judge)
  return page
}

const line = (text: string): string => `<p>${text}</p>`
const TOGGLE = ['<div data-toggle>', '</div>'] as const
const QUOTE = ['<blockquote>', '</blockquote>'] as const
/** A list of one item with a list of one item in it, and so on. */
const lists = (levels: number): JSONContent => ({
  type: 'bulletList',
  content: [
    {
      type: 'listItem',
      content: [{ type: 'paragraph' }, ...(levels > 1 ? [lists(levels - 1)] : [])],
    },
  ],
})
const within = ([before, after]: readonly [string, string], inner: string, levels: number): string =>
  before.repeat(levels) + inner + after.repeat(levels)

const WAYS: Readonly<Record<string, (page: OpenEditor) => unknown>> = {
  'quotes, by a command': ({ editor }) => editor.commands.wrapIn('blockquote'),
  'quotes, as they are typed': ({ editor }) => type(editor, '> '),
  'toggles, as they are typed': ({ editor }) => type(editor, '>> '),
  'callouts, as they are typed': ({ editor }) => type(editor, '[!tip] '),
  'one after the other': ({ editor }) => {
    for (const sign of ['> ', '>> ', '[!tip] ']) type(editor, sign)
  },
  'items within items': ({ editor }) => {
    if (!editor.isActive('bulletList')) editor.commands.toggleBulletList()
    type(editor, 'item')
    press(editor, 'Enter')
    press(editor, 'Tab')
  },
  'tasks within tasks': ({ editor }) => {
    if (!editor.isActive('taskList')) editor.commands.toggleTaskList()
    type(editor, 'task')
    press(editor, 'Enter')
    press(editor, 'Tab')
  },
}

test.each(Object.keys(WAYS))(
  '[E30, G10] %s: as deep as the server takes, then it is said in words',
  (name) => {
    const page = judged()
    page.editor.commands.setContent(within(TOGGLE, '<p></p>', 70))
    page.editor.commands.setTextSelection(71)
    const dig = WAYS[name] as (typeof WAYS)[string]
    for (let i = 0; i < 30 && problems.length === 0; i += 1) dig(page)
    expect(new Set(problems)).toEqual(new Set(['That would be nested too deeply. Nothing was changed.']))
    const levels = levelsIn(page.editor.state.doc)
    expect(levels).toBeLessThanOrEqual(MOST_LEVELS)
    expect(levels).toBeGreaterThan(MOST_LEVELS - 6)
    // and one goes on writing there
    type(page.editor, 'down here')
    press(page.editor, 'Enter')
    type(page.editor, 'and here')
    for (const words of ['down here', 'and here']) expect(page.editor.state.doc.textContent).toContain(words)
    expect(depthOf(page.doc)).toBeLessThanOrEqual(MOST_LEVELS)
  },
)

test('[E30, Q15] what is pasted deep down, and would be too deep there, is refused as a whole', () => {
  const page = judged()
  const { editor } = page
  editor.commands.setContent(within(QUOTE, line('deep'), 60))
  const before = editor.state.doc
  editor.commands.setTextSelection(63)
  editor.view.pasteHTML(line('one') + within(QUOTE, line('more'), 30))
  expect(editor.state.doc).toBe(before)
  expect(problems).toHaveLength(1)
  editor.view.pasteHTML(line('one') + within(QUOTE, line('more'), 10))
  expect(editor.state.doc.textContent).toContain('more')
  expect(problems).toHaveLength(1)
})

/** As deep as a hostile client gets past the guard. */
function deepDocument(names: readonly string[]): Doc {
  let block = paragraph('deep')
  for (let level = 2; level < MAX_NESTING; level += 1) {
    const name = names[level % names.length] ?? ''
    block = element(name, {}, block)
  }
  const doc = written(block, paragraph('the last line'))
  expect(depthOf(doc)).toBe(MAX_NESTING)
  return doc
}

test.each([
  [['blockquote']],
  [['callout']],
  [['toggle']],
  [['listItem', 'bulletList']],
  [['taskItem', 'taskList']],
  [['tableCell', 'tableRow', 'table']],
  [['unheardOf']],
])(
  '[E30, E15] what others nested as deep as can be, in %j, is shown, written in and taken apart',
  (names) => {
    const page = judged(deepDocument(names))
    const { editor } = page
    expect(editor.view.dom.textContent).toContain('the last line')
    expect(page.written()).toBe(0)
    const { doc } = editor.state
    let at = -1
    doc.descendants((node, pos) => {
      if (node.text === 'deep') at = pos
    })
    if (at !== -1) {
      editor.commands.setTextSelection(at + 4)
      type(editor, ' down')
      press(editor, 'Enter')
      type(editor, 'below')
      expect(editor.state.doc.textContent).toContain('deep down')
      expect(editor.state.doc.textContent).toContain('below')
      expect(problems).toEqual([])
    }
    editor.commands.selectAll()
    editor.commands.wrapIn('blockquote')
    expect(problems).toHaveLength(1)
    editor.commands.deleteSelection()
    expect(editor.state.doc.textContent).toBe('')
  },
)

test('[E30, M4] an item is dropped nowhere that would be too deep for it', () => {
  const page = judged()
  const { editor } = page
  editor.commands.setContent([lists(40), { type: 'paragraph' }, lists(10)])
  const places: number[] = []
  editor.state.doc.descendants((node, pos) => {
    if (node.type.name === 'listItem') places.push(pos)
  })
  const units = places.map((pos) => unitFrom(editor.state, pos))
  const [outer, low] = [units[41], units[38]]
  const [inner] = [units[48]]
  if (outer == null || low == null || inner == null) throw new Error('no such items')
  expect(fitsBeside(outer, low)).toBe(false)
  expect(fitsBeside(inner, low)).toBe(true)
  expect(fitsBeside(low, outer)).toBe(true)
})
