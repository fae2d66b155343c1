// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "disableCSSFileLoading": true, "handleDisabledFileLoadingAsSuccess": true } }

import type { Editor } from '@tiptap/core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { delimitedRows, parseDelimited } from '../../app/d/[id]/editor/delimited-text.ts'
import { markdownHtml } from '../../app/d/[id]/editor/markdown-html.ts'
import { looksLikeMarkdown } from '../../app/d/[id]/editor/markdown-signs.ts'
import { loadMarkdown } from '../../app/d/[id]/editor/smart-paste.ts'
import { ACTIVE_CONTENT } from '../active-content.ts'
import { caretBehind, cell, documentOf, exchange, stage, table, textsOf } from './table-stage.ts'

const editors: Editor[] = []

beforeAll(async () => {
  await loadMarkdown()
})

afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
})

function open(doc: Y.Doc = documentOf(new Y.XmlElement('paragraph'))): Editor {
  const editor = stage(doc)
  editors.push(editor)
  return editor
}

const pasteEvent = (data: Readonly<Record<string, string>>): ClipboardEvent => {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const clipboardData = {
    getData: (type: string) => data[type] ?? '',
    types: Object.keys(data),
    files: [],
    items: [],
  }
  return Object.assign(event, { clipboardData }) as unknown as ClipboardEvent
}

/** What a paste of this makes of an empty document. */
function pasted(kind: 'html' | 'text', content: string, editor: Editor = open()): Editor {
  const type = kind === 'html' ? 'text/html' : 'text/plain'
  editor.view.dom.dispatchEvent(pasteEvent({ [type]: content }))
  return editor
}

/** The blocks in short: kind, text, and for what holds blocks the same again. */
type Block = readonly [kind: string, content: string | readonly Block[]]

function blocks(editor: Editor): readonly Block[] {
  const read = (node: typeof editor.state.doc): Block => {
    const detail: unknown = node.attrs.level ?? node.attrs.language ?? ''
    const kind = `${node.type.name}${detail === '' ? '' : ` ${String(detail)}`}`
    if (!node.isTextblock) return [kind, node.content.content.map(read)]
    const runs = node.content.content.map((run) => {
      const marks = run.marks.map((mark) =>
        mark.type.name === 'link' ? `link ${mark.attrs.href}` : mark.type.name,
      )
      return marks.length === 0 ? (run.text ?? '⏎') : `{${marks.sort().join(', ')}: ${run.text}}`
    })
    return [kind, runs.join('')]
  }
  return editor.state.doc.content.content.map(read)
}

const item = (text: string, ...more: readonly Block[]): Block => ['listItem', [['paragraph', text], ...more]]

describe('[Q10] text that is clearly Markdown', () => {
  test.each([
    ['a heading that stands alone', '# Title\n\nText'],
    ['a heading of the second level', 'Intro\n\n## Part\ntext'],
    ['a list', '- one\n- two'],
    ['a list with blank lines', '* one\n\n* two'],
    ['numbers that count', '1. one\n2. two'],
    ['a task', '- [ ] buy milk'],
    ['a fence', '```\ncode\n```'],
    ['a table', 'a | b\n--- | ---\n1 | 2'],
    ['a link', 'see [here](https://example.org)'],
  ])('%s is recognized', (_name, text) => expect(looksLikeMarkdown(text)).toBe(true))

  test.each([
    ['a sentence', 'Hello, this is * not * Markdown, # or is it?'],
    ['a line with a dash', '- just one thought'],
    ['years', '1984. A year.\n1990. Another.'],
    ['a script with comments', '#!/bin/sh\n# install it\nnpm ci\n# run it\nnpm start'],
    ['arithmetic', '2 * 3 * 4 = 24\n2 - 1'],
    ['a quoted letter', '> you wrote\n> something\n\nYes.'],
    ['an array', 'let x = list[0](y)'],
    ['a horizontal rule alone', 'before\n---\nafter'],
    ['a million quote signs', `# a\n\n${'>'.repeat(1_000_000)}`],
    ['a million brackets', `# a\n\n${'['.repeat(1_000_000)}`],
    ['names in stars', '**important** and `code`'],
  ])('%s stays text', (_name, text) => expect(looksLikeMarkdown(text)).toBe(false))

  test('lines of ordinary text are paragraphs', () => {
    expect(blocks(pasted('text', 'Hello, world.\n**Not** bold? Well.'))[0]).toEqual([
      'paragraph',
      'Hello, world.',
    ])
  })
})

