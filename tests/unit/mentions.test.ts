// @vitest-environment happy-dom
import { Editor } from '@tiptap/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { editorExtensions } from '../../app/d/[id]/editor/extensions.ts'
import { insertMenuOf, openInsertMenu } from '../../app/d/[id]/editor/insert-menu.ts'
import { findMentionable } from '../../app/d/[id]/editor/mentions/find-mentionable.ts'
import { MENTION_ACTIONS, MENTION_MENU } from '../../app/d/[id]/editor/mentions/mention-menu.ts'
import { pageWords } from '../../app/i18n/page-words.ts'
import type { DocumentConnection } from '../../lib/document-connection.ts'
import { type Mention, mentionsIn } from '../../lib/mention.ts'
import type { Role } from '../../lib/roles.ts'
import { press, type } from './block-editor.ts'
import { element, OTHERS, written } from './raw-blocks.ts'

const PLAN = 'p'.repeat(26)
const NOTES = 'n'.repeat(26)
const HERE = 'd'.repeat(26)

const MEMBERS = [
  { id: 'ada', name: 'Ada Lovelace', color: '#aa2200' },
  { id: 'bob', name: 'Bob', color: '#0022aa' },
]
const DOCUMENTS = [
  [PLAN, 'Plan of the year'],
  [NOTES, ''],
  [HERE, 'This one'],
].map(([id, title]) => ({ id, title, role: 'owner', createdAt: '', updatedAt: '', size: 0 }))

let asked: string[] = []
let names = MEMBERS
const closing: (() => void)[] = []

beforeEach(() => {
  asked = []
  names = MEMBERS
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json(path.endsWith('/mentionable') ? { people: names } : { documents: DOCUMENTS })
  })
})

afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.unstubAllGlobals()
})

interface Page {
  readonly editor: Editor
  readonly doc: Y.Doc
  readonly dom: HTMLElement
  readonly awareness: Awareness
}

/** The editor of Bob, whose line to the server is this test. */
function open(content: Y.Doc | null = null, role: Role = 'editor'): Page {
  const doc = new Y.Doc({ guid: HERE })
  if (content !== null) Y.applyUpdate(doc, Y.encodeStateAsUpdate(content), OTHERS)
  const awareness = new Awareness(doc)
  awareness.setLocalStateField('user', MEMBERS[1])
  const canEdit = role === 'editor'
  const connection = {
    doc,
    awareness,
    getSnapshot: () => ({ canEdit, role, limits: null, size: 0, unsavedOctets: 0 }),
  } as unknown as DocumentConnection
  const mount = document.createElement('div')
  document.body.append(mount)
  const extensions = editorExtensions(connection, vi.fn(), vi.fn())
  const editor = new Editor({ element: mount, extensions, editable: canEdit })
  closing.push(() => {
    editor.destroy()
    awareness.destroy()
    mount.remove()
  })
  return { editor, doc, dom: editor.view.dom, awareness }
}

/** Somebody comes with this name, or goes. */
function arrive({ awareness }: Page, user: object | null): void {
  if (user === null) awareness.states.delete(7)
  else awareness.states.set(7, { user })
  awareness.emit('change', [{ added: [7], updated: [], removed: [] }, OTHERS])
}

const menuOf = ({ editor }: Page) => MENTION_MENU.of(editor.state)
const offered = (page: Page) => menuOf(page)?.found.map(({ words }) => words)
const chips = ({ dom }: Page) => [...dom.querySelectorAll<HTMLElement>('.mention')]
const mentions = ({ doc }: Page) => [...mentionsIn(doc.getXmlFragment('default'))]
const withChip = (mention: object) =>
  written(element('paragraph', {}, 'by ', element('mention', { ...mention })))

const person = (name: string, isHere = false) => ({ id: name, name, color: '#000000', isHere })

test('[N3] people and documents are found by the beginnings of their words, without case and accents', () => {
  const known = {
    people: [person('Zoë Ångström', true), person('Ada Lovelace'), person('Roland')],
    documents: [
      { id: PLAN, title: 'Plan for Ada' },
      { id: NOTES, title: '' },
    ],
  }
  const found = (query: string, sort?: string) =>
    findMentionable(pageWords(), query, known, sort).map(({ words }) => words)
  expect(found('')).toEqual(['Zoë Ångström', 'Ada Lovelace', 'Roland', 'Plan for Ada', 'Untitled'])
  expect(found('zoe ang')).toEqual(['Zoë Ångström'])
  expect(found('LOVE')).toEqual(['Ada Lovelace'])
  expect(found('ada')).toEqual(['Ada Lovelace', 'Plan for Ada'])
  expect(found('ola')).toEqual(['Roland'])
  expect(found('ada', 'document')).toEqual(['Plan for Ada'])
  expect(found('ada', 'person')).toEqual(['Ada Lovelace'])
  expect(found('nobody')).toEqual([])
  const many = Array.from({ length: 50 }, (_, i) => person(`P${i}`))
  expect(findMentionable(pageWords(), 'p', { people: many, documents: [] })).toHaveLength(8)
})

