import { Schema } from '@tiptap/pm/model'
import { expect, test } from 'vitest'
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from 'y-prosemirror'
import * as Y from 'yjs'
import { elementsOnly } from '../../lib/elements-only.ts'

const schema = new Schema({
  nodes: { doc: { content: 'block+' }, paragraph: { group: 'block', content: 'text*' }, text: {} },
})

const paragraph = (text: string): Y.XmlElement => {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

/** A document with bare texts before, between and behind two paragraphs. */
function mixed(): { doc: Y.Doc; fragment: Y.XmlFragment } {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('default')
  fragment.insert(0, [
    new Y.XmlText('a'),
    paragraph('one'),
    new Y.XmlText('b'),
    paragraph('two'),
    new Y.XmlText('c'),
  ])
  return { doc, fragment }
}

test('bare texts are passed over and stay where they are', () => {
  const { fragment } = mixed()
  elementsOnly(fragment)
  expect(fragment.toArray().map((node) => node.toString())).toEqual([
    '<paragraph>one</paragraph>',
    '<paragraph>two</paragraph>',
  ])
  fragment.insert(0, [paragraph('zero')])
  fragment.insert(2, [paragraph('one and a half')])
  fragment.insert(4, [paragraph('three')])
  fragment.delete(1, 1)
  expect(fragment.toString().replaceAll(/<\/?paragraph>/g, '|')).toBe('|zero|a|one and a half|b|two||three|c')
})

test('[E15] the editor’s binding reads and writes a document with bare texts in its root', () => {
  const { doc, fragment } = mixed()
  expect(() => yXmlFragmentToProseMirrorRootNode(fragment, schema)).toThrow()
  elementsOnly(fragment)
  const root = yXmlFragmentToProseMirrorRootNode(fragment, schema)
  expect(root.textContent).toBe('onetwo')
  const typed = schema.node('doc', null, [
    schema.node('paragraph', null, [schema.text('one')]),
    schema.node('paragraph', null, [schema.text('new')]),
    schema.node('paragraph', null, [schema.text('two!')]),
  ])
  updateYFragment(doc, fragment, typed, { mapping: new Map(), isOMark: new Map() })
  expect(fragment.toArray().map((node) => node.toString())).toEqual(
    ['one', 'new', 'two!'].map((text) => `<paragraph>${text}</paragraph>`),
  )
  const plain = new Y.Doc()
  Y.applyUpdate(plain, Y.encodeStateAsUpdate(doc))
  const texts = plain
    .getXmlFragment('default')
    .toArray()
    .filter((node) => node instanceof Y.XmlText)
  expect(texts.map(String)).toEqual(['a', 'b', 'c'])
})
