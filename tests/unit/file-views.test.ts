// @vitest-environment happy-dom
import { Editor } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import { type ComponentProps, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'use-intl'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Collaboration } from '../../app/d/[id]/editor/collaboration.ts'
import { Arrivals } from '../../app/d/[id]/editor/files/arrivals.ts'
import { AttachmentNode } from '../../app/d/[id]/editor/files/attachment-node.ts'
import { AttachmentView } from '../../app/d/[id]/editor/files/attachment-view.tsx'
import { foreignFiles } from '../../app/d/[id]/editor/files/pasted-files.ts'
import { PictureNode } from '../../app/d/[id]/editor/files/picture-node.ts'
import { PictureView } from '../../app/d/[id]/editor/files/picture-view.tsx'
import { CATALOGUES } from '../../lib/i18n/translator.ts'

const DOCUMENT = 'zzzzzzzzzzzzzzzzzzzzzzzzzz'
const FILE = '0123456789abcdefghjkmnpqrs'
const editors: Editor[] = []
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
})

const VALUES: readonly unknown[] = [
  'javascript:alert(1)',
  'data:image/svg+xml,<svg onload="alert(1)"/>',
  'https://evil.example/pixel.gif',
  '//evil.example/pixel.gif',
  `${FILE}"><img src=x onerror=alert(1)>`,
  'red;background:url(//evil.example/x)',
  1e9,
  -5,
  true,
  [['img', { src: 'x', onerror: 'alert(1)' }]],
  { onmouseover: 'alert(1)', src: 'https://evil.example' },
]
const NAMES = ['file', 'src', 'alt', 'caption', 'width', 'align', 'pixelWidth', 'pixelHeight', 'name', 'size']

function open(nodes: readonly Y.XmlElement[] = []): Editor {
  const doc = new Y.Doc()
  doc.getXmlFragment('default').insert(0, [...nodes])
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [
      StarterKit.configure({ undoRedo: false, trailingNode: false }),
      Collaboration.configure({ document: doc }),
      PictureNode.configure({ documentId: DOCUMENT }),
      AttachmentNode.configure({ documentId: DOCUMENT }),
    ],
  })
  editors.push(editor)
  return editor
}

function element(nodeName: string, attributes: Readonly<Record<string, unknown>>): Y.XmlElement {
  const node = new Y.XmlElement(nodeName)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value as string)
  return node
}

/** Everything in a piece of HTML that could load or run something. */
function active(html: string): string[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return [...body.querySelectorAll('*')].flatMap((found) =>
    [...found.attributes]
      .filter(({ name }) => /^(?:src|srcset|href|on.*|background)$/.test(name))
      .map(({ name, value }) => `${found.tagName.toLowerCase()} ${name}=${value}`),
  )
}

const view = (attributes: Readonly<Record<string, unknown>>, View: unknown): string => {
  const editor = { storage: { documentFiles: { documentId: DOCUMENT, arrivals: new Arrivals() } } }
  const props = { node: { attrs: attributes }, editor, selected: false }
  const shown = createElement(View as typeof PictureView, props as never)
  const english = { locale: 'en', messages: CATALOGUES.en } as ComponentProps<typeof IntlProvider>
  return renderToStaticMarkup(createElement(IntlProvider, english, shown))
}

test.each(NAMES)('[F8] [SEC 21, SEC 22] raw values of %s show nothing that loads or runs', (name) => {
  for (const value of VALUES) {
    for (const kind of ['image', 'file']) {
      const editor = open([element(kind, { [name]: value }), element('paragraph', {})])
      expect(active(editor.getHTML()), String(value)).toEqual([])
      expect(editor.state.doc.childCount).toBe(2)
    }
    expect(active(view({ [name]: value }, PictureView))).toEqual([])
    expect(active(view({ [name]: value }, AttachmentView))).toEqual([])
  }
})

test('[F8] a picture of this document is loaded from this server, and keeps its place until it is there', () => {
  const html = view(
    { file: FILE, alt: '"quoted"', pixelWidth: 400, pixelHeight: 300, width: 50 },
    PictureView,
  )
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const image = body.querySelector('img')
  expect(image?.getAttribute('src')).toBe(`/api/documents/${DOCUMENT}/files/${FILE}`)
  expect([image?.getAttribute('width'), image?.getAttribute('height')]).toEqual(['400', '300'])
  expect(image?.getAttribute('alt')).toBe('"quoted"')
})

test('[F8] [SEC 21] a picture of another site is a card that says where it is, and is not loaded', () => {
  const html = view({ src: 'https://elsewhere.example/a.png', alt: 'A gate' }, PictureView)
  expect(active(html)).toEqual([])
  expect(html).toContain('A gate')
  expect(html).toContain('A picture at elsewhere.example. It is not loaded from there.')
})

test('[F8] what is copied is the same when it is pasted', () => {
  const editor = open([
    element('image', {
      file: FILE,
      alt: 'A "gate"',
      caption: 'Our <garden>',
      width: 60,
      align: 'left',
      pixelWidth: 8,
      pixelHeight: 6,
    }),
    element('file', { file: FILE, name: 'a & b.pdf', size: 12 }),
    element('image', { src: 'https://elsewhere.example/a.png', alt: 'Far' }),
  ])
  const before = editor.getJSON()
  editor.commands.setContent(editor.getHTML())
  expect(editor.getJSON()).toEqual(before)
})

test('[F8] [SEC 24] of pasted pictures only those of this server and of the web are taken', () => {
  const editor = open()
  const sources = ['javascript:alert(1)', 'data:image/png;base64,AAAA', 'file:///etc/passwd', '/api/me', 'x']
  const hostile = sources.map((src) => `<img src="${src}" onerror="alert(1)">`).join('')
  editor.commands.setContent(`<p>words</p>${hostile}<img src="https://elsewhere.example/a.png" alt="Far">`)
  const kinds: string[] = []
  editor.state.doc.descendants((node) => void kinds.push(`${node.type.name} ${node.attrs.src ?? ''}`.trim()))
  expect(kinds.filter((kind) => kind.startsWith('image'))).toEqual(['image https://elsewhere.example/a.png'])
})

test('[F6] files of other documents are found in what is pasted', () => {
  const other = 'y'.repeat(26)
  const address = (document: string, file = FILE) => `/api/documents/${document}/files/${file}`
  const html = `<img src="${address(other)}"><img src="${address(DOCUMENT)}"><a href="https://here.example${address(other)}?download">
    <img src="https://evil.example${address('x'.repeat(26))}"><img src="${address(other, '1'.repeat(26))}">${address('short')}`
  const found = foreignFiles(html, DOCUMENT, 'https://here.example')
  expect([...found]).toEqual([[other, [FILE, '1'.repeat(26)]]])
})