test('[Q11] text pasted as plain text stays as it is, Markdown or not', () => {
  const editor = open()
  const held = new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true })
  editor.view.dom.dispatchEvent(held)
  pasted('text', '# Title\n\n- **one**\n- https://example.org\ta\n', editor)
  expect(blocks(editor).map(([kind, content]) => [kind, content])).toEqual([
    ['paragraph', '# Title'],
    ['paragraph', '- **one**'],
    ['paragraph', '- https://example.org\ta'],
    ['paragraph', ''],
  ])
})

describe('[Q12] separated values', () => {
  test('[Q12] fields may be quoted, with line ends and quotes in them', () => {
    expect(parseDelimited('a,"b, ""c""\nd"\r\n1,2\n', ',')).toEqual([
      ['a', 'b, "c"\nd'],
      ['1', '2'],
    ])
    expect(parseDelimited('a,"b', ',')).toBeNull()
    expect(parseDelimited('"a"b,c', ',')).toBeNull()
  })

  test.each([
    ['comma separated', 'name,age\nAda,36\nAlan,41'],
    ['semicolon separated', 'name;age\nAda;36\nAlan;41'],
    ['quoted', '"a","b"\n"c, d","e"'],
    ['tabbed', 'a\tb\nc\td'],
  ])('%s text is a table', (_name, text) => expect(delimitedRows(text, false)).not.toBeNull())

  test.each([
    ['prose', 'Hello, world\nGoodbye, moon\nAgain, sun'],
    ['calls', 'f(a,b)\ng(c,d)\nh(e,f)'],
    ['unequal rows', 'a,b,c\nd,e'],
    ['one row', 'a,b,c'],
    ['two words twice', 'yes,no\nno,yes'],
    ['indented lines', '\tfoo\n\tbar'],
    ['an object', 'a: 1,\nb: 2,\nc: 3,'],
  ])('%s is not', (_name, text) => expect(delimitedRows(text, false)).toBeNull())

  test('[Q12] the first row is a head when it names columns of numbers', () => {
    const editor = pasted('text', 'name,age\nAda,36\nAlan,41')
    expect(textsOf(editor)).toEqual([
      ['name', 'age'],
      ['Ada', '36'],
      ['Alan', '41'],
    ])
    expect(editor.view.dom.querySelectorAll('th')).toHaveLength(2)
  })

  test('[Q12] within a table cells go into cells, and the table grows', () => {
    const editor = open(
      documentOf(
        table([
          [cell('a'), cell('b')],
          [cell('c'), cell('d')],
        ]),
      ),
    )
    caretBehind(editor, 'd')
    pasted('text', '1\t2\n3\t4', editor)
    expect(textsOf(editor)).toEqual([
      ['a', 'b', ''],
      ['c', '1', '2'],
      ['', '3', '4'],
    ])
  })
})

const README = `---
title: Widget
---

# Widget [![build](https://example.org/badge.svg)](https://example.org/ci)

A *small* **tool** for \`widgets\`, described here in a line that people wrapped
at eighty characters as they do, see [the docs](https://example.org/docs).

Short line
and its neighbour

## Install

1. Download
2. Unpack
   - on Linux
   - on a Mac
3. Run

\`\`\`sh
npm install widget
# start it
npm start
\`\`\`

| Option | Default | Meaning |
| :----- | ------: | ------- |
| \`port\` | 3000 | where it | 
| a\\|b |  | pipes |

- [x] written
- [ ] tested

> Quoted **words**
>
> of two paragraphs

---

<details><summary>More</summary>

Hidden ~~text~~.

</details>

<script>alert(1)</script><img src=x onerror="alert(1)">

[bad](javascript:alert(1)) and ![shot](shot.png)
`

