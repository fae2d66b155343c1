// @vitest-environment happy-dom
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { HOSTILE_ATTRIBUTES, HOSTILE_VALUES } from '../hostile-content.ts'
import { allAt, documentOf, expectAllHarmless, HostileStage, isUnwritable } from './hostile-stage.ts'
import { contentBesideAddresses, wholeContent } from './whole-content.ts'

// the renderer of formulas looks at it when it is loaded
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

const stage = new HostileStage()
afterEach(() => stage.close())
afterAll(() => stage.dispose())

describe.each(stage.nodes)('[K1, E16, SEC 20, SEC 21, SEC 22] %s', (name) => {
  const own = stage.attributesOf(name)
  const each = [...own.map((attribute) => [attribute]), ...(own.length > 1 ? [own] : [])]
  const rows = [
    ...each.map((names) => [names.join(', '), names] as const),
    ['nothing of its own', []] as const,
  ]

  test.each(rows)('whose %s is anything', (_, names) => {
    const logged = vi.spyOn(console, 'error')
    const foreign = names.length === 0 ? HOSTILE_ATTRIBUTES : names
    stage.expectHarmless(documentOf(HOSTILE_VALUES.map((value) => stage.block(name, allAt(foreign, value)))))
    expect(logged).not.toHaveBeenCalled()
  })

  test('for readers, with all of it at once', () => {
    const blocks = HOSTILE_VALUES.map((value) => stage.blockFullOf(name, value))
    stage.expectHarmless(documentOf(blocks), false)
  })

  test('[E17] is copied, wrapped and taken back as it is', () => {
    const values = HOSTILE_VALUES.filter((value) => !isUnwritable(value))
    const doc = documentOf(values.map((value) => stage.blockFullOf(name, value)))
    const before = wholeContent(doc)
    const page = stage.open(doc)
    const { editor } = page
    const shown = editor.state.doc.toJSON()
    editor.commands.selectAll()
    expect(editor.commands.wrapIn('blockquote')).toBe(true)
    expect(editor.state.doc.childCount).toBe(1)
    // not by `eq`: no node with NaN in it equals itself
    expect(editor.state.doc.firstChild?.content.toJSON()).toEqual(shown.content)
    editor.commands.undo()
    expect(contentBesideAddresses(doc)).toBe(before)
    const blocks = editor.state.doc.content
    editor.view.dispatch(editor.state.tr.insert(blocks.size, blocks))
    expect(editor.state.doc.childCount).toBe(2 * blocks.childCount)
    expectAllHarmless(page)
    editor.commands.undo()
    expect(contentBesideAddresses(doc)).toBe(before)
  })

  test('[E16] with a value that Yjs does not write stays where it is', () => {
    const doc = documentOf(HOSTILE_VALUES.filter(isUnwritable).map((value) => stage.blockFullOf(name, value)))
    const before = wholeContent(doc)
    const { editor } = stage.open(doc)
    editor.commands.selectAll()
    editor.commands.wrapIn('blockquote')
    expect(wholeContent(doc)).toBe(before)
    const { content } = editor.state.doc
    editor.view.dispatch(editor.state.tr.insert(content.size, content))
    expect(wholeContent(doc)).toBe(before)
  })
})
