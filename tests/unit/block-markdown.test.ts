import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { documentMarkdown } from '../../lib/document-text.ts'
import { element, paragraph, written } from './raw-blocks.ts'

const markdown = (...blocks: readonly Y.XmlElement[]): string => documentMarkdown(written(...blocks))

const task = (checked: unknown, ...content: readonly Y.XmlElement[]): Y.XmlElement =>
  element('taskItem', { checked }, ...content)

test('[K9] tasks, with those below them', () => {
  const inner = element('taskList', {}, task(true, paragraph('inner')))
  const list = element('taskList', {}, task(false, paragraph('outer'), inner), task(true, paragraph('done')))
  expect(markdown(list)).toBe('- [ ] outer\n  - [x] inner\n- [x] done\n')
})

test('[K9] callouts', () => {
  expect(markdown(element('callout', { kind: 'warning' }, paragraph('Mind'), paragraph('the gap')))).toBe(
    '> [!WARNING]\n> Mind\n> \n> the gap\n',
  )
  expect(markdown(element('callout', { kind: { toString: 1 } }, paragraph('x')))).toBe('> [!NOTE]\n> x\n')
})

test('[K9] toggles, open or not', () => {
  const toggle = element('toggle', {}, paragraph('More <b>'), paragraph('hidden'), paragraph('words'))
  expect(markdown(toggle)).toBe(
    '<details>\n<summary>More &lt;b&gt;</summary>\n\nhidden\n\nwords\n\n</details>\n',
  )
})

test('[K9] formulas, dates and footnotes within a line, and what the footnotes say at the end', () => {
  const line = element(
    'paragraph',
    {},
    'See ',
    element('inlineMath', { latex: 'E = mc^2' }),
    ' of ',
    element('date', { day: '1905-09-27' }),
    element('footnote', { text: 'Annalen der Physik' }),
    ' and',
    element('footnote', { text: 'two\nlines' }),
  )
  expect(markdown(line)).toBe(
    'See $E = mc^2$ of 1905-09-27[^1] and[^2]\n\n[^1]: Annalen der Physik\n\n[^2]: two\n    lines\n',
  )
})

test('[K9] formula blocks, videos and tables of contents', () => {
  expect(
    markdown(
      element('tableOfContents'),
      element('blockMath', { latex: '\\int_0^1 x\\,dx' }),
      element('embed', { src: 'https://youtu.be/dQw4w9WgXcQ' }),
    ),
  ).toBe('[TOC]\n\n$$\n\\int_0^1 x\\,dx\n$$\n\n<https://www.youtube.com/watch?v=dQw4w9WgXcQ>\n')
})

test('[K9] what no editor can show is written as it is', () => {
  expect(markdown(element('embed', { src: 'javascript:alert(1)' }))).toBe('javascript:alert(1)\n')
  expect(markdown(element('paragraph', {}, element('date', { day: 'someday' })))).toBe('someday\n')
})

// SECURITY 19 and 22: attributes that would break out of what is written, or end the export
test('[K1] no attribute breaks the export', () => {
  const odd = { toString: 1, valueOf: 1 }
  expect(
    markdown(
      element('heading', { level: odd }, 'Title'),
      element('heading', { level: '9"><img src=x onerror=alert(1)>' }, 'Second'),
      element('codeBlock', { language: '"><script>\nalert(1)' }, 'x = 1'),
      element('orderedList', { start: odd }, element('listItem', {}, paragraph('one'))),
    ),
  ).toBe('# Title\n\n# Second\n\n```\nx = 1\n```\n\n1. one\n')
  const doc = written(paragraph('here'))
  const line = doc.getXmlFragment('default').get(0) as Y.XmlElement
  const text = line.get(0) as Y.XmlText
  text.format(0, 4, { link: { href: 'javascript:alert(1)' }, highlight: { color: odd } })
  expect(documentMarkdown(doc)).toBe('==here==\n')
})