test('[N3] @ offers who is here, guests too, who has a role, and the documents that one may open', async () => {
  const page = open()
  arrive(page, { id: 'guest1', name: 'Curious Heron', color: '#00aa22' })
  expect(asked).toEqual([])
  type(page.editor, '@')
  await vi.waitFor(() =>
    expect(offered(page)).toEqual(['Curious Heron', 'Ada Lovelace', 'Bob', 'Plan of the year', 'Untitled']),
  )
  expect(asked.sort()).toEqual(['/api/documents', `/api/documents/${HERE}/mentionable`])
  type(page.editor, 'love')
  expect(offered(page)).toEqual(['Ada Lovelace'])
  expect(page.dom.getAttribute('aria-activedescendant')).toBe('mention-person-ada')
  expect(press(page.editor, 'Enter')).toBe(true)
  expect(menuOf(page)).toBeNull()
  expect(mentions(page)).toEqual([{ kind: 'person', id: 'ada', label: 'Ada Lovelace' }])
  expect(page.dom.textContent).toBe('@Ada Lovelace ')
  expect(page.editor.getText()).toBe('@Ada Lovelace ')
})

test('[N3] not within an address, a word or code; nothing found and a space behind it end it', async () => {
  const page = open()
  type(page.editor, 'ada@')
  expect(menuOf(page)).toBeNull()
  type(page.editor, ' (@')
  expect(menuOf(page)).not.toBeNull()
  await vi.waitFor(() => expect(offered(page)).toContain('Ada Lovelace'))
  type(page.editor, 'ada l')
  expect(offered(page)).toEqual(['Ada Lovelace'])
  type(page.editor, ' and I')
  expect(menuOf(page)).toBeNull()
  press(page.editor, 'Enter')
  type(page.editor, '@ 5 pm')
  expect(menuOf(page)).toBeNull()
  page.editor.commands.setContent('<pre><code></code></pre>')
  page.editor.commands.setTextSelection(1)
  type(page.editor, '@')
  expect(menuOf(page)).toBeNull()
})

test.each(MENTION_ACTIONS)(
  '[N3, M1] $name of the menu of blocks offers its sort alone',
  async ({ name, run }) => {
    const page = open()
    openInsertMenu(page.editor)
    expect(insertMenuOf(page.editor.state)?.found.map((action) => action.name)).toContain(name)
    run(page.editor)
    const sort = name === 'mention-person' ? 'person' : 'document'
    await vi.waitFor(() => expect(menuOf(page)?.found.length).toBe(2))
    expect(menuOf(page)?.found.map(({ kind }) => kind)).toEqual([sort, sort])
    type(page.editor, sort === 'person' ? 'ad' : 'plan')
    press(page.editor, 'Tab')
    expect(mentions(page).map(({ kind }) => kind)).toEqual([sort])
    expect(page.editor.getText()).toBe(sort === 'person' ? '@Ada Lovelace ' : 'Plan of the year ')
  },
)

test('[N4] a chip has the name of now, and the one of then where this page knows none', async () => {
  const page = open(withChip({ kind: 'person', id: 'ada', label: 'Ada Byron' }))
  expect(chips(page)[0]?.textContent).toBe('@Ada Byron')
  await vi.waitFor(() => expect(chips(page)[0]?.textContent).toBe('@Ada Lovelace'))
  expect(chips(page)[0]?.hasAttribute('data-here')).toBe(false)
  arrive(page, { id: 'ada', name: 'Countess', color: '#aa2200' })
  expect(chips(page)[0]?.textContent).toBe('@Countess')
  expect(chips(page)[0]?.hasAttribute('data-here')).toBe(true)
  arrive(page, null)
  expect(chips(page)[0]?.textContent).toBe('@Ada Lovelace')
})

test('[N4] opening a document with mentions, and hearing of names, writes nothing', async () => {
  const page = open(withChip({ kind: 'person', id: 'ada', label: 'Ada Byron' }))
  const updates = vi.fn()
  page.doc.on('update', updates)
  await vi.waitFor(() => expect(chips(page)[0]?.textContent).toBe('@Ada Lovelace'))
  expect(mentions(page)[0]?.label).toBe('Ada Byron')
  expect(updates).not.toHaveBeenCalled()
})

