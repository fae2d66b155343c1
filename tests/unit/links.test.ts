// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import { linkAt, linkAtCaret } from '../../app/d/[id]/editor/link-at.ts'
import { isSelected } from '../../app/d/[id]/editor/use-selected-text.ts'
import { EditorPage } from './editor-page.ts'

let page: EditorPage
afterEach(() => page.close())

const LINKED = '<p>see <a href="https://example.org">here</a></p>'

test('[M8] what is typed behind a link is not part of it, what is typed in it is', () => {
  page = EditorPage.open(LINKED)
  page.type(' now')
  page.caretIn(0, 6)
  page.type('!')
  const { href } = page.editor.getAttributes('link')
  expect(href).toBe('https://example.org')
  expect(page.editor.view.dom.querySelector('a')?.textContent).toBe('he!re')
  expect(page.blocks).toEqual(['see he!re now'])
})

test('[M3] text is selected when it is letters outside of code, for who may edit', () => {
  page = EditorPage.open('<p>words</p><p></p><pre><code>code</code></pre><hr>')
  const select = (from: number, to: number): boolean => {
    page.editor.commands.setTextSelection({ from, to })
    return isSelected(page.editor)
  }
  expect(select(1, 4)).toBe(true)
  expect(select(3, 3)).toBe(false)
  expect(select(6, 8)).toBe(false)
  expect(select(10, 13)).toBe(false)
  page.editor.commands.setNodeSelection(page.editor.state.doc.content.size - 1)
  expect(isSelected(page.editor)).toBe(false)
  page.readOnly()
  expect(select(1, 4)).toBe(false)
})

test('[M8] the link at a place, and at the caret', () => {
  page = EditorPage.open(LINKED)
  const link = { from: 5, to: 9, href: 'https://example.org' }
  expect(linkAt(page.editor.state, 6)).toEqual(link)
  expect(linkAt(page.editor.state, 2)).toBeNull()
  expect(linkAt(page.editor.state, -1)).toBeNull()
  page.caretIn(0, 5)
  expect(linkAtCaret(page.editor.state)).toEqual(link)
  page.editor.commands.setTextSelection({ from: 5, to: 7 })
  expect(linkAtCaret(page.editor.state)).toBeNull()
})

test('[M8] an address that is typed becomes a link at the space behind it', () => {
  page = EditorPage.open()
  page.type('at https://example.org/a and on')
  expect(page.editor.view.dom.querySelector('a')?.textContent).toBe('https://example.org/a')
})
