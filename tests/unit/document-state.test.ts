import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocumentState, decodeStateVector, encodeStateVector } from '../../server/document-state.ts'
import { scanStored } from '../../server/update-scan.ts'
import { randomEditing, seededRandom } from './random-editing.ts'
import { admitted } from './stored-document.ts'

test('[W1] a state vector is read and written as yjs does', () => {
  const { doc } = randomEditing(seededRandom(41), 5, 100)
  const theirs = Y.encodeStateVector(doc)
  const clocks = decodeStateVector(theirs)
  if (clocks === null) throw new Error('does not decode')
  expect(clocks).toEqual(Y.decodeStateVector(theirs))
  expect(encodeStateVector(clocks)).toEqual(theirs)
  expect([...encodeStateVector(new Map())]).toEqual([0])
})

test('[W4] a state vector cut at any octet, with octets behind it or a made-up count does not decode', () => {
  const bytes = encodeStateVector(
    new Map([
      [5, 300],
      [2 ** 31, 7],
    ]),
  )
  for (let end = 0; end < bytes.length; end++) expect(decodeStateVector(bytes.subarray(0, end))).toBeNull()
  expect(decodeStateVector(new Uint8Array([...bytes, 0]))).toBeNull()
  expect(decodeStateVector(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1]))).toBeNull()
  expect(decodeStateVector(new Uint8Array([1, 5, ...Array(12).fill(0xff)]))).toBeNull()
})

test('the state after any record has the clocks of a document made of the same records', () => {
  const { updates } = randomEditing(seededRandom(42), 3, 150)
  const [state, doc] = [new DocumentState(), new Y.Doc()]
  for (const record of admitted(updates)) {
    state.add(record)
    Y.applyUpdate(doc, record.bytes)
    expect(encodeStateVector(state.clocks)).toEqual(Y.encodeStateVector(doc))
  }
})

test('an update that comes twice, or is older than what is known, does not move a clock back', () => {
  const doc = new Y.Doc()
  doc.clientID = 3
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const text of ['one', 'two']) doc.getText('default').insert(0, text)
  const state = new DocumentState()
  for (const update of [...updates, updates[0] as Uint8Array]) state.add(scanStored(update))
  expect([state.clock(3), state.clock(4)]).toEqual([6, 0])
})