test('[Q10, Q16] a README that is pasted as Markdown is the README, block by block', () => {
  expect(blocks(pasted('text', README))).toEqual([
    ['codeBlock yaml', 'title: Widget'],
    ['heading 1', 'Widget {link https://example.org/ci: build}'],
    [
      'paragraph',
      'A {italic: small} {bold: tool} for {code: widgets}, described here in a line that people wrapped at eighty characters as they do, see {link https://example.org/docs: the docs}.',
    ],
    ['paragraph', 'Short line⏎and its neighbour'],
    ['heading 2', 'Install'],
    [
      'orderedList',
      [item('Download'), item('Unpack', ['bulletList', [item('on Linux'), item('on a Mac')]]), item('Run')],
    ],
    ['codeBlock sh', 'npm install widget\n# start it\nnpm start'],
    [
      'table',
      [
        ['tableRow', ['Option', 'Default', 'Meaning'].map((text) => ['tableHeader', [['paragraph', text]]])],
        [
          'tableRow',
          ['{code: port}', '3000', 'where it'].map((text) => ['tableCell', [['paragraph', text]]]),
        ],
        ['tableRow', ['a|b', '', 'pipes'].map((text) => ['tableCell', [['paragraph', text]]])],
      ],
    ],
    ['bulletList', [item('[x] written'), item('[ ] tested')]],
    [
      'blockquote',
      [
        ['paragraph', 'Quoted {bold: words}'],
        ['paragraph', 'of two paragraphs'],
      ],
    ],
    ['horizontalRule', []],
    ['paragraph', 'More'],
    ['paragraph', 'Hidden {strike: text}.'],
    ['paragraph', 'bad and shot'],
  ])
})

test('[Q10] tasks and notes are tasks and notes where the document knows them', () => {
  const text = '- [x] a\n- [ ] b\n\n> [!NOTE]\n> Mind this.\n\n> [!other] this\n'
  expect(markdownHtml(text, { hasTasks: true, hasCallouts: true }).replaceAll('\n', '')).toBe(
    '<ul data-type="taskList"><li data-type="taskItem" data-checked="true">a</li>' +
      '<li data-type="taskItem" data-checked="false">b</li></ul>' +
      '<div data-callout="info"><p>Mind this.</p></div><blockquote><p>[!other] this</p></blockquote>',
  )
})

const PAGE = `<meta charset="utf-8"><article style="color: rgb(0,0,0)"><h1>Bridges</h1>
<p>A <a href="https://example.org/bridge?a=1&amp;b=2" onclick="steal()">bridge</a> is <span style="font-weight: 700">not</span> a
<span style="font-style: italic">tunnel</span>.<button>Copy</button></p>
<h2>Kinds</h2><ul><li>Arch<ul><li>stone</li></ul></li><li><p>Beam</p></li></ul>
<figure><svg><title>x</title></svg><figcaption>A bridge</figcaption></figure>
<table><caption>Lengths</caption><thead><tr><th>Name</th><th style="text-align:right">m</th></tr></thead>
<tbody><tr><td>Tay</td><td>3,264</td></tr><tr><td colspan="2">and others</td></tr></tbody></table>
<pre class="x"><code class="language-js">let a = 1
</code></pre><blockquote><p>Quoted</p></blockquote><hr><p style="display:none">tracker</p>
<script>alert(1)</script></article>`

test('[Q13, Q16] a page of a browser is the page, block by block', () => {
  const editor = pasted('html', PAGE)
  expect(blocks(editor)).toEqual([
    ['heading 1', 'Bridges'],
    ['paragraph', 'A {link https://example.org/bridge?a=1&b=2: bridge} is {bold: not} a {italic: tunnel}.'],
    ['heading 2', 'Kinds'],
    ['bulletList', [item('Arch', ['bulletList', [item('stone')]]), item('Beam')]],
    ['paragraph', 'A bridge'],
    ['paragraph', 'Lengths'],
    [
      'table',
      [
        ['tableRow', ['Name', 'm'].map((text) => ['tableHeader', [['paragraph', text]]])],
        ['tableRow', ['Tay', '3,264'].map((text) => ['tableCell', [['paragraph', text]]])],
        ['tableRow', [['tableCell', [['paragraph', 'and others']]]]],
      ],
    ],
    ['codeBlock js', 'let a = 1\n'],
    ['blockquote', [['paragraph', 'Quoted']]],
    ['horizontalRule', []],
  ])
  expect(editor.view.dom.querySelectorAll('th[data-align="right"]')).toHaveLength(1)
})

