// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { duplicateRow, runOn } from '../../app/d/[id]/editor/table-commands.ts'
import { selectedCells } from '../../app/d/[id]/editor/table-place.ts'
import { productKit } from './all-kinds.ts'
import { type } from './block-editor.ts'
import './editor-page.ts'
import { block, documentOf, Hub, meet, Page } from './editor-people.ts'

// this environment has one that never sees anything
vi.stubGlobal('IntersectionObserver', undefined)

const pages: Page[] = []
afterEach(() => {
  for (const page of pages.splice(0)) page.destroy()
})

/** Two people with all that the product has, on one document. */
function together(state: Uint8Array): { hub: Hub; alice: Page; bob: Page } {
  const hub = new Hub(state)
  const [alice, bob] = [new Page(state, 1_000, productKit), new Page(state, 2_000, productKit)]
  pages.push(alice, bob)
  for (const page of pages) page.connect(hub)
  return { hub, alice, bob }
}

const wrote = ({ doc }: Page): boolean => doc.store.clients.has(doc.clientID)

test('[K12] an address that others write becomes no link here: nobody else writes', () => {
  const { hub, alice, bob } = together(documentOf(block('paragraph', 'see')))
  const words = alice.text.get(0) as Y.XmlElement
  ;(words.get(0) as Y.XmlText).insert(3, ' https://example.org/a')
  meet(hub, alice, bob)
  ;(words.get(0) as Y.XmlText).insert(25, ' ')
  meet(hub, alice, bob)
  expect(bob.html).toBe('<p>see https://example.org/a </p>')
  expect(wrote(bob)).toBe(false)
})

test('[K12] a space that others write at the end of a link changes nothing else', () => {
  const { hub, alice, bob } = together(documentOf(block('paragraph', 'words:')))
  alice.editor.commands.setTextSelection(7)
  type(alice.editor, ' :')
  bob.editor.commands.setTextSelection({ from: 1, to: 7 })
  bob.editor.commands.setLink({ href: 'https://example.org/' })
  meet(hub, alice, bob)
  expect(bob.html).toBe(alice.html)
  expect(bob.editor.state.doc.textContent).toBe('words: :')
})

test('[Q2] a row is duplicated in a table with a gap, which is filled', () => {
  const row = (...words: string[]) =>
    block(
      'tableRow',
      words.map((said) => block('tableCell', [block('paragraph', said)])),
    )
  const { hub, alice, bob } = together(documentOf(block('table', [row('a', 'b'), row('c')])))
  alice.at('c')
  expect(runOn(alice.editor, duplicateRow)).toBe(true)
  meet(hub, alice, bob)
  expect(bob.editor.state.doc.textContent).toBe('abcc')
  expect(bob.html).toBe(alice.html)
  expect(selectedCells(alice.editor.state)?.rect).toEqual({ left: 0, right: 2, top: 2, bottom: 3 })
})
