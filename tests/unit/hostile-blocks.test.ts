// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { type OpenEditor, openEditor } from './block-editor.ts'
import { element, OTHERS, paragraph, written } from './raw-blocks.ts'

// the renderer of formulas looks at it when it is loaded
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

const open: OpenEditor[] = []

afterEach(() => {
  for (const page of open.splice(0)) page.close()
})

function show(...blocks: readonly Y.XmlElement[]): OpenEditor {
  const page = openEditor(written(...blocks))
  open.push(page)
  return page
}

/** What has no text form at all, what becomes elements where arrays do, and what is long. */
const ODD_VALUES: readonly unknown[] = [
  { toString: 1, valueOf: 1 },
  ['img', { src: 'x', onerror: 'alert(1)' }],
  JSON.parse('{"__proto__": {"onmouseover": "alert(1)"}}'),
  '9"><img src=x onerror=alert(1)>',
  'red;background:url(//evil.example)',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  'x'.repeat(100_000),
  -1e9,
  1e9,
  true,
]

const ATTRIBUTES = {
  heading: ['level', 'id', 'class', 'style', 'textAlign'],
  orderedList: ['start', 'type'],
  taskItem: ['checked'],
  callout: ['kind'],
  codeBlock: ['language'],
  inlineMath: ['latex'],
  blockMath: ['latex'],
  date: ['day'],
  footnote: ['text'],
  embed: ['src', 'srcdoc', 'sandbox', 'allow'],
  tableOfContents: ['id'],
  toggle: ['open', 'name'],
} as const

function blockWith(name: keyof typeof ATTRIBUTES, attributes: Record<string, unknown>): Y.XmlElement {
  switch (name) {
    case 'heading':
    case 'codeBlock':
      return element(name, attributes, 'words')
    case 'orderedList':
      return element(name, attributes, element('listItem', {}, paragraph('words')))
    case 'taskItem':
      return element('taskList', {}, element(name, attributes, paragraph('words')))
    case 'callout':
    case 'toggle':
      return element(name, attributes, paragraph('words'))
    case 'inlineMath':
    case 'date':
    case 'footnote':
      return element('paragraph', {}, 'words', element(name, attributes))
    default:
      return element(name, attributes)
  }
}

/** Whether anything in the page would run, fetch or cover something. */
function harmful(root: Element): readonly string[] {
  return [...root.querySelectorAll('*')].flatMap((shown) =>
    shown.getAttributeNames().flatMap((name) => {
      const value = shown.getAttribute(name) ?? ''
      const isBad =
        /^on|^srcdoc$|^srcset$/i.test(name) ||
        (/^(src|href|action)$/.test(name) && !/^(https:\/\/|$)/.test(value)) ||
        (name === 'style' && /url\(|position|fixed/i.test(value))
      return isBad ? [`${shown.tagName} ${name}=${value}`] : []
    }),
  )
}

// SECURITY 20 and 22: attributes of blocks, sent as raw Yjs
test.each(Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[])(
  '[K1] %s shows whatever its attributes are',
  (name) => {
    const logged = vi.spyOn(console, 'error')
    for (const value of ODD_VALUES) {
      for (const attribute of ATTRIBUTES[name]) {
        const page = show(blockWith(name, { [attribute]: value }), paragraph('after'))
        const { dom } = page.editor.view
        expect(dom.textContent).toContain('after')
        expect(harmful(dom)).toEqual([])
        expect(dom.querySelector('script, iframe, img, object, embed')).toBeNull()
        expect(page.written()).toBe(0)
      }
    }
    expect(logged).not.toHaveBeenCalled()
  },
)

// SECURITY 19: links
test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '\x01javascript:alert(1)',
  '&#106;avascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '//evil.example',
  'https:javascript:alert(1)',
  'blob:https://docs.example/1',
  { toString: 1, valueOf: 1 },
  ['https://x.example'],
])('[K1] a link to %j leads nowhere or to a web address', (href) => {
  const line = paragraph('link')
  const doc = written(line)
  const shown = doc.getXmlFragment('default').get(0) as Y.XmlElement
  doc.transact(() => {
    ;(shown.get(0) as Y.XmlText).format(0, 4, {
      link: { href, class: 'fixed inset-0', target: '_top', rel: 'opener', title: { toString: 1 } },
    })
  }, OTHERS)
  const page = openEditor(doc)
  open.push(page)
  const link = page.editor.view.dom.querySelector('a')
  expect(link?.textContent).toBe('link')
  const target = link?.getAttribute('href') ?? ''
  expect(target === '' || /^(https?|mailto):/.test(new URL(target).protocol)).toBe(true)
  expect([link?.className, link?.target, link?.rel]).toEqual(['', '_blank', 'noopener noreferrer nofollow'])
})

test('[K1, K6] a colour that is no name of the palette colours nothing, and a highlight is yellow', () => {
  for (const color of ODD_VALUES) {
    const page = show(paragraph('words'))
    const text = (page.text.get(0) as Y.XmlElement).get(0) as Y.XmlText
    page.doc.transact(() => text.format(0, 5, { highlight: { color }, textColor: { color } }), OTHERS)
    const { dom } = page.editor.view
    expect(dom.querySelector('mark')?.dataset.color).toBe('yellow')
    expect(dom.querySelector('.text-color')).toBeNull()
    expect(harmful(dom)).toEqual([])
    expect(page.written()).toBe(0)
  }
})

// SECURITY 26: formulas
test.each([
  '\\href{javascript:alert(1)}{x}',
  '\\includegraphics{https://evil.example/x.png}',
  '\\htmlClass{fixed}{x}',
  '\\htmlStyle{position:fixed}{x}',
  '\\url{https://evil.example}',
  '\\def\\a{\\a\\a}\\a',
  '{'.repeat(2_000),
  '\\rule{9999999em}{9999999em}',
  '<img src=x onerror=alert(1)>',
  '\\frac{1',
])('[K5] the formula %s can do nothing', async (latex) => {
  const { loadKatex } = await import('../../app/d/[id]/editor/blocks/formula-renderer.ts')
  await loadKatex()
  const page = show(element('blockMath', { latex }), paragraph('after'))
  const { dom } = page.editor.view
  expect(harmful(dom)).toEqual([])
  expect(dom.querySelector('a, img, script, .fixed')).toBeNull()
  for (const { style } of dom.querySelectorAll<HTMLElement>('.formula [style]')) {
    for (const size of [style.width, style.height, style.borderRightWidth, style.borderTopWidth]) {
      expect(Number.parseFloat(size) || 0).toBeLessThanOrEqual(30)
    }
  }
  expect(page.written()).toBe(0)
})

test('[K5] a formula that is wrong shows its source', async () => {
  const { loadKatex } = await import('../../app/d/[id]/editor/blocks/formula-renderer.ts')
  await loadKatex()
  const page = show(element('blockMath', { latex: '\\frac{1' }), element('blockMath', { latex: 'x^2' }))
  const [wrong, right] = page.editor.view.dom.querySelectorAll('.formula')
  expect(wrong?.textContent).toBe('\\frac{1')
  expect(wrong?.classList.contains('is-wrong')).toBe(true)
  expect(right?.querySelector('.katex')).not.toBeNull()
})