/** A README of many parts, and what it says, part by part. */
const longReadme = (parts: number): { readonly source: string; readonly blocks: readonly Block[] } => {
  const kinds = (i: number): readonly [source: string, block: Block][] => [
    [`## Part ${i}`, ['heading 2', `Part ${i}`]],
    [
      `Words of *part* ${i}, with \`code\`.`,
      ['paragraph', `Words of {italic: part} ${i}, with {code: code}.`],
    ],
    [
      `- one ${i}\n- two\n  1. inner`,
      ['bulletList', [item(`one ${i}`), item('two', ['orderedList', [item('inner')]])]],
    ],
    [`\`\`\`ts\nconst part = ${i}\n\`\`\``, ['codeBlock ts', `const part = ${i}`]],
    [
      `| a | b |\n| - | - |\n| ${i} | **x** |`,
      [
        'table',
        [
          [
            'tableRow',
            [
              ['tableHeader', [['paragraph', 'a']]],
              ['tableHeader', [['paragraph', 'b']]],
            ],
          ],
          [
            'tableRow',
            [
              ['tableCell', [['paragraph', `${i}`]]],
              ['tableCell', [['paragraph', '{bold: x}']]],
            ],
          ],
        ],
      ],
    ],
    [`> Quoted ${i}`, ['blockquote', [['paragraph', `Quoted ${i}`]]]],
  ]
  const all = Array.from({ length: parts }, (_, i) => kinds(i)).flat()
  return { source: all.map(([source]) => source).join('\n\n'), blocks: all.map(([, block]) => block) }
}

/** Pasted by one, then edited by two at once: the same for both, and but for their words the source. */
function editedByTwo(
  kind: 'html' | 'text',
  source: string,
  expected: readonly Block[],
  first: string,
  second: string,
) {
  const ann = documentOf(new Y.XmlElement('paragraph'))
  const ben = new Y.Doc()
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  const [a, b] = [open(ann), open(ben)]
  pasted(kind, source, a)
  exchange(ann, ben)
  expect(blocks(b)).toEqual(expected)
  caretBehind(a, first)
  a.commands.insertContent(' ANN')
  caretBehind(b, second)
  b.commands.insertContent(' BEN')
  exchange(ann, ben)
  expect(blocks(a)).toEqual(blocks(b))
  const without = JSON.stringify(blocks(a)).replace(' ANN', '').replace(' BEN', '')
  expect(JSON.parse(without)).toEqual(expected)
  expect(JSON.stringify(blocks(a))).toMatch(/ ANN.* BEN/)
}

test('[Q16] a long README is edited by two and is still the README', () => {
  const { source, blocks: expected } = longReadme(40)
  editedByTwo('text', source, expected, 'Words of', 'Quoted 39')
})

test('[Q16] a page of a browser is edited by two and is still the page', () => {
  const page =
    '<h2>Kinds</h2><ul><li>Arch</li><li>Beam</li></ul><table><tr><td>Tay</td><td>3,264</td></tr></table>'
  const expected: readonly Block[] = [
    ['heading 2', 'Kinds'],
    ['bulletList', [item('Arch'), item('Beam')]],
    [
      'table',
      [
        [
          'tableRow',
          [
            ['tableCell', [['paragraph', 'Tay']]],
            ['tableCell', [['paragraph', '3,264']]],
          ],
        ],
      ],
    ],
  ]
  editedByTwo('html', page, expected, 'Arch', '3,264')
})

