// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { BLOCK_ACTIONS } from '../../app/d/[id]/editor/block-actions.ts'
import { dayWords, today } from '../../app/d/[id]/editor/blocks/date.ts'
import { loadEmoji } from '../../app/d/[id]/editor/blocks/emoji.ts'
import { notesOf } from '../../app/d/[id]/editor/blocks/footnote.ts'
import { translatorOf } from '../../lib/i18n/translator.ts'
import { type OpenEditor, openEditor, press, type } from './block-editor.ts'
import { element, OTHERS, paragraph, written } from './raw-blocks.ts'

// this environment has one that never sees anything
vi.stubGlobal('IntersectionObserver', undefined)
// the renderer of formulas looks at it when it is loaded
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

const POLL = { timeout: 20_000 }

const open: OpenEditor[] = []

afterEach(() => {
  for (const page of open.splice(0)) page.close()
})

/** A page with these blocks, and the caret at the end of them. */
function show(...blocks: readonly Y.XmlElement[]): OpenEditor {
  const page = openEditor(written(...blocks))
  open.push(page)
  page.editor.commands.setTextSelection(page.editor.state.doc.content.size)
  return page
}

const empty = (): OpenEditor => show(element('paragraph'))

/** The blocks as `name(content)`, attributes left out. */
const shape = ({ editor }: OpenEditor): string => {
  editor.state.doc.check()
  return editor.state.doc.toString()
}

const act = ({ editor }: OpenEditor, name: string): void => {
  const action = BLOCK_ACTIONS.find((known) => known.name === name)
  if (action === undefined) throw new Error(`no action ${name}`)
  action.run(editor)
}

test.each([
  ['[] task', 'doc(taskList(taskItem(paragraph("task"))))'],
  ['[ ] task', 'doc(taskList(taskItem(paragraph("task"))))'],
  ['- [x] task', 'doc(taskList(taskItem(paragraph("task"))))'],
  ['[!NOTE] mind', 'doc(callout(paragraph("mind")))'],
  ['> [!warning] mind', 'doc(callout(paragraph("mind")))'],
  ['>> more', 'doc(toggle(paragraph("more")))'],
  ['```ts x', 'doc(codeBlock("x"))'],
  ['so $x^2$ is', 'doc(paragraph("so ", inlineMath, " is"))'],
  ['$$x^2$$ so', 'doc(blockMath, paragraph(" so"))'],
  ['$5 or 6$', 'doc(paragraph("$5 or 6$"))'],
  ['a ==b c== d', 'doc(paragraph("a ", highlight("b c"), " d"))'],
  ['see^[a book]', 'doc(paragraph("see", footnote))'],
  ['[toc] x', 'doc(tableOfContents, paragraph("x"))'],
])('[K9] typing %s makes %s', (words, made) => {
  const page = empty()
  type(page.editor, words)
  expect(shape(page)).toBe(made)
})

test('[K2] what is typed before a task says whether it is done', () => {
  const page = empty()
  type(page.editor, '[x] done')
  expect(page.editor.state.doc.firstChild?.firstChild?.attrs.checked).toBe(true)
})

test('[K9] a name between colons becomes its sign', async () => {
  await loadEmoji()
  const page = empty()
  type(page.editor, 'well :tada: done :no_such_name:')
  expect(page.editor.state.doc.textContent).toBe('well 🎉 done :no_such_name:')
})

test('[K2] a tick is one attribute: what another writes into the task at that moment stays', () => {
  const page = show(element('taskList', {}, element('taskItem', { checked: false }, paragraph('buy'))))
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(page.doc))
  const box = page.editor.view.dom.querySelector<HTMLInputElement>('input')
  if (box === null) throw new Error('no box')
  expect(box.getAttribute('aria-label')).toBe('buy')
  box.click()
  const item = (other.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlElement
  const text = (item.get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(3, ' milk')
  Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(other), OTHERS)
  expect(page.text.toString()).toBe(
    '<tasklist><taskitem checked="true"><paragraph>buy milk</paragraph></taskitem></tasklist>',
  )
  expect(page.editor.view.dom.querySelector<HTMLElement>('li')?.dataset.checked).toBe('true')
})

test('[K2] Control and Enter ticks the task that the caret is in', () => {
  const page = show(element('taskList', {}, element('taskItem', { checked: false }, paragraph('buy'))))
  expect(press(page.editor, 'Control+Enter')).toBe(true)
  expect(page.editor.state.doc.firstChild?.firstChild?.attrs.checked).toBe(true)
})

