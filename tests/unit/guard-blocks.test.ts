import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ClockRanges } from '../../server/clock-ranges.ts'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { decodeOutline, encodeOutline } from '../../server/outline.ts'
import { scanStored } from '../../server/update-scan.ts'
import { outlineOf } from '../../server/workers/document-outline.ts'
import { randomEditing, seededRandom } from './random-editing.ts'
import { admitted } from './stored-document.ts'

const ANY = { roots: null }

const listOf = (blocks: ClockRanges) =>
  [...blocks.ranges()].sort((a, b) => a.client - b.client || a.clock - b.clock)

/** A document with a heading and two paragraphs, its state, and what `edit` adds to it by another client. */
function addition(edit: (fragment: Y.XmlFragment) => void) {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('default')
  for (const name of ['heading', 'paragraph', 'paragraph']) fragment.push([new Y.XmlElement(name)])
  const state = new DocumentState()
  state.add(scanStored(Y.encodeStateAsUpdate(doc), state))
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(other)
  other.transact(() => edit(other.getXmlFragment('default')))
  return { state, update: Y.encodeStateAsUpdate(other, before) }
}

const PLACES = [
  ['at the start', 0],
  ['in the middle', 1],
  ['at the end', 3],
] as const

for (const [where, index] of PLACES) {
  test(`[G12] a type that is no node put into the root ${where} is refused`, () => {
    for (const make of [() => new Y.XmlHook('x'), () => new Y.Map(), () => new Y.Text('x')]) {
      const { state, update } = addition((fragment) => fragment.insert(index, [make() as never]))
      expect(judgeUpdate(state, update, ANY)).toEqual(expect.objectContaining({ kind: 'forbidden' }))
    }
  })

  test(`[G12] an element with a text in it put into the root ${where} is taken`, () => {
    const { state, update } = addition((fragment) => {
      const paragraph = new Y.XmlElement('paragraph')
      fragment.insert(index, [paragraph])
      paragraph.insert(0, [new Y.XmlText('x'), new Y.XmlElement('hardBreak'), new Y.XmlText('y')])
    })
    expect(judgeUpdate(state, update, ANY).kind).toBe('new')
  })
}

test('[G12] a hook beside an element that the same update puts into the root is refused', () => {
  const { state, update } = addition((fragment) =>
    fragment.insert(1, [new Y.XmlElement('paragraph'), new Y.XmlHook('x') as never]),
  )
  expect(judgeUpdate(state, update, ANY).kind).toBe('forbidden')
})

test('[G12] a hook in the root is found whatever the order of the clients in the update', () => {
  for (const [high, low] of [
    [9, 5],
    [5, 9],
  ] as const) {
    const first = new Y.Doc()
    first.clientID = high
    first.getXmlFragment('default').push([new Y.XmlElement('paragraph')])
    const second = new Y.Doc()
    second.clientID = low
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first))
    second.getXmlFragment('default').insert(1, [new Y.XmlElement('p')])
    second.getXmlFragment('default').insert(2, [new Y.XmlHook('x') as never])
    expect(judgeUpdate(new DocumentState(), Y.encodeStateAsUpdate(second), ANY).kind).toBe('forbidden')
  }
})

for (const seed of [41, 42, 43]) {
  test(`[G12] the room knows the same blocks as the document, record by record and through a snapshot (seed ${seed})`, () => {
    const { updates } = randomEditing(seededRandom(seed), 3, 120)
    const state = new DocumentState()
    const doc = new Y.Doc()
    for (const { bytes } of admitted(updates)) {
      state.add(scanStored(bytes, state))
      Y.applyUpdate(doc, bytes)
    }
    const outline = outlineOf(doc, Y.encodeStateAsUpdate(doc))
    expect(listOf(state.blocks)).toEqual(listOf(outline.blocks))
    const again = decodeOutline(encodeOutline(outline))
    expect(again && [again.depth, listOf(again.blocks)]).toEqual([outline.depth, listOf(outline.blocks)])
    const whole = new DocumentState()
    whole.add(scanStored(Y.encodeStateAsUpdate(doc), whole))
    expect(listOf(whole.blocks)).toEqual(listOf(outline.blocks))
  })
}

test('[G13] what an update declares as deleted without showing it is bounded', () => {
  const deleted = (length: readonly number[]) => new Uint8Array([1, 1, 7, 0, 0, ...length, 0])
  expect(judgeUpdate(new DocumentState(), deleted([0x80, 0x80, 0x01]), ANY).kind).toBe('new')
  expect(judgeUpdate(new DocumentState(), deleted([0xff, 0xff, 0xff, 0xff, 0x0f]), ANY).kind).toBe(
    'forbidden',
  )
})
