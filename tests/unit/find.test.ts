// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { endFind, foundIn, goToMatch, lookFor, matchFrom } from '../../app/d/[id]/editor/find.ts'
import { Finder, type FindQuery, findPattern } from '../../app/d/[id]/editor/find-matches.ts'
import { replaceAll, replaceNow } from '../../app/d/[id]/editor/replace-matches.ts'
import { EditorPage } from './editor-page.ts'

const pages: EditorPage[] = []
const kept = (page: EditorPage): EditorPage => {
  pages.push(page)
  return page
}
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

const query = (words: string, more: Partial<FindQuery> = {}): FindQuery => ({
  words,
  matchCase: false,
  wholeWord: false,
  ...more,
})
const found = (page: EditorPage) => {
  const all = foundIn(page.editor.state)
  return { count: all?.matches.length ?? 0, at: all?.at ?? -1 }
}
const words = (page: EditorPage): string[] =>
  (foundIn(page.editor.state)?.matches ?? []).map(({ from, to }) =>
    page.editor.state.doc.textBetween(from, to),
  )

const TEXT = '<h1>Cats</h1><p>A cat, two <strong>cat</strong>s and a con<em>cat</em>enation.</p><p>CAT</p>'

test('[M7] it finds across formats, by case and by whole words', () => {
  const page = kept(EditorPage.open(TEXT))
  lookFor(page.editor, query('cat'))
  expect(words(page)).toEqual(['Cat', 'cat', 'cat', 'cat', 'CAT'])
  lookFor(page.editor, query('cat', { matchCase: true }))
  expect(found(page).count).toBe(3)
  lookFor(page.editor, query('cat', { wholeWord: true }))
  expect(words(page)).toEqual(['cat', 'CAT'])
  lookFor(page.editor, query(''))
  expect(found(page)).toEqual({ count: 0, at: -1 })
})

test('[M7] signs are signs, never an expression', () => {
  const sign = '\\^$.*+?()[]{}|/-'
  expect(findPattern(query(sign))?.test(`a${sign}b`)).toBe(true)
  expect(findPattern(query('.'))?.test('abc')).toBe(false)
  expect(findPattern(query('Ä', { wholeWord: true }))?.test('ä')).toBe(true)
  expect(findPattern(query('a', { wholeWord: true }))?.test('äa')).toBe(false)
})

test('[M7] next and previous go around, and Escape selects the match', () => {
  const page = kept(EditorPage.open(TEXT))
  lookFor(page.editor, query('cat'))
  const from = found(page).at
  goToMatch(page.editor, -1)
  goToMatch(page.editor, 1)
  expect(found(page).at).toBe(from)
  for (let step = 0; step < 5; step += 1) goToMatch(page.editor, 1)
  expect(found(page).at).toBe(from)
  const now = foundIn(page.editor.state)?.matches[from]
  endFind(page.editor)
  const { selection } = page.editor.state
  expect({ from: selection.from, to: selection.to }).toEqual(now)
  expect(foundIn(page.editor.state)).toBeNull()
  expect(matchFrom([], 3)).toBe(-1)
})

test('[M7] it follows what is typed, here and by others, and writes nothing', () => {
  const page = kept(EditorPage.open('<p>one cat</p><p>end</p>', 1))
  const other = kept(EditorPage.beside(page))
  const before = page.xml
  lookFor(page.editor, query('cat'))
  expect(page.xml).toBe(before)
  expect(page.html).not.toContain('find-match')
  page.type(' cat')
  expect(found(page).count).toBe(2)
  other.caretIn(0, 0)
  other.type('a cat and ')
  expect(found(page).count).toBe(3)
  expect(page.editor.view.dom.querySelectorAll('.find-match')).toHaveLength(3)
})

test('[M7] after a change one block is searched, however many there are', () => {
  const page = kept(EditorPage.open('<p>cat</p>'.repeat(200), 3))
  const matchAll = vi.spyOn(String.prototype, 'matchAll')
  lookFor(page.editor, query('cat'))
  expect(matchAll).toHaveBeenCalledTimes(200)
  page.type(' cat')
  expect(matchAll).toHaveBeenCalledTimes(204)
  matchAll.mockRestore()
  expect(found(page).count).toBe(201)
})

test('[M7] replace all: one step of undo, formats kept, and what others write in between stays', () => {
  const page = kept(EditorPage.open('<p>a cat, a <strong>cat</strong>, a cat</p><p>cat</p>'))
  lookFor(page.editor, query('cat'))
  const away = kept(EditorPage.beside(page))
  away.caretIn(0, 7)
  const updates: Uint8Array[] = []
  page.doc.on('update', (update: Uint8Array) => updates.push(update))
  expect(replaceAll(page.editor, 'tiger')).toBe(4)
  expect(updates).toHaveLength(1)
  expect(page.html).toBe('<p>a tiger, a <strong>tiger</strong>, a tiger</p><p>tiger</p>')
  away.type('|')
  expect(page.blocks[0]).toBe('a tiger, |a tiger, a tiger')
  page.editor.commands.undo()
  expect(page.blocks).toEqual(['a cat, |a cat, a cat', 'cat'])
  expect(away.xml).toBe(page.xml)
})

test('[M7] replace all and somebody who writes at the same time: nothing lost, nothing doubled', () => {
  const page = kept(EditorPage.open('<p>cat cat cat</p>'))
  const copy = kept(EditorPage.apart(page))
  lookFor(page.editor, query('cat'))
  replaceAll(page.editor, 'ox')
  copy.caretIn(0, 4)
  copy.type('wild ')
  page.meet(copy)
  expect(page.blocks).toEqual(['ox wild ox ox'])
  expect(copy.xml).toBe(page.xml)
})

test('[M7] replace takes one and goes to the next, also when the new words hold the old', () => {
  const page = kept(EditorPage.open('<p>cat cat cat</p>'))
  page.caretIn(0, 0)
  lookFor(page.editor, query('cat'))
  replaceNow(page.editor, 'cats')
  replaceNow(page.editor, 'cats')
  expect(page.blocks).toEqual(['cats cats cat'])
  replaceNow(page.editor, '')
  expect(page.blocks).toEqual(['cats cats '])
})

test('[M7] a reader finds and does not replace', () => {
  const page = kept(EditorPage.open('<p>cat</p>'))
  page.readOnly()
  lookFor(page.editor, query('cat'))
  expect(found(page).count).toBe(1)
  expect(replaceAll(page.editor, 'dog')).toBe(0)
  expect(replaceNow(page.editor, 'dog')).toBe(false)
  expect(page.blocks).toEqual(['cat'])
})

test('[M7] a place that is no letter matches nothing and counts as one', () => {
  const page = kept(EditorPage.open('<p>one<br>two</p>'))
  const matches = new Finder(query('two')).find(page.editor.state.doc)
  expect(matches).toEqual([{ from: 5, to: 8 }])
})
