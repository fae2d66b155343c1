// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from 'vitest'
import { BLOCK_ACTIONS } from '../../app/d/[id]/editor/block-actions.ts'
import { isPressOf, keyCaps, keyWords } from '../../app/d/[id]/editor/shortcut-keys.ts'
import { keysOf, SHORTCUTS } from '../../app/d/[id]/editor/shortcuts.ts'
import { TOOLBAR } from '../../app/d/[id]/editor/toolbar-actions.ts'
import { translatorOf } from '../../lib/i18n/translator.ts'
import { EditorPage } from './editor-page.ts'

let page: EditorPage
afterEach(() => page?.close())

/** Where the keys of a name do something: a list for those of lists, something done before for undo. */
function place(name: string): void {
  if (name === 'indent' || name === 'outdent') {
    page = EditorPage.open('<ul><li><p>one</p></li><li><p>two</p></li></ul>')
    page.editor.commands.setTextSelection(page.editor.state.doc.content.size - 4)
    if (name === 'outdent') page.press('Tab')
    return
  }
  page = EditorPage.open('<h1>Title</h1><p>some words</p><p>more</p>', 1)
  if (name === 'undo' || name === 'redo') page.type('!')
  if (name === 'redo') page.editor.commands.undo()
  if (!name.startsWith('move-')) page.editor.commands.setTextSelection({ from: 8, to: 12 })
  if (name === 'clear') page.editor.commands.toggleBold()
}

describe('[M6] every key of the table does something', () => {
  for (const { name, keys, where } of SHORTCUTS) {
    for (const each of keys) {
      if (where !== 'text') continue
      test(`${name}: ${each}`, () => {
        place(name)
        const asked: string[] = []
        page.editor.on('openPanel', ({ panel }) => asked.push(panel))
        const before = page.html
        expect(page.press(each)).toBe(true)
        expect(asked.length > 0 || page.html !== before || name === 'text').toBe(true)
      })
    }
  }
})

test('[M6] no key means two things, and no action stands twice in the table', () => {
  const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
  const names = SHORTCUTS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

test('[M6] toolbar and menus have their keys from the table', () => {
  for (const { name, keys } of TOOLBAR.flat()) expect(keysOf(name)).toBe(keys)
  for (const { name, keys } of BLOCK_ACTIONS) if (keys !== undefined) expect(keysOf(name)).not.toBeNull()
})

const OPENING: ReadonlySet<string> = new Set([
  'find',
  'shortcuts',
  'chat',
  'comments',
  'comment',
  'suggest',
  'comment-next',
  'comment-previous',
])

test('[M6] what the keys of the page open', () => {
  page = EditorPage.open()
  const asked: string[] = []
  page.editor.on('openPanel', ({ panel }) => asked.push(panel))
  for (const { name, where, run } of SHORTCUTS) {
    if (where === 'page') expect(run(page.editor), name).toBe(OPENING.has(name))
  }
  expect(asked).toEqual(['find', 'shortcuts'])
})

test('[M6] keys are called as they are on the keyboard', () => {
  const t = translatorOf('en')
  expect(keyCaps(t, 'Mod+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z'])
  expect(keyWords(t, 'Mod+Shift+Z', true)).toBe('⌘⇧Z')
  expect(keyWords(t, 'Mod+Shift+ArrowUp', false)).toBe('Ctrl+Shift+↑')
  expect(keyWords(translatorOf('de'), 'Mod+Shift+ArrowUp', false)).toBe('Strg+Umschalt+↑')
})

test('[M6] a key of the page is told apart from its neighbours', () => {
  const press = (key: string, held: Partial<KeyboardEvent> = {}) => ({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    ...held,
  })
  expect(isPressOf('Mod+F', press('f', { ctrlKey: true }), false)).toBe(true)
  expect(isPressOf('Mod+F', press('F', { ctrlKey: true, shiftKey: true }), false)).toBe(false)
  expect(isPressOf('Mod+F', press('f', { metaKey: true }), true)).toBe(true)
  expect(isPressOf('Mod+F', press('f', { ctrlKey: true }), true)).toBe(false)
  expect(isPressOf('Mod+/', press('/', { ctrlKey: true, shiftKey: true }), false)).toBe(true)
  expect(isPressOf('?', press('?', { shiftKey: true }), false)).toBe(true)
  expect(isPressOf('F3', press('F3', { shiftKey: true }), false)).toBe(false)
  expect(isPressOf('Shift+F3', press('F3', { shiftKey: true }), false)).toBe(true)
})
