import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { scanStored } from '../../server/update-scan.ts'
import { docOf } from './random-editing.ts'

const ANY = { roots: null }
const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

// Client 6: an element (clock 0) in the root, and what is said about its attribute `k`.
const ELEMENT = '06 00 07 01 07 64 65 66 61 75 6c 74 03 01 70'
const K = '24 00 06 00 01 6b'
const AB = '02 61 62'
const ATTRIBUTE_A = octets(`01 02 ${ELEMENT} ${K} 01 61 00`)
const LONG = octets(`01 02 ${ELEMENT} ${K} ${AB} 00`)

test('yjs fails for good on half a value of a key, once what has the key is deleted', () => {
  const deleteHalf = octets('00 01 06 01 02 01')
  const deleteElement = octets('00 01 06 01 00 01')
  expect(() => docOf(LONG, deleteHalf, deleteElement)).toThrow('Unexpected case')
})

type Row = readonly [what: string, known: Uint8Array | null, update: Uint8Array]

test.each<Row>([
  ['a value of two clocks', null, LONG],
  [
    'a value of two clocks that takes the place of another',
    ATTRIBUTE_A,
    octets(`01 01 06 02 84 06 01 ${AB} 00`),
  ],
  ['a value and one of two clocks at once', null, octets(`01 03 ${ELEMENT} ${K} 01 61 84 06 01 ${AB} 00`)],
  ['a value of two clocks by another client', ATTRIBUTE_A, octets(`01 01 05 00 84 06 01 ${AB} 00`)],
  ['a value left of another', ATTRIBUTE_A, octets('01 01 06 02 44 06 01 01 62 00')],
  ['a text between a value and a text', ATTRIBUTE_A, octets('01 01 06 02 c4 06 00 06 01 01 62 00')],
  ['a value with a text right of it', ATTRIBUTE_A, octets('01 01 06 02 c4 06 01 06 00 01 62 00')],
  [
    'a value of two clocks that comes before what it replaces',
    octets(`01 01 ${ELEMENT} 00`),
    octets(`02 01 07 00 84 05 00 ${AB} 01 05 00 ${K} 01 61 00`),
  ],
  [
    'a value with a right neighbour that comes later',
    octets(`01 01 ${ELEMENT} 00`),
    octets(`02 01 07 00 c4 06 00 05 00 01 62 01 05 00 ${K} 01 61 00`),
  ],
])('[G15] %s is forbidden', (_, known, update) => {
  const state = new DocumentState()
  if (known !== null) state.add(scanStored(known, state))
  expect(judgeUpdate(state, update, ANY)).toEqual({ kind: 'forbidden', why: 'a value that no client writes' })
})

test('[G15] a run of values that were replaced, as yjs writes it, is taken', () => {
  const doc = new Y.Doc()
  const element = new Y.XmlElement('p')
  doc.getXmlFragment('default').insert(0, [element])
  for (const level of ['1', '2', '3', '4']) element.setAttribute('level', level)
  const undo = new Y.UndoManager(doc.getXmlFragment('default'))
  element.setAttribute('level', '5')
  undo.undo()
  undo.redo()
  const update = Y.encodeStateAsUpdate(doc)
  expect(Y.decodeUpdate(update).structs.some(({ length }) => length > 1)).toBe(true)
  expect(judgeUpdate(new DocumentState(), update, ANY).kind).toBe('new')
})
