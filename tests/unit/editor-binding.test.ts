// @vitest-environment happy-dom
import { NodeSelection } from '@tiptap/pm/state'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { block, documentOf, Hub, meet, Page } from './editor-people.ts'

const pages: Page[] = []
const page = (state?: Uint8Array): Page => {
  const made = new Page(state)
  pages.push(made)
  return made
}
afterEach(() => {
  for (const made of pages.splice(0)) made.destroy()
})

const future = (): Y.XmlElement =>
  block('hologram', [new Y.XmlText('deep'), block('layer', 'inner', { z: 3 })], {
    depth: 7,
    list: [1, { a: null }],
  })

/** Octets of the document: what is bit for bit the same has the same. */
const octets = (one: Page): string => Buffer.from(one.state()).toString('base64')

const unknown = (one: Page): number => {
  let found = -1
  one.editor.state.doc.descendants((node, pos) => {
    if (node.type.name.startsWith('unknown')) found = pos
  })
  return found
}

test('[E16] a block of an unknown kind is shown as a placeholder, and opening changes nothing', () => {
  const state = documentOf(block('heading', 'Title', { level: 1 }), future(), block('paragraph', 'Below'))
  const one = page(state)
  expect(one.html).toContain('Something this version cannot show')
  expect(octets(one)).toBe(Buffer.from(state).toString('base64'))
  one.at('Below').type('!')
  one.at('Title').type('?')
  one.editor.commands.enter()
  const kept = one.text
    .toArray()
    .find((child) => child instanceof Y.XmlElement && child.nodeName === 'hologram')
  expect(kept?.toString()).toBe(
    '<hologram depth="7" list="1,[object Object]">deep<layer z="3">inner</layer></hologram>',
  )
  expect(kept?._item?.id.client).not.toBe(one.doc.clientID)
})

test('[E16] what does not fit its kind is shown as a placeholder and kept', () => {
  const state = documentOf(
    block('bulletList', [block('listItem', [block('paragraph', 'item')]), future()]),
    block('heading', [new Y.XmlText('with '), block('hologram', 'x'), new Y.XmlText(' in it')], { level: 2 }),
    block('codeBlock', [new Y.XmlText('code '), block('hologram', 'x')]),
    block('blockquote', [future(), block('paragraph', 'quote')]),
    block('listItem', [block('paragraph', 'stray')]),
  )
  const one = page(state)
  expect(octets(one)).toBe(Buffer.from(state).toString('base64'))
  const kinds = one.editor.state.doc.children.map((node) => node.type.name)
  expect(kinds).toEqual(['unknownBlock', 'heading', 'unknownBlock', 'blockquote', 'unknownBlock'])
  one.at('with ').type('words ')
  one.at('quote').type('d')
  expect(one.text.toString()).toContain(
    '<heading level="2">with words <hologram>x</hologram> in it</heading>',
  )
  expect(one.text.toString()).toContain('<paragraph>quoted</paragraph>')
})

test('[E16] a placeholder can be moved and deleted by a person', () => {
  const one = page(documentOf(block('paragraph', 'a'), future(), block('paragraph', 'b')))
  const { state } = one.editor
  const at = unknown(one)
  const node = state.doc.nodeAt(at)
  if (node === null) throw new Error('no placeholder')
  one.editor.view.dispatch(state.tr.delete(at, at + 1).insert(0, node))
  expect(one.text.toArray().map((child) => (child as Y.XmlElement).nodeName)).toEqual([
    'hologram',
    'paragraph',
    'paragraph',
  ])
  const moved = one.text.get(0) as Y.XmlElement
  expect(moved.getAttributes()).toMatchObject({ depth: 7, list: [1, { a: null }] })
  expect(moved.toString()).toContain('deep<layer z="3">inner</layer>')
  one.editor.view.dispatch(
    one.editor.state.tr.setSelection(NodeSelection.create(one.editor.state.doc, 0)).deleteSelection(),
  )
  expect(one.text.toString()).toBe('<paragraph>a</paragraph><paragraph>b</paragraph>')
  one.editor.commands.undo()
  expect(one.text.toString()).toContain('<hologram')
})

test('[E16] what cannot be made anew is not moved: the change is taken back', () => {
  const doc = new Y.Doc()
  const odd = block('hologram', 'x')
  doc.getXmlFragment('default').insert(0, [block('paragraph', 'a'), odd])
  odd.setAttribute('inner', new Y.Map() as unknown as string)
  const one = page(Y.encodeStateAsUpdate(doc))
  const before = octets(one)
  const at = unknown(one)
  const node = one.editor.state.doc.nodeAt(at)
  if (node === null) throw new Error('no placeholder')
  one.editor.view.dispatch(one.editor.state.tr.delete(at, at + 1).insert(0, node))
  expect(one.refused).toBe(1)
  expect(octets(one)).toBe(before)
  expect(unknown(one)).toBe(at)
})