test('[K2] the kind of a callout and the language of code are chosen in place', () => {
  const page = show(
    element('callout', { kind: 'info' }, paragraph('x')),
    element('codeBlock', { language: 'brainfuck' }, 'y'),
  )
  const [kind, language] = page.editor.view.dom.querySelectorAll('select')
  if (kind === undefined || language === undefined) throw new Error('no choice')
  expect([kind.value, language.value]).toEqual(['info', 'brainfuck'])
  kind.value = 'warning'
  kind.dispatchEvent(new Event('change'))
  language.value = 'typescript'
  language.dispatchEvent(new Event('change'))
  expect(page.text.toString()).toBe(
    '<callout kind="warning"><paragraph>x</paragraph></callout><codeblock language="typescript">y</codeblock>',
  )
})

test('[K2] readers can tick and choose nothing', () => {
  const doc = written(
    element('taskList', {}, element('taskItem', { checked: false }, paragraph('a'))),
    element('callout', {}, paragraph('b')),
  )
  const page = openEditor(doc, { canEdit: false })
  open.push(page)
  const controls = () => [...page.editor.view.dom.querySelectorAll<HTMLInputElement>('input, select')]
  expect(controls().map(({ disabled }) => disabled)).toEqual([true, true])
  page.editor.setEditable(true, false)
  expect(controls().map(({ disabled }) => disabled)).toEqual([false, false])
})

test('[K3] opening a toggle writes nothing, and others’ changes leave it open', () => {
  const toggle = () => element('toggle', {}, paragraph('line'), paragraph('hidden'))
  const page = show(paragraph('before'), toggle(), toggle())
  page.editor.commands.setTextSelection(1)
  const toggles = () => [...page.editor.view.dom.querySelectorAll('.toggle')]
  const state = () => toggles().map((shown) => shown.classList.contains('is-open'))
  // the caret was set into the last one
  expect(state()).toEqual([false, true])
  const button = toggles()[0]?.querySelector('button')
  expect(button?.getAttribute('aria-expanded')).toBe('false')
  button?.click()
  expect(state()).toEqual([true, true])
  expect(toggles()[0]?.querySelector('button')?.getAttribute('aria-expanded')).toBe('true')
  page.doc.transact(() => page.text.insert(0, [paragraph('new'), paragraph('lines')]), OTHERS)
  page.doc.transact(() => (page.text.get(3) as Y.XmlElement).insert(2, [paragraph('more')]), OTHERS)
  expect(state()).toEqual([true, true])
  toggles()[1]?.querySelector('button')?.click()
  expect(state()).toEqual([true, false])
  expect(page.written()).toBe(0)
})

test('[K3] a caret in what is closed goes to the line that stays; one that comes to what is hidden opens it', () => {
  const page = show(element('toggle', {}, paragraph('line'), paragraph('hidden')), paragraph('after'))
  const toggle = () => page.editor.view.dom.querySelector('.toggle')
  page.editor.commands.setTextSelection(10)
  expect(toggle()?.classList.contains('is-open')).toBe(true)
  press(page.editor, 'Control+Enter')
  expect(toggle()?.classList.contains('is-open')).toBe(false)
  expect(page.editor.state.selection.$head.parent.textContent).toBe('line')
})

test.each(['callout', 'toggle'])(
  '[K10] Enter on an empty last line leaves a %s, Backspace first in it undoes it',
  (name) => {
    const page = show(element(name, {}, paragraph('words')))
    press(page.editor, 'Enter')
    expect(shape(page)).toBe(`doc(${name}(paragraph("words"), paragraph))`)
    press(page.editor, 'Enter')
    expect(shape(page)).toBe(`doc(${name}(paragraph("words")), paragraph)`)
    if (name === 'toggle') expect(page.editor.view.dom.querySelector('.toggle.is-open')).not.toBeNull()
    page.editor.commands.setTextSelection(2)
    press(page.editor, 'Backspace')
    expect(shape(page)).toBe('doc(paragraph("words"), paragraph)')
  },
)

test('[K10] Enter twice leaves a task list', () => {
  const page = show(element('taskList', {}, element('taskItem', { checked: true }, paragraph('a'))))
  press(page.editor, 'Enter')
  expect(shape(page)).toBe('doc(taskList(taskItem(paragraph("a")), taskItem(paragraph)))')
  expect(page.editor.state.doc.firstChild?.lastChild?.attrs.checked).toBe(false)
  press(page.editor, 'Enter')
  expect(shape(page)).toBe('doc(taskList(taskItem(paragraph("a"))), paragraph)')
})

