import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { documentMarkdown } from '../../lib/document-text.ts'
import { safeFileName, sizeWords } from '../../lib/file-names.ts'
import {
  attachmentOf,
  boundedWidth,
  fileAddress,
  fileAt,
  foreignAddress,
  pictureOf,
} from '../../lib/file-nodes.ts'
import { filesIn } from '../../lib/file-text.ts'
import { parseFileId } from '../../lib/ids.ts'

const FILE = '0123456789abcdefghjkmnpqrs'
const DOCUMENT = 'zzzzzzzzzzzzzzzzzzzzzzzzzz'
const ORIGIN = 'https://docs.example'

/** What anybody can put at an attribute, through Yjs, whatever the editor would write there. */
const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  1e308,
  Number.NaN,
  '',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '../../me',
  `${FILE}/../../me`,
  FILE.toUpperCase(),
  'x'.repeat(100_000),
  ['img', { src: 'x', onerror: 'alert(1)' }],
  { __proto__: null, onmouseover: 'alert(1)', toString: 1 },
  { toString: null, valueOf: null },
  [],
]

const names = ['file', 'src', 'alt', 'caption', 'width', 'align', 'pixelWidth', 'pixelHeight', 'name', 'size']

describe('[F8] [SEC 21, SEC 22] attributes from anybody', () => {
  test.each(names)('%s may be anything, and what is shown is within bounds', (name) => {
    for (const value of HOSTILE) {
      const attributes = { [name]: value }
      const picture = pictureOf(attributes)
      expect(picture.file === null || parseFileId(picture.file) !== null).toBe(true)
      expect(picture.src).toBeNull()
      expect(['left', 'center', 'right']).toContain(picture.align)
      expect(picture.alt.length + picture.caption.length).toBeLessThanOrEqual(3_000)
      expect(picture.width === null || (picture.width >= 10 && picture.width <= 100)).toBe(true)
      expect(picture.pixels).toBeNull()
      const attachment = attachmentOf(attributes)
      expect(attachment.name.length).toBeGreaterThan(0)
      expect(attachment.name.length).toBeLessThanOrEqual(200)
      expect(attachment.size === null || attachment.size >= 0).toBe(true)
    }
  })

  test('all at once too', () => {
    for (const value of HOSTILE) {
      const attributes = Object.fromEntries(names.map((name) => [name, value]))
      expect(() => [pictureOf(attributes), attachmentOf(attributes)]).not.toThrow()
    }
  })

  test('what is right stays', () => {
    const attributes = {
      file: FILE,
      src: null,
      alt: 'A gate',
      caption: 'Our garden',
      width: 60,
      align: 'left',
      pixelWidth: 800,
      pixelHeight: 600,
    }
    expect(pictureOf(attributes)).toEqual({
      file: FILE,
      src: null,
      alt: 'A gate',
      caption: 'Our garden',
      width: 60,
      align: 'left',
      pixels: { width: 800, height: 600 },
    })
    expect(boundedWidth(3.4)).toBe(10)
    expect(boundedWidth(400)).toBe(100)
  })
})

test.each([
  ['https://elsewhere.example/a.png', 'https://elsewhere.example/a.png'],
  ['http://elsewhere.example/a b.png', 'http://elsewhere.example/a%20b.png'],
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  ['java\tscript:alert(1)', null],
  ['\u0001javascript:alert(1)', null],
  ['data:image/svg+xml,<svg onload="alert(1)"/>', null],
  ['blob:https://docs.example/1', null],
  ['vbscript:x', null],
  ['//elsewhere.example/a.png', null],
  ['/api/me', null],
  ['https:', null],
])('[F8] [SEC 19, SEC 21] %j as the place of a picture', (address, place) => {
  expect(foreignAddress(address)).toBe(place)
})

test('[F8] only this server’s own files are shown', () => {
  const own = fileAddress(DOCUMENT, parseFileId(FILE) ?? expect.fail())
  const found = { document: DOCUMENT, file: FILE }
  expect(fileAt(own, ORIGIN)).toEqual(found)
  expect(fileAt(`${ORIGIN}${own}?download`, ORIGIN)).toEqual(found)
  for (const wrong of [
    `https://evil.example${own}`,
    `//evil.example${own}`,
    `${own}/../../../me`,
    `/api/documents/${DOCUMENT}/files/../members`,
    `/x${own}`,
    'http://[',
    `javascript:${own}`,
  ]) {
    expect(fileAt(wrong, ORIGIN), wrong).toBeNull()
  }
})

test('[F4] [SEC 25] a name keeps its ending and loses what is not seen', () => {
  expect(safeFileName('photo\u202egnp.exe')).toBe('photognp.exe')
  expect(safeFileName(`${'🙂'.repeat(300)}.jpeg`)).toBe(`${'🙂'.repeat(195)}.jpeg`)
  expect(safeFileName('\ud800')).toBe('file')
  expect(safeFileName('...')).toBe('file')
  expect([0, 999, 1_000, 999_499, 1_500_000, 20_971_520].map((octets) => sizeWords(octets))).toEqual([
    '0 B',
    '999 B',
    '1 KB',
    '999 KB',
    '1.5 MB',
    '21 MB',
  ])
})

function documentWith(nodeName: string, attributes: Readonly<Record<string, unknown>>): Y.Doc {
  const doc = new Y.Doc({ guid: DOCUMENT })
  const node = new Y.XmlElement(nodeName)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value as string)
  const quote = new Y.XmlElement('blockquote')
  quote.insert(0, [node])
  doc.getXmlFragment('default').insert(0, [quote])
  return doc
}

describe('[F9] as Markdown', () => {
  const markdown = (nodeName: string, attributes: Readonly<Record<string, unknown>>): string =>
    documentMarkdown(documentWith(nodeName, attributes)).trim()

  test('a picture is a picture, with the words below it', () => {
    const attributes = { file: FILE, alt: 'A [gate]\nopen', caption: 'Our garden' }
    expect(markdown('image', attributes)).toBe(
      `> ![A \\[gate\\] open](/api/documents/${DOCUMENT}/files/${FILE})\n> \n> Our garden`,
    )
    expect(markdown('image', { src: 'https://a.example/(x).png', alt: 'x' })).toBe(
      '> ![x](https://a.example/%28x%29.png)',
    )
    expect(markdown('image', { src: 'javascript:alert(1)', alt: 'words' })).toBe('> words')
  })

  test('an attached file is a link under its name', () => {
    expect(markdown('file', { file: FILE, name: 'a [1].pdf' })).toBe(
      `> [a \\[1\\].pdf](/api/documents/${DOCUMENT}/files/${FILE}?download)`,
    )
    expect(markdown('file', { file: 'nonsense', name: 'a.pdf' })).toBe('> a.pdf')
  })

  test('[SEC 26] nothing that anybody writes there throws', () => {
    for (const value of HOSTILE.filter((each) => each !== undefined)) {
      // what Yjs can carry
      const plain: unknown = JSON.parse(JSON.stringify(value))
      const attributes = Object.fromEntries(names.map((name) => [name, plain]))
      for (const kind of ['image', 'file']) expect(typeof markdown(kind, attributes)).toBe('string')
    }
  })
})

test('[F6] the files of a text are found wherever they are in it, each once', () => {
  const doc = documentWith('image', { file: FILE })
  const again = new Y.XmlElement('file')
  again.setAttribute('file', FILE)
  const foreign = new Y.XmlElement('image')
  foreign.setAttribute('src', 'https://a.example/x.png')
  doc.getXmlFragment('default').insert(1, [again, foreign])
  expect(filesIn(doc)).toEqual([FILE])
})