test('[N5] a document has its present title for who may open it, and else what the writer called it', async () => {
  const known = open(withChip({ kind: 'document', id: PLAN, label: 'Old plan' }))
  await vi.waitFor(() => expect(chips(known)[0]?.textContent).toBe('Plan of the year'))
  expect(chips(known)[0]?.getAttribute('href')).toMatch(new RegExp(`/d/${PLAN}$`))
  const secret = open(withChip({ kind: 'document', id: 's'.repeat(26), label: 'As I call it' }))
  await vi.waitFor(() => expect(asked.filter((path) => path === '/api/documents')).toHaveLength(2))
  expect(chips(secret)[0]?.textContent).toBe('As I call it')
})

test('[N5] a click opens the document, by its address on this server', () => {
  const opened = vi.spyOn(window, 'open').mockReturnValue(null)
  const page = open(withChip({ kind: 'document', id: PLAN, label: 'Plan' }), 'viewer')
  chips(page)[0]?.click()
  expect(opened).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(`/d/${PLAN}$`), '_blank', 'noopener')
})

test('[N4] a click on somebody who is away says so', () => {
  const page = open(withChip({ kind: 'person', id: 'carl', label: 'Carl' }), 'viewer')
  const said: string[] = []
  page.editor.on('news', ({ words }) => said.push(words))
  chips(page)[0]?.click()
  arrive(page, { id: 'carl', name: 'Carl', color: '#aa2200' })
  chips(page)[0]?.click()
  expect(said).toEqual(['Carl is not here now.', 'Carl has no caret in the text now.'])
})

test('[N6] a viewer asks nobody for the people', async () => {
  const page = open(withChip({ kind: 'person', id: 'ada', label: 'Ada' }), 'viewer')
  open(withChip({ kind: 'document', id: PLAN, label: 'Plan' }), 'viewer')
  await vi.waitFor(() => expect(asked).toEqual(['/api/documents']))
  expect(chips(page)[0]?.textContent).toBe('@Ada')
})

test.each<Mention>([
  { kind: 'person', id: 'ada', label: 'Ada Lovelace' },
  { kind: 'document', id: PLAN, label: 'Plan' },
])('[N7] a $kind that is copied and pasted is the same', (mention) => {
  const from = open(withChip(mention))
  const html = from.editor.getHTML()
  const to = open()
  to.editor.commands.setContent(html)
  expect(mentions(to)).toEqual([mention])
})

test('[N7] pasted HTML that names nobody of this server is text, or a link', () => {
  const page = open()
  page.editor.commands.setContent(
    `<p><span data-mention="person" data-id="a b">@Ada</span> <a data-mention="document" href="https://other.example/d/${PLAN}">Plan</a></p>`,
  )
  expect(mentions(page)).toEqual([])
  expect(page.editor.getText()).toBe('@Ada Plan')
  expect(page.dom.querySelector('a')?.getAttribute('href')).toBe(`https://other.example/d/${PLAN}`)
})

test('[N2, SEC 22] a chip shows whatever its attributes are, and names nobody by what is odd', () => {
  const odd: readonly unknown[] = [
    { toString: 1, valueOf: 1 },
    ['img', { src: 'x', onerror: 'alert(1)' }],
    JSON.parse('{"__proto__": {"onmouseover": "alert(1)"}}'),
    '"><img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    'x'.repeat(100_000),
    -1e9,
    true,
  ]
  for (const value of odd) {
    for (const name of ['kind', 'id', 'label']) {
      for (const good of [
        { kind: 'person', id: 'ada', label: 'Ada' },
        { kind: 'document', id: PLAN, label: 'Plan' },
      ]) {
        const page = open(withChip({ ...good, [name]: value }))
        const [chip] = chips(page)
        expect(chip?.querySelector('img, script')).toBeNull()
        expect(chip?.textContent.length).toBeLessThanOrEqual(201)
        expect(chip?.getAttributeNames().filter((attribute) => attribute.startsWith('on'))).toEqual([])
        if (name !== 'label') expect(chip?.tagName, JSON.stringify(value)).toBe('SPAN')
        expect(chip?.getAttribute('href') ?? '/d/').toContain('/d/')
      }
    }
  }
})

test('[N3, E12] one undo takes a mention back', async () => {
  const page = open()
  type(page.editor, '@')
  await vi.waitFor(() => expect(offered(page)).toContain('Bob'))
  type(page.editor, 'bo')
  press(page.editor, 'Enter')
  expect(mentions(page)).toHaveLength(1)
  page.editor.commands.undo()
  expect(mentions(page)).toHaveLength(0)
})
