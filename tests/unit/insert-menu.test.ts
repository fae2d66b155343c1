// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from 'vitest'
import type { BlockName } from '../../app/d/[id]/editor/action-names.ts'
import { BLOCK_ACTIONS, BLOCK_GROUPS } from '../../app/d/[id]/editor/block-actions.ts'
import { findBlocks } from '../../app/d/[id]/editor/block-search.ts'
import {
  insertMenuOf,
  openInsertMenu,
  runInsert,
  toggleInsertMenu,
} from '../../app/d/[id]/editor/insert-menu.ts'
import { LANGUAGES } from '../../lib/i18n/languages.ts'
import { type Translator, translatorOf } from '../../lib/i18n/translator.ts'
import { EditorPage } from './editor-page.ts'

let page: EditorPage
const opened = (html?: string, caretIn?: number): EditorPage => {
  page = EditorPage.open(html, caretIn)
  return page
}
afterEach(() => page?.close())

const menu = () => insertMenuOf(page.editor.state)
const names = (query: string) => findBlocks(query).map(({ name }) => name)

const lookedFor = (t: Translator, name: BlockName): readonly string[] => [
  t(`editor.actions.${name}`),
  ...t(`editor.search.${name}`).split(', '),
]

test('[M1] every block is found by its label and by each of its search words', () => {
  for (const { name } of BLOCK_ACTIONS) {
    for (const words of lookedFor(translatorOf('en'), name)) expect(names(words), words).toContain(name)
  }
  expect(names('')).toHaveLength(BLOCK_ACTIONS.length)
  expect(names('no such block')).toEqual([])
})

test.each(LANGUAGES)(
  '[M1] a page in %s finds every block by its own words and by the English ones',
  (language) => {
    for (const { name } of BLOCK_ACTIONS) {
      for (const spoken of [language, 'en'] as const) {
        for (const words of lookedFor(translatorOf(spoken), name)) {
          const found = findBlocks(words, translatorOf(language)).map((each) => each.name)
          expect(found, words).toContain(name)
        }
      }
    }
  },
)

test('[M1] what fits best comes first, and groups stay together', () => {
  expect(names('h2')[0]).toBe('heading-2')
  expect(names('heading 3')[0]).toBe('heading-3')
  const groups = findBlocks('').map(({ group }) => group)
  expect([...new Set(groups)]).toEqual(BLOCK_GROUPS.filter((group) => groups.includes(group)))
  expect(groups).toEqual([...groups].sort((a, b) => BLOCK_GROUPS.indexOf(a) - BLOCK_GROUPS.indexOf(b)))
})

test('[M1] a slash opens it at the start of a block and after a space, not in a word or in code', () => {
  opened().type('/')
  expect(menu()?.found).toHaveLength(BLOCK_ACTIONS.length)
  page.press('Escape')
  expect(menu()).toBeNull()
  page.type(' /')
  expect(menu()).not.toBeNull()
  page.press('Escape')
  page.type('and/')
  expect(menu()).toBeNull()
  page.close()
  opened('<pre><code></code></pre>').type('/')
  expect(menu()).toBeNull()
})

test('[M1] by keys alone: search, choose, and nothing of the query is left', () => {
  opened().type('Plan')
  page.press('Enter')
  page.type('/head')
  page.press('ArrowDown')
  expect(page.press('Enter')).toBe(true)
  expect(page.html).toContain('<h2></h2>')
  page.type('Steps')
  expect(page.html).toContain('<h2>Steps</h2>')
  expect(menu()).toBeNull()
})

test('[M1] it closes when the caret leaves, after a space, and when the slash goes', () => {
  for (const leave of [
    () => page.editor.commands.setTextSelection(1),
    () => page.type(' '),
    () => page.editor.commands.deleteRange({ from: 4, to: 5 }),
    () => page.type('q!'),
  ]) {
    opened().type('ab /')
    expect(menu()).not.toBeNull()
    leave()
    const open = menu()
    expect(open === null || open.found.length === 0).toBe(true)
    page.close()
  }
})

test('[M1] Enter with nothing found makes a new line', () => {
  opened().type('/qqq')
  expect(menu()?.found).toEqual([])
  page.press('Enter')
  expect(menu()).toBeNull()
  expect(page.blocks).toEqual(['/qqq', ''])
})

test('[M1] opening it writes nothing but what was typed, and what others write does not close it', () => {
  opened('<p>first</p><p></p>', 1)
  const other = EditorPage.beside(page)
  const before = page.xml
  openInsertMenu(page.editor)
  expect(page.xml).toBe(before)
  page.press('Escape')
  page.type('/quo')
  other.caretIn(0, 0)
  other.type('the ')
  expect(menu()?.found.map(({ name }) => name)).toEqual(['quote'])
  page.press('Enter')
  expect(page.html).toBe('<p>the first</p><blockquote><p></p></blockquote>')
  other.close()
})

test('[M1] the button opens it without a slash, and closes it', () => {
  opened('<p>words</p>')
  toggleInsertMenu(page.editor)
  expect(menu()?.text).toBe('')
  toggleInsertMenu(page.editor)
  expect(menu()).toBeNull()
  toggleInsertMenu(page.editor)
  page.type('x')
  expect(menu()).toBeNull()
})

test('[M1] a reader gets none', () => {
  opened()
  page.readOnly()
  page.type('/')
  expect(menu()).toBeNull()
})

test('[M1] a screen reader is told the option', () => {
  opened().type('/quote')
  const { dom } = page.editor.view
  expect(dom.getAttribute('aria-activedescendant')).toBe('insert-quote')
  expect(dom.getAttribute('aria-controls')).toBe('insert-list')
  page.press('Escape')
  expect(dom.hasAttribute('aria-activedescendant')).toBe(false)
})

describe('[M2] every block', () => {
  for (const action of BLOCK_ACTIONS) {
    for (const [where, html] of [
      ['an empty paragraph', '<p></p>'],
      ['a filled paragraph', '<p>some words</p>'],
    ] as const) {
      test(`${action.name} on ${where}`, () => {
        opened(html)
        openInsertMenu(page.editor)
        runInsert(page.editor, action)
        expect(menu()).toBeNull()
        if (action.effect === 'turns') expect(action.isOn?.(page.editor), 'is on').toBe(true)
        expect(page.editor.state.doc.textContent).toContain(html.includes('some words') ? 'some words' : '')
        expect(() => page.editor.state.doc.check()).not.toThrow()
      })
    }
  }
})
