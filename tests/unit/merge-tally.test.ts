import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { mergeWords } from '../../app/d/[id]/save-words.ts'
import { translatorOf } from '../../lib/i18n/translator.ts'
import { incomingChanges, MergeTally } from '../../lib/merge-tally.ts'

const text = (doc: Y.Doc) => doc.getText('t')

/** What `doc` counts when it takes in all that `other` has. */
function counted(doc: Y.Doc, other: Y.Doc): number {
  let count = 0
  const note = (transaction: Y.Transaction) => {
    count += incomingChanges(transaction)
  }
  doc.on('afterTransaction', note)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
  doc.off('afterTransaction', note)
  return count
}

function twins(): [Y.Doc, Y.Doc] {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  text(here).insert(0, 'shared words')
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  return [here, there]
}

test('[T9] what others inserted in different places and deleted is counted, once', () => {
  const [here, there] = twins()
  text(there).insert(0, 'a')
  text(there).insert(8, 'b')
  text(there).delete(3, 2)
  expect(counted(here, there)).toBe(3)
  expect(counted(here, there)).toBe(0)
})

test('[T9] what came and went again while one was away is not counted', () => {
  const [here, there] = twins()
  text(there).insert(3, 'gone again')
  text(there).delete(3, 10)
  expect(counted(here, there)).toBe(0)
})

test('[T9] what one wrote oneself is not counted when it comes back', () => {
  const [here, there] = twins()
  text(here).insert(0, 'mine')
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  expect(counted(here, there)).toBe(0)
})

test('[T9] the tally holds what was acknowledged and came in since the line was lost', () => {
  const tally = new MergeTally()
  tally.receive(5)
  tally.leave(1_000, 40)
  tally.leave(2_000, 41)
  tally.receive(30)
  tally.receive(4)
  expect(tally.settle(3_000, 52)).toEqual({ sent: 12, received: 34 })
  expect(tally.settle(4_000, 60)).toBe(null)
})

test('[T9] a short look away without edits is worth no word, a long one is', () => {
  const tally = new MergeTally()
  tally.leave(0, 7)
  tally.receive(3)
  expect(tally.settle(2_000, 7)).toBe(null)
  tally.leave(10_000, 7)
  tally.receive(3)
  expect(tally.settle(50_000, 7)).toEqual({ sent: 0, received: 3 })
})

test.each([
  [{ sent: 12, received: 34 }, 'Back online. 12 of your changes were sent; 34 changes by others came in.'],
  [{ sent: 1, received: 1 }, 'Back online. 1 of your changes was sent; 1 change by others came in.'],
  [{ sent: 2, received: 0 }, 'Back online. 2 of your changes were sent; nothing by others came in.'],
  [{ sent: 0, received: 2 }, 'Back online. 2 changes by others came in.'],
])('[T9] %j is told as “%s”', (report, words) => {
  expect(mergeWords(translatorOf('en'), report)).toBe(words)
})