const DOCS = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-7c2f"><h1 dir="ltr"><span style="font-weight:400;font-style:normal">Plan</span></h1><p dir="ltr"><span style="font-size:11pt;font-weight:400">We go </span><span style="font-weight:700;font-style:italic">now</span><span style="font-weight:400">, </span><a href="https://www.google.com/url?q=https://example.org/x&amp;sa=D" style="text-decoration:none"><span style="font-weight:400;text-decoration:underline">there</span></a></p><br><ul><li dir="ltr" style="list-style-type:disc" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400">one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span style="font-weight:400">inner</span></p></li></ul></ul><div dir="ltr" align="left"><table><colgroup><col width="100"/></colgroup><tbody><tr><td><p dir="ltr"><span style="font-weight:400">cell</span></p></td><td><p dir="ltr"><span style="font-weight:700">two</span></p></td></tr></tbody></table></div></b>`

test('[Q13] a document of Google Docs: nothing is bold that was not, lists lie in lists', () => {
  expect(blocks(pasted('html', DOCS))).toEqual([
    ['heading 1', 'Plan'],
    ['paragraph', 'We go {bold, italic: now}, {link https://example.org/x, underline: there}'],
    ['bulletList', [item('one', ['bulletList', [item('inner')]])]],
    [
      'table',
      [
        [
          'tableRow',
          [
            ['tableCell', [['paragraph', 'cell']]],
            ['tableCell', [['paragraph', '{bold: two}']]],
          ],
        ],
      ],
    ],
  ])
})

const wordItem = (level: number, sign: string, text: string): string =>
  `<p class=MsoListParagraphCxSpMiddle style='text-indent:-.25in;mso-list:l0 level${level} lfo1'><!--[if !supportLists]--><span style='font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><!--[endif]-->${text}<o:p></o:p></p>`

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {margin:0} --></style></head><body><!--StartFragment--><p class=MsoTitle>Report<o:p></o:p></p><p class=MsoNormal>Some
<b>bold</b> and <i style='mso-bidi-font-style:normal'>slanted</i> words.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>${wordItem(1, '·', 'first')}${wordItem(2, 'o', 'within')}${wordItem(2, 'o', 'also')}${wordItem(1, '·', 'second')}<h2>Steps<o:p></o:p></h2>${wordItem(1, '3.', 'three')}${wordItem(2, 'a)', 'letter')}${wordItem(1, '4.', 'four')}<table class=MsoTableGrid border=1><tr><td width=100 valign=top style='border:solid'><p class=MsoNormal>A<o:p></o:p></p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr></table><p class=MsoQuote>said</p><!--EndFragment--></body></html>`

test('[Q13] a document of Word: its paragraphs with signs are lists again', () => {
  const editor = pasted('html', WORD)
  expect(blocks(editor)).toEqual([
    ['heading 1', 'Report'],
    ['paragraph', 'Some {bold: bold} and {italic: slanted} words.'],
    ['bulletList', [item('first', ['bulletList', [item('within'), item('also')]]), item('second')]],
    ['heading 2', 'Steps'],
    ['orderedList', [item('three', ['orderedList', [item('letter')]]), item('four')]],
    [
      'table',
      [
        [
          'tableRow',
          [
            ['tableCell', [['paragraph', 'A']]],
            ['tableCell', [['paragraph', '']]],
          ],
        ],
      ],
    ],
    ['blockquote', [['paragraph', 'said']]],
  ])
  expect(editor.state.doc.child(4).attrs.start).toBe(3)
})

const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--table {mso-displayed-decimal-separator:"."} .xl65 {font-weight:700;}--></style></head><body><table border=0 cellpadding=0 width=128><!--StartFragment--><col width=64 span=2><tr height=20><td height=20 class=xl65 width=64>Name</td><td class=xl65>Sum</td></tr><tr><td>a &amp; b</td><td align=right x:num="1234.5">1,234.50</td></tr><tr><td colspan=2>merged</td></tr><!--EndFragment--></table></body></html>`
const SHEETS = `<google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" border="1" data-sheets-root="1"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr style="height:21px;"><td style="font-weight:bold;">Name</td><td style="font-weight:bold;text-align:right;">Sum</td></tr><tr><td>a</td><td style="text-align:right;" data-sheets-value="{}">2</td></tr></tbody></table>`
const LIBRE = `<html><head><meta name="generator" content="LibreOffice 24.2.5.2 (Linux)"/></head><body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup><tr><td height="17" align="left" valign=bottom><b><font face="Liberation Sans">Name</font></b></td><td align="right">Sum</td></tr><tr><td align="left"><br></td><td align="right" sdval="2" sdnum="1033;">2</td></tr></table></body></html>`

