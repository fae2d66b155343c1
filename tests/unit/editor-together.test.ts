// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import type { XmlElement } from 'yjs'
import { block, documentOf, Hub, meet, Page } from './editor-people.ts'

const pages: Page[] = []
afterEach(() => {
  for (const made of pages.splice(0)) made.destroy()
})

/** Two people on one document; the first has the lower client id. */
function two(...blocks: readonly XmlElement[]): { hub: Hub; alice: Page; bob: Page } {
  const state = documentOf(...blocks)
  const [alice, bob] = [new Page(state, 100), new Page(state, 200)]
  pages.push(alice, bob)
  const hub = new Hub(state)
  return { hub, alice, bob }
}

/** What they make of it when neither has heard of the other, whoever comes first. */
function both(
  blocks: () => readonly XmlElement[],
  one: (page: Page) => void,
  other: (page: Page) => void,
): string {
  const results = [true, false].map((isAliceFirst) => {
    const { hub, alice, bob } = two(...blocks())
    one(alice)
    other(bob)
    const order = isAliceFirst ? [alice, bob] : [bob, alice]
    meet(hub, ...order)
    expect(alice.html).toBe(bob.html)
    expect(alice.text.toString()).toBe(bob.text.toString())
    return alice.html
  })
  expect(results[0]).toBe(results[1])
  return results[0] ?? ''
}

const paragraphs =
  (...words: string[]) =>
  () =>
    words.map((said) => block('paragraph', said))

test('[E18] words typed into a block while somebody changes its kind are in the new one', () => {
  const typed = (page: Page) => page.at('hello').type(' dear')
  const heading = (page: Page) => page.at('hello').editor.commands.setHeading({ level: 2 })
  expect(both(paragraphs('hello world', 'x'), typed, heading)).toBe('<h2>hello dear world</h2><p>x</p>')
  expect(both(paragraphs('hello world', 'x'), heading, typed)).toBe('<h2>hello dear world</h2><p>x</p>')
  const list = (page: Page) => page.at('hello').editor.commands.toggleBulletList()
  expect(both(paragraphs('hello world'), typed, list)).toBe('<ul><li><p>hello dear world</p></li></ul>')
  const empty = (page: Page) => page.editor.chain().setTextSelection(1).setHeading({ level: 1 }).run()
  const first = (page: Page) => {
    page.editor.commands.setTextSelection(1)
    page.type('first')
  }
  expect(both(paragraphs('', 'x'), empty, first)).toBe('<h1>first</h1><p>x</p>')
})

test('[E18] words typed into a block that somebody deletes stand in a paragraph of their own', () => {
  const typed = (page: Page) => page.at('two').type('!')
  const remove = (page: Page) => page.editor.commands.deleteRange({ from: 5, to: 10 })
  expect(both(paragraphs('one', 'two', 'three'), typed, remove)).toBe('<p>one</p><p>!</p><p>three</p>')
})

test('[E18] words that the one who deleted them has seen stay deleted', () => {
  const { hub, alice, bob } = two(block('paragraph', 'one'), block('paragraph', 'two'))
  meet(hub, alice, bob)
  alice.at('two').type(' three')
  meet(hub, alice, bob)
  bob.editor.commands.deleteRange({ from: 5, to: 16 })
  meet(hub, alice, bob)
  expect(alice.html).toBe('<p>one</p>')
})

test('[E18] words typed into a block that somebody drags are where it went', () => {
  const typed = (page: Page) => page.at('two').type('!')
  const drag = (page: Page) => {
    const { tr, doc } = page.editor.state
    const node = doc.child(1)
    const start = doc.child(0).nodeSize
    page.editor.view.dispatch(tr.delete(start, start + node.nodeSize).insert(0, node))
  }
  expect(both(paragraphs('one', 'two', 'three'), typed, drag)).toBe('<p>two!</p><p>one</p><p>three</p>')
})

test('[E18] a paragraph that one splits and another joins keeps every letter once', () => {
  const split = (page: Page) => page.at('hello ').editor.commands.splitBlock()
  const join = (page: Page) => page.at('hello', 'before').editor.commands.joinBackward()
  const made = both(paragraphs('start ', 'hello world'), split, join)
  expect(made.replace(/<[^>]+>/g, '')).toBe('start hello world')
  const typed = (page: Page) => page.at('wor').type('XX')
  const apart = both(paragraphs('hello world'), split, typed).replace(/<[^>]+>/g, '')
  expect([...apart].sort().join('')).toBe([...'hello worXXld'].sort().join(''))
})

test('[E18] concurrent edits in one list and in one code block keep every letter', () => {
  const list = () => [
    block('bulletList', [
      block('listItem', [block('paragraph', 'one')]),
      block('listItem', [block('paragraph', 'two')]),
    ]),
  ]
  const typed = (page: Page) => {
    page.at('one').editor.commands.splitListItem('listItem')
    page.type('new')
  }
  const ordered = (page: Page) => page.at('two').editor.commands.toggleOrderedList()
  expect(both(list, typed, ordered)).toBe(
    '<ol><li><p>one</p></li><li><p>new</p></li><li><p>two</p></li></ol>',
  )
  const sink = (page: Page) => page.at('two').editor.commands.sinkListItem('listItem')
  const write = (page: Page) => page.at('two').type('!')
  expect(both(list, sink, write)).toBe('<ul><li><p>one</p><ul><li><p>two!</p></li></ul></li></ul>')
  const code = () => [block('codeBlock', 'let x\nlet y')]
  const above = (page: Page) => page.at('let x').type(' = 1')
  const below = (page: Page) => page.at('let y').type(' = 2')
  expect(both(code, above, below)).toContain('let x = 1\nlet y = 2')
  const plain = (page: Page) => page.at('let').editor.commands.clearNodes()
  expect(both(code, above, plain)).toContain('let x = 1')
})

test('[E18] words that came to a third page too late to be seen are put back after that page was opened again', () => {
  const state = documentOf(block('paragraph', 'one'), block('paragraph', 'two'))
  const hub = new Hub(state)
  const [alice, bob, other] = [new Page(state, 100), new Page(state, 200), new Page(state, 300)]
  for (const page of [alice, bob, other]) page.connect(hub)
  bob.at('one').editor.commands.setHeading({ level: 1 })
  alice.at('one').type(' more')
  alice.drop()
  other.read()
  const again = other.reload((copy) => new Page(copy, 301))
  pages.push(alice, bob, again)
  meet(hub, bob, again, alice)
  for (const page of [alice, bob, again]) expect(page.html).toBe('<h1>one more</h1><p>two</p>')
})
