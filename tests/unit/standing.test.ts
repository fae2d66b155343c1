import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ClockRanges } from '../../server/clock-ranges.ts'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { decodeOutline, encodeOutline } from '../../server/outline.ts'
import { PLACES, type Standing } from '../../server/standing.ts'
import { scanStored } from '../../server/update-scan.ts'
import { outlineOf } from '../../server/workers/document-outline.ts'
import { randomEditing, seededRandom } from './random-editing.ts'
import { admitted } from './stored-document.ts'

const ANY = { roots: null }
const listOf = (ranges: ClockRanges) =>
  [...ranges.ranges()].sort((a, b) => a.client - b.client || a.clock - b.clock)
const listsOf = (standing: Standing) => PLACES.map((place) => [place, listOf(standing[place])])

for (const seed of [51, 52, 53, 54]) {
  test(`[G12, G15] the room knows where all stands as the document does, record by record and through a snapshot (seed ${seed})`, () => {
    const { updates } = randomEditing(seededRandom(seed), 3, 150, true)
    const state = new DocumentState()
    const doc = new Y.Doc({ gc: false })
    for (const { bytes } of admitted(updates)) {
      state.add(scanStored(bytes, state))
      Y.applyUpdate(doc, bytes)
    }
    const outline = outlineOf(doc, Y.encodeStateAsUpdate(doc))
    for (const place of PLACES) expect(listOf(outline[place]).length, place).toBeGreaterThan(3)
    expect(listsOf(state)).toEqual(listsOf(outline))
    const again = decodeOutline(encodeOutline(outline))
    expect(again && listsOf(again)).toEqual(listsOf(outline))
    // all at once, and clients in any order
    const whole = new DocumentState()
    whole.add(scanStored(Y.encodeStateAsUpdate(doc), whole))
    expect(listsOf(whole)).toEqual(listsOf(outline))
  })
}

test('an outline of another version, or none, is not read', () => {
  const outline = encodeOutline(outlineOf(new Y.Doc(), Uint8Array.of(0, 0)))
  expect(decodeOutline(outline)).not.toBeNull()
  for (const other of [new Uint8Array(), outline.slice(0, -1), outline.slice(2)]) {
    expect(decodeOutline(other)).toBeNull()
  }
})

/** A paragraph with a text and a line break in it, its state, and what `edit` adds to it as another client. */
function addition(edit: (paragraph: Y.XmlElement) => void) {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  doc.getXmlFragment('default').push([paragraph])
  paragraph.insert(0, [new Y.XmlText('words'), new Y.XmlElement('hardBreak')])
  const state = new DocumentState()
  state.add(scanStored(Y.encodeStateAsUpdate(doc), state))
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(other)
  other.transact(() => edit(other.getXmlFragment('default').get(0) as Y.XmlElement))
  return judgeUpdate(state, Y.encodeStateAsUpdate(other, before), ANY)
}

const FOREIGN = [
  ['a hook', () => new Y.XmlHook('x')],
  ['a map', () => new Y.Map()],
  ['an array', () => new Y.Array()],
  ['a fragment', () => new Y.XmlFragment()],
  ['a value', () => 'value'],
  ['octets', () => new Uint8Array(3)],
  ['a sub-document', () => new Y.Doc()],
] as const

test.each(FOREIGN)('[G12] %s in an element is refused, wherever it stands', (_, make) => {
  for (const index of [0, 1, 2]) {
    const verdict = addition((paragraph) => paragraph.insert(index, [make() as never]))
    expect(verdict, `at ${index}`).toEqual({ kind: 'forbidden', why: 'what no editor can show' })
  }
  const inOneNew = addition((paragraph) => {
    const element = new Y.XmlElement('x')
    paragraph.insert(1, [element])
    element.insert(0, [new Y.XmlText('a'), make() as never])
  })
  expect(inOneNew.kind).toBe('forbidden')
})

test.each(FOREIGN)('[G12] %s as an attribute is nothing that stands in the element', (_, make) => {
  expect(addition((paragraph) => paragraph.setAttribute('x', make() as never)).kind).toBe('new')
})

test('[G12] texts and elements in elements, and what stands in texts, are taken', () => {
  const verdict = addition((paragraph) => {
    paragraph.insert(1, [new Y.XmlText('a'), new Y.XmlElement('image'), new Y.Text('b') as never])
    const text = paragraph.get(0) as Y.XmlText
    text.insert(2, 'more', { bold: true })
    text.insertEmbed(0, { image: 'x' })
    text.insertEmbed(0, new Y.Map())
  })
  expect(verdict.kind).toBe('new')
})

test('[G12] what is put into an element that is new, by a client that comes before it, is found', () => {
  for (const [outer, inner] of [
    [9, 5],
    [5, 9],
  ] as const) {
    const first = new Y.Doc()
    first.clientID = outer
    first.getXmlFragment('default').push([new Y.XmlElement('paragraph')])
    const second = new Y.Doc()
    second.clientID = inner
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first))
    ;(second.getXmlFragment('default').get(0) as Y.XmlElement).insert(0, [new Y.XmlHook('x') as never])
    expect(judgeUpdate(new DocumentState(), Y.encodeStateAsUpdate(second), ANY).kind).toBe('forbidden')
  }
})