test('[E17] unknown formatting and attributes stay when somebody writes beside, inside or changes the kind', () => {
  const text = new Y.XmlText()
  text.applyDelta([
    { insert: 'plain ' },
    { insert: 'glowing', attributes: { glow: { lumen: 3 } } },
    { insert: ' end' },
  ])
  const one = page(documentOf(block('paragraph', [text], { shade: 'deep' })))
  one.at('glow').type('-X-')
  one.at('plain').type('Y')
  one.at('ing').type('Z')
  one.editor.commands.setTextSelection({ from: 1, to: 12 })
  one.editor.commands.toggleBold()
  const paragraph = one.text.get(0) as Y.XmlElement
  expect(paragraph.getAttributes()).toEqual({ shade: 'deep' })
  const glows = (element: Y.XmlElement): string =>
    (element.get(0) as Y.XmlText)
      .toDelta()
      .filter((run: { attributes?: object }) => run.attributes !== undefined && 'glow' in run.attributes)
      .map((run: { insert: string }) => run.insert)
      .join('')
  expect(glows(paragraph)).toBe('glow-X-ing')
  one.editor.commands.setHeading({ level: 2 })
  expect(glows(one.text.get(0) as Y.XmlElement)).toBe('glow-X-ing')
})

test('[E15] bare texts in the root are passed over and stay where they are', () => {
  const doc = new Y.Doc()
  doc
    .getXmlFragment('default')
    .insert(0, [
      new Y.XmlText('bare'),
      block('paragraph', 'one'),
      new Y.XmlText('bare'),
      block('paragraph', 'two'),
    ])
  const one = page(Y.encodeStateAsUpdate(doc))
  expect(one.editor.getText()).toBe('one\n\ntwo')
  one.at('two').type('!')
  one.at('one').editor.commands.enter()
  one.type('and a half')
  expect(one.text.toString()).toBe(
    'bare<paragraph>one</paragraph><paragraph>and a half</paragraph>bare<paragraph>two!</paragraph>',
  )
})

test('[E11] typing, breaking and joining lines is written as small as it is', () => {
  const one = page(documentOf(block('paragraph', 'hello world'), block('paragraph', '')))
  const other = page(one.state())
  const hub = new Hub(one.state())
  one.at('hello').type(' dear')
  other.at('world').type('!')
  meet(hub, one, other)
  expect(one.editor.getText()).toBe('hello dear world!\n\n')
  one.at('dear').editor.commands.setHardBreak()
  expect(one.text.toString()).toBe(
    '<paragraph>hello dear<hardbreak></hardbreak> world!</paragraph><paragraph></paragraph>',
  )
  one.at('hello dear')
  one.editor.view.dispatch(one.editor.state.tr.delete(11, 12))
  expect(one.text.toString()).toBe('<paragraph>hello dear world!</paragraph><paragraph></paragraph>')
  expect((one.text.get(0) as Y.XmlElement).length).toBe(2)
  one.at('dear').type('est')
  one.at(' world', 'before').editor.commands.splitBlock()
  meet(hub, one, other)
  expect(other.html).toBe(one.html)
  expect(one.text.toString()).toBe(
    '<paragraph>hello dearest</paragraph><paragraph> world!</paragraph><paragraph></paragraph>',
  )
})

test('[E11] a caret in one of two equal paragraphs stays in it', () => {
  const one = page(
    documentOf(block('paragraph', 'Tasks'), block('paragraph', 'Tasks'), block('paragraph', '')),
  )
  const other = page(one.state())
  const hub = new Hub(one.state())
  one.editor.commands.setTextSelection(6)
  other.editor.commands.setTextSelection(1)
  for (const letter of 'xyz') {
    one.type(letter)
    meet(hub, one, other)
    other.type(letter.toUpperCase())
    meet(hub, one, other)
  }
  expect(one.editor.getText()).toBe('XYZTasksxyz\n\nTasks\n\n')
  expect(other.html).toBe(one.html)
})

test('[E12] undo takes back own steps and puts the caret back', () => {
  const one = page(documentOf(block('paragraph', 'start')))
  one.at('start').type('ed')
  one.editor.commands.setHeading({ level: 2 })
  expect(one.html).toBe('<h2>started</h2>')
  one.editor.commands.undo()
  expect(one.html).toBe('<p>started</p>')
  one.editor.commands.undo()
  expect(one.html).toBe('<p>start</p>')
  expect(one.editor.state.selection.from).toBe(6)
  one.editor.commands.redo()
  one.editor.commands.redo()
  expect(one.html).toBe('<h2>started</h2>')
})

test('[E12] a format of what was just typed is written and taken back', () => {
  const one = page(documentOf(block('heading', 'Title', { level: 1 }), block('paragraph', '')))
  one.editor.commands.setTextSelection(8)
  one.type('One.')
  one.editor.commands.enter()
  one.type('Two')
  const { to } = one.editor.state.selection
  one.editor.commands.setTextSelection({ from: to - 3, to })
  one.editor.commands.toggleBold()
  expect(one.html).toBe('<h1>Title</h1><p>One.</p><p><strong>Two</strong></p>')
  expect(one.text.toString()).toContain('<bold>Two</bold>')
  one.editor.commands.undo()
  expect(one.html).toBe('<h1>Title</h1><p>One.</p><p>Two</p>')
})
