// @vitest-environment happy-dom
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { documentMarkdown } from '../../lib/document-text.ts'
import { documentTitle } from '../../lib/document-title.ts'
import { documentTitle as storedTitle } from '../../server/workers/document-title.ts'
import { ACTIVE_CONTENT } from '../active-content.ts'
import { HOSTILE_ATTRIBUTES, HOSTILE_LINKS, HOSTILE_NAMES, HOSTILE_VALUES } from '../hostile-content.ts'
import { KINDS } from '../hostile-documents.ts'
import { allAt, documentOf, expectAllHarmless, HostileStage } from './hostile-stage.ts'
import { element, OTHERS, paragraph, written } from './raw-blocks.ts'
import { wholeContent } from './whole-content.ts'

// the renderer of formulas looks at it when it is loaded
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

const stage = new HostileStage()
afterEach(() => stage.close())
afterAll(() => stage.dispose())

/** A document with a line for each of these formats. */
function formatted(formats: readonly Readonly<Record<string, unknown>>[]): Y.Doc {
  const doc = documentOf(formats.map(() => paragraph('words')))
  doc.transact(() => {
    for (const [at, format] of formats.entries()) {
      const line = doc.getXmlFragment('default').get(at + 1) as Y.XmlElement
      ;(line.get(0) as Y.XmlText).format(0, 5, format)
    }
  }, OTHERS)
  return doc
}

/** Formats go over the wire as JSON. */
const AS_JSON = HOSTILE_VALUES.filter((value) => value !== undefined && !(value instanceof Uint8Array))

test.each(stage.marks)(
  '[K1, E17, SEC 19, SEC 22] the mark %s with any value, and any of its attributes',
  (name) => {
    const own = Object.keys(stage.schema.marks[name]?.spec.attrs ?? {})
    const values = AS_JSON.flatMap((value) => [
      { [name]: value },
      { [`${name}--AAAAAAAA`]: value },
      { [name]: allAt([...own, ...HOSTILE_ATTRIBUTES], value) },
    ])
    stage.expectHarmless(formatted(values))
    stage.close()
    stage.expectHarmless(formatted(values), false)
  },
)

test('[E17, SEC 22] marks that no version knows', () => {
  const names = [
    'script',
    'onclick',
    'style',
    '__proto__',
    'constructor',
    'toString',
    '',
    'a b"c',
    'x'.repeat(9_000),
  ]
  const values = names.flatMap((name) => AS_JSON.map((value) => ({ [name]: value })))
  const { editor } = stage.expectHarmless(formatted(values))
  expect(editor.view.dom.querySelector('[onclick], [style*="url"]')).toBeNull()
})

test('[K1, SEC 19] links lead to the web and to mail, or nowhere, in the text and in Markdown', () => {
  const doc = formatted(HOSTILE_LINKS.map((href) => ({ link: { href } })))
  const { editor } = stage.expectHarmless(doc)
  const shown = [...editor.view.dom.querySelectorAll('a')]
  expect(shown).toHaveLength(HOSTILE_LINKS.length)
  for (const link of shown) {
    expect([link.target, link.rel]).toEqual(['_blank', 'noopener noreferrer nofollow'])
    const href = link.getAttribute('href') ?? ''
    if (href !== '') expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol)
  }
  for (const [, target = ''] of documentMarkdown(doc).matchAll(/\]\(([^)]*)\)/g))
    expect(['http:', 'https:', 'mailto:'], target).toContain(new URL(target).protocol)
})

const STRANGE_NAMES = [
  'script',
  'img onerror=x',
  'iframe',
  'svg',
  '',
  '__proto__',
  'constructor',
  'text',
  'doc',
  'x'.repeat(9_000),
]