test.each([
  ['tasks', 'doc(taskList(taskItem(paragraph("words"))))'],
  ['callout-tip', 'doc(callout(paragraph("words")))'],
  ['toggle', 'doc(toggle(paragraph("words")))'],
])('[K9] the menu turns a line into %s and back', (name, made) => {
  const page = show(paragraph('words'))
  act(page, name)
  expect(shape(page)).toBe(made)
  expect(BLOCK_ACTIONS.find((action) => action.name === name)?.isOn?.(page.editor)).toBe(true)
  act(page, name)
  expect(shape(page)).toBe('doc(paragraph("words"))')
})

test.each([
  ['formula-block', 'doc(paragraph("words"), blockMath, paragraph)'],
  ['contents', 'doc(paragraph("words"), tableOfContents, paragraph)'],
  ['video', 'doc(paragraph("words"), embed, paragraph)'],
  ['formula', 'doc(paragraph("words", inlineMath))'],
  ['footnote', 'doc(paragraph("words", footnote))'],
  ['date', 'doc(paragraph("words", date))'],
])('[K9] the menu inserts %s', (name, made) => {
  const page = show(paragraph('words'))
  act(page, name)
  expect(shape(page)).toBe(made)
})

test('[K7] footnotes are numbered as they stand, whoever adds one', () => {
  const page = show(
    paragraph('one'),
    element('paragraph', {}, 'two', element('footnote', { text: 'second' })),
  )
  const notes = () =>
    notesOf(page.editor)
      ?.get()
      .map(({ number, text }) => `${number} ${text}`)
  expect(notes()).toEqual(['1 second'])
  page.doc.transact(() => {
    const first = page.text.get(0) as Y.XmlElement
    first.insert(1, [element('footnote', { text: 'first' })])
  }, OTHERS)
  expect(notes()).toEqual(['1 first', '2 second'])
  const [shown] = page.editor.view.dom.querySelectorAll('.footnote')
  expect(shown?.getAttribute('aria-label')).toBe('Footnote 1: first')
  expect(page.written()).toBe(0)
})

test('[K7] the table of contents follows the headings', () => {
  const page = show(element('heading', { level: 1 }, 'Title'), element('tableOfContents'))
  const listed = () =>
    [...page.editor.view.dom.querySelectorAll('.contents-block button')].map((b) => b.textContent)
  expect(listed()).toEqual([])
  page.doc.transact(() => page.text.insert(2, [element('heading', { level: 2 }, 'Part')]), OTHERS)
  expect(listed()).toEqual(['Part'])
  expect(page.written()).toBe(0)
})

test('[K8] a video asks for nothing until somebody plays it', () => {
  const page = show(element('embed', { src: 'https://youtu.be/dQw4w9WgXcQ' }))
  const { dom } = page.editor.view
  expect(dom.querySelector('iframe')).toBeNull()
  dom.querySelector<HTMLButtonElement>('.embed-play')?.click()
  const frame = dom.querySelector('iframe')
  expect(frame?.src).toBe('https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1')
  expect(frame?.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin allow-presentation')
})

test('[K11] a day is in the words of whoever reads it', () => {
  expect(dayWords(translatorOf('en'), '2026-11-23', 'en-GB')).toBe('23 Nov 2026')
  expect(dayWords(translatorOf('de'), '2026-11-23', 'de')).toBe('23.11.2026')
  expect(dayWords(translatorOf('en'), '2026-02-30', 'en')).toBe('No date')
  expect(today(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05')
})

test('[K4] code is coloured without a change of the text', async () => {
  const page = show(element('codeBlock', { language: 'typescript' }, 'const x = "y"'))
  const { dom } = page.editor.view
  await expect.poll(() => dom.querySelector('.hljs-keyword')?.textContent, POLL).toBe('const')
  type(page.editor, ' // z')
  await expect.poll(() => dom.querySelector('.hljs-comment')?.textContent, POLL).toBe('// z')
  page.doc.transact(() => page.text.insert(0, [paragraph('before')]), OTHERS)
  expect(dom.querySelector('.hljs-keyword')?.textContent).toBe('const')
  expect(page.text.toString()).toBe(
    '<paragraph>before</paragraph><codeblock language="typescript">const x = "y" // z</codeblock>',
  )
})

test('[K12] a document with all kinds is opened, and what others write in it shown, without a write', () => {
  const page = show(
    element('heading', { level: 1 }, 'Title'),
    element('taskList', {}, element('taskItem', {}, paragraph('a'))),
    element('callout', {}, paragraph('b')),
    element('toggle', {}, paragraph('c')),
    element('codeBlock', {}, 'd'),
    element('blockMath', {}),
    element('tableOfContents'),
    element('embed', {}),
    element('paragraph', {}, 'e', element('inlineMath'), element('date'), element('footnote')),
  )
  page.doc.transact(() => page.text.insert(1, [paragraph('f')]), OTHERS)
  expect(page.written()).toBe(0)
})
