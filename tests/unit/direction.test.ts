// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { type OpenEditor, openEditor } from './block-editor.ts'
import { element, paragraph, written } from './raw-blocks.ts'

const open: OpenEditor[] = []

afterEach(() => {
  for (const page of open.splice(0)) page.close()
})

function show(...blocks: readonly Y.XmlElement[]): OpenEditor {
  const page = openEditor(written(...blocks))
  open.push(page)
  return page
}

const BLOCKS = () => [
  element('heading', { level: 1 }, 'שלום'),
  paragraph('مرحبا'),
  element('bulletList', {}, element('listItem', {}, paragraph('أول'))),
  element('codeBlock', { language: 'ts' }, 'const a = 1'),
]

test('[D1] lines have the direction of their first letter, and nothing of it is written', () => {
  const page = show(...BLOCKS())
  const updates = vi.fn()
  page.doc.on('update', updates)
  const { dom } = page.editor.view
  for (const line of dom.querySelectorAll<HTMLElement>('h1, p')) expect(line.dir).toBe('auto')
  page.editor.commands.insertContentAt(1, 'a')
  expect(updates).toHaveBeenCalledOnce()
  expect(page.text.toString()).not.toContain('dir')
})

test('[D1] what is copied or exported says nothing of directions', () => {
  const page = show(...BLOCKS())
  expect(page.editor.getHTML()).not.toContain('dir=')
  const { dom } = page.editor.view.serializeForClipboard(page.editor.state.doc.slice(0))
  expect(dom.innerHTML).not.toContain('dir=')
})

test('[D2] code and formulas go from left to right, whatever is around them', () => {
  const page = show(
    element('codeBlock', {}, '// تعليق'),
    element('blockMath', { latex: 'x' }),
    element('paragraph', {}, 'نص', element('inlineMath', { latex: 'y' })),
  )
  for (const left of page.editor.view.dom.querySelectorAll<HTMLElement>('.code-block, .formula')) {
    expect(left.dir).toBe('ltr')
  }
})
