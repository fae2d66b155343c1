import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { cutUpdate } from '../../server/update-cut.ts'
import { contentOf, docOf, randomEditing, seededRandom } from './random-editing.ts'

/** Applies the pieces one by one; nothing may ever wait for a later one. */
function assembled(pieces: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const piece of pieces) {
    Y.applyUpdate(doc, piece)
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
  }
  return doc
}

for (const seed of [61, 62, 63, 64]) {
  for (const most of [40, 300, 100_000]) {
    test(`pieces of ${most} octets make the same document, each complete after those before (seed ${seed})`, () => {
      const { updates } = randomEditing(seededRandom(seed), 4, 200)
      const whole = docOf(...updates)
      const bytes = Y.encodeStateAsUpdate(whole)
      const pieces = cutUpdate(bytes, most)
      const copy = assembled(pieces)
      expect(contentOf(copy)).toEqual(contentOf(whole))
      expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(whole))
      if (most > bytes.length) expect(pieces.length).toBeLessThanOrEqual(2)
    })
  }
}

test('a long text is split, and what takes two units is not', () => {
  const doc = new Y.Doc()
  const text = doc.getText('default')
  text.insert(0, 'end')
  text.insert(0, 'aé漢😀'.repeat(2_000))
  const pieces = cutUpdate(Y.encodeStateAsUpdate(doc), 1_000)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1_100)
  const copy = assembled(pieces)
  expect(copy.getText('default').toString()).toBe(text.toString())
  expect(Y.encodeStateAsUpdate(copy)).toEqual(Y.encodeStateAsUpdate(doc))
})

test('many deletions are cut as well', () => {
  const doc = new Y.Doc()
  const text = doc.getText('default')
  text.insert(0, 'x'.repeat(4_000))
  for (let i = 0; i < 2_000; i++) text.delete(i, 1)
  const pieces = cutUpdate(Y.encodeStateAsUpdate(doc), 1_000)
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1_100)
  expect(assembled(pieces).getText('default').toString()).toBe(text.toString())
})

test('an update without anything has no pieces', () => {
  expect(cutUpdate(Y.encodeStateAsUpdate(new Y.Doc()), 1_000)).toEqual([])
})