test('[E16, SEC 20] kinds that no version knows stay bit for bit, wherever they stand', () => {
  const logged = vi.spyOn(console, 'error')
  const strange = () =>
    STRANGE_NAMES.map((name) =>
      element(name, { src: 'javascript:1', onload: 'x' }, 'alert(1)', element('script', {}, 'x')),
    )
  const around = stage.nodes.filter((name) => stage.schema.nodes[name]?.isLeaf === false)
  const blocks = around.flatMap((name) => strange().map((inner) => element(name, {}, inner)))
  const doc = documentOf([...strange(), ...blocks])
  const { editor } = stage.expectHarmless(doc)
  expect(editor.view.dom.querySelectorAll('[data-unknown]').length).toBeGreaterThanOrEqual(
    STRANGE_NAMES.length,
  )
  expect(logged).not.toHaveBeenCalled()
})

test.each(stage.nodes)(
  '[E16, SEC 22] %s within everything, and around everything, where it cannot stand',
  (name) => {
    const blocks = [...stage.nodes, 'doc', 'text'].flatMap((other) => [
      element(name, {}, element(other, {}, 'words')),
      element(other, {}, element(name, {}, 'words')),
      element(name, {}, 'words', element(other, {})),
    ])
    stage.expectHarmless(documentOf([element(name), ...blocks]))
  },
)

test('[E16] what stands in a text and is no letter', () => {
  const doc = documentOf([paragraph('before'), paragraph('words')])
  doc.transact(() => {
    const text = (doc.getXmlFragment('default').get(1) as Y.XmlElement).get(0) as Y.XmlText
    for (const value of [{ image: 'javascript:1' }, ['x'], { toString: 1 }, {}, true, 1e9])
      text.insertEmbed(3, value as object, { bold: true })
    for (const type of [
      new Y.Map(),
      new Y.Array(),
      new Y.Text('x'),
      new Y.XmlElement('img'),
      new Y.XmlHook('x'),
    ])
      text.insertEmbed(3, type)
  }, OTHERS)
  stage.expectHarmless(doc)
})

// what is typed as text stays text, on the page and when it is copied
test('[SEC 19, SEC 21, SEC 24, SEC 26] the vectors as words and as code are words and code', () => {
  const blocks = ACTIVE_CONTENT.flatMap((vector) => [
    paragraph(vector),
    element('codeBlock', { language: 'html' }, vector),
    element('heading', { level: 2 }, vector),
    element('footnote', { text: vector }),
    element('paragraph', {}, element('footnote', { text: vector }), element('inlineMath', { latex: vector })),
    element('toggle', {}, paragraph(vector), paragraph(vector)),
    element('image', { alt: vector, caption: vector }),
    element('file', { name: vector }),
  ])
  const { editor } = stage.expectHarmless(documentOf(blocks))
  for (const vector of ACTIVE_CONTENT) expect(editor.view.dom.textContent).toContain(vector)
})

test.each(HOSTILE_NAMES)('[E31, SEC 25] a document called %j', (name) => {
  const doc = written(element('heading', { level: 1 }, name), paragraph('the last line'))
  expectAllHarmless(stage.open(doc))
  for (const title of [documentTitle(doc) ?? '', storedTitle(doc)]) {
    expect(title).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
    expect(title.length).toBeLessThanOrEqual(500)
  }
})

test('[E31, SEC 25] a title that stands in the map of the document is a line like any other', () => {
  for (const value of [...HOSTILE_NAMES, ...HOSTILE_VALUES]) {
    const doc = new Y.Doc()
    const before = wholeContent(doc)
    expect(before).toBe('')
    try {
      doc.getMap('meta').set('title', value)
    } catch {
      continue
    }
    for (const title of [documentTitle(doc) ?? '', storedTitle(doc)])
      expect(title).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
  }
})

test('the documents of hostile clients have every kind of the schema, with all of its attributes', () => {
  const own = stage.nodes.map((name) => [name, [...stage.attributesOf(name)].sort()])
  const theirs = Object.entries(KINDS).map(([name, { attributes }]) => [name, [...attributes].sort()])
  expect(Object.fromEntries(theirs)).toEqual(Object.fromEntries(own))
})