describe('[Q12, Q16] a table of a spreadsheet is the table, cell by cell', () => {
  test.each([
    ['Excel', EXCEL, [['Name', 'Sum'], ['a & b', '1,234.50'], ['merged']]],
    [
      'Google Sheets',
      SHEETS,
      [
        ['Name', 'Sum'],
        ['a', '2'],
      ],
    ],
    [
      'LibreOffice',
      LIBRE,
      [
        ['Name', 'Sum'],
        ['', '2'],
      ],
    ],
  ])('%s', (_name, html, rows) => {
    const editor = pasted('html', html)
    expect(textsOf(editor)).toEqual(rows)
    expect(editor.state.doc.childCount).toBe(1)
    expect(editor.view.dom.querySelectorAll('td[data-align="right"]').length).toBeGreaterThan(0)
  })

  test('[Q12] one cell is its text', () => {
    const html =
      '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>just this</td></tr></table></body></html>'
    expect(blocks(pasted('html', html))).toEqual([['paragraph', 'just this']])
  })
})

test('[Q5] rows of a pasted table that are too short are filled before they are in', () => {
  const editor = pasted('html', '<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>')
  expect(textsOf(editor)).toEqual([
    ['a', ''],
    ['b', 'c'],
  ])
})

test('[Q15] what is nested deeper than the server takes is refused in words', () => {
  const editor = open()
  pasted('html', `${'<blockquote>'.repeat(120)}deep${'</blockquote>'.repeat(120)}`, editor)
  expect(editor.state.doc.textContent).toBe('')
})

const ALLOWED_ATTRIBUTES = new Set(
  'class style href rel target colspan rowspan data-align data-colwidth start type contenteditable draggable hidden dir'.split(
    ' ',
  ),
)

function expectHarmless(editor: Editor): void {
  const { dom } = editor.view
  expect(
    dom.querySelectorAll(
      'script, iframe, object, embed, svg, math, form, input, style, link, meta, base, template',
    ),
  ).toHaveLength(0)
  // every image is the editor's own: it helps the caret beside what cannot be typed in
  expect(dom.querySelectorAll('img:not(.ProseMirror-separator)')).toHaveLength(0)
  for (const element of dom.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(ALLOWED_ATTRIBUTES, `${element.localName} ${name}="${value}"`).toContain(name)
      if (name === 'href') expect(value).toMatch(/^(https?:|mailto:|$)/)
      if (name === 'style') expect(value).not.toMatch(/url|position|color/)
    }
  }
  expect(editor.getHTML()).not.toMatch(/onerror|onload|alert\(1\)[^<]*=|javascript:alert\(1\)"/)
}

describe('[Q14, SEC 24] nothing active is pasted', () => {
  test.each(ACTIVE_CONTENT.map((vector) => [vector] as const))('as HTML: %s', (vector) => {
    expectHarmless(pasted('html', `<p>before</p>${vector}<p>after</p>`))
  })

  test.each(ACTIVE_CONTENT.map((vector) => [vector] as const))('[SEC 26] within Markdown: %s', (vector) => {
    expectHarmless(pasted('text', `# Title\n\n${vector}\n\nafter\n`))
  })

  test.each([
    '[x](javascript:alert(1))',
    '[x](  JaVaScRiPt:alert(1) "t")',
    '![x](javascript:alert(1))',
    '![x](https://evil.example/pixel.png)',
    '<javascript:alert(1)>',
    '[x]: javascript:alert(1)\n\n[x]',
    '```"><script>alert(1)</script>\nx\n```',
    '| a |\n| --- |\n| <img src=x onerror=alert(1)> |',
  ])('[SEC 26] Markdown of its own: %s', (vector) => {
    expectHarmless(pasted('text', `# Title\n\n${vector}\n`))
  })
})

test('[Q15] thousands of blocks are pasted whole', () => {
  const text = Array.from({ length: 2_000 }, (_, i) => `## Part ${i}\n\nSome words.\n`).join('\n')
  expect(pasted('text', text).state.doc.childCount).toBe(4_000)
}, 60_000)
