import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { keepMarks } from '../../lib/keep-marks.ts'
import { cutUpdate } from '../../server/update-cut.ts'
import { joinForTidying } from '../../server/workers/tidy-cut.ts'
import { randomEditing, seededRandom } from './random-editing.ts'
import { wholeContent } from './whole-content.ts'

const PIECE_BYTES = 60
const LINE = 'line'

/** A document that takes these updates, and what it has to say about them. */
function hear(updates: readonly Uint8Array[], prepare: (doc: Y.Doc) => void) {
  const doc = new Y.Doc()
  prepare(doc)
  const said: Uint8Array[] = []
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== LINE) said.push(update)
  })
  for (const update of updates) Y.applyUpdate(doc, update, LINE)
  return { doc, said }
}

/** The clocks that these updates delete, in order. */
const marksOf = (said: readonly Uint8Array[]): readonly string[] =>
  said
    .flatMap((update) => [...Y.decodeUpdate(update).ds.clients])
    .flatMap(([client, items]) =>
      items.flatMap(({ clock, len }) => Array.from({ length: len }, (_, i) => `${client}:${clock + i}`)),
    )
    .sort()

const seeds = Array.from({ length: 150 }, (_, i) => i + 1)
const documents = seeds.map((seed) => randomEditing(seededRandom(seed), 3, 120, true).doc)
const piecesOf = (doc: Y.Doc): readonly Uint8Array[] => cutUpdate(Y.encodeStateAsUpdate(doc), PIECE_BYTES)

test('[J3] left to itself, Yjs takes formats away from documents that come in pieces', () => {
  const changed = documents.filter((doc) => {
    const joined = hear(piecesOf(doc), () => undefined)
    return joined.said.length > 0 && wholeContent(joined.doc) !== wholeContent(doc)
  })
  expect(changed.length).toBeGreaterThan(0)
})

test('[J3] who keeps marks has the document as it is, and says nothing', () => {
  for (const doc of documents) {
    const joined = hear(piecesOf(doc), keepMarks)
    expect(joined.said).toEqual([])
    expect(wholeContent(joined.doc)).toBe(wholeContent(doc))
  }
})

test('[J3] who tidies up gets pieces that it takes no formats from, and seldom all as one', () => {
  let [before, after] = [0, 0]
  for (const doc of documents) {
    const whole = Y.encodeStateAsUpdate(doc)
    const pieces = piecesOf(doc)
    const joined = joinForTidying(whole, pieces)
    const [inPieces, atOnce] = [hear(joined, () => undefined), hear([whole], () => undefined)]
    expect(wholeContent(inPieces.doc)).toBe(wholeContent(atOnce.doc))
    expect(marksOf(inPieces.said)).toEqual(marksOf(atOnce.said))
    before += pieces.length
    after += joined.length
  }
  expect(after).toBeGreaterThan(before / 2)
})

test('[R2] a reader who hears of two that made the same words bold at once says nothing', () => {
  const [ann, ben] = [new Y.Doc(), new Y.Doc()]
  ann.getText('default').insert(0, 'hello world')
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  for (const doc of [ann, ben]) doc.getText('default').format(0, 5, { bold: true })
  const written = [ann, ben].map((doc) => Y.encodeStateAsUpdate(doc))
  const plain = hear(written, (doc) => doc.getText('default'))
  expect(plain.said.length).toBeGreaterThan(0)
  const reader = hear(written, (doc) => {
    doc.getText('default')
    keepMarks(doc)
  })
  expect(reader.said).toEqual([])
  expect(reader.doc.getText('default').toDelta()).toEqual(plain.doc.getText('default').toDelta())
})

test('places in a text are right after what others wrote', () => {
  const [ann, ben] = [new Y.Doc(), new Y.Doc()]
  keepMarks(ann)
  const text = ann.getText('default')
  text.insert(0, 'x'.repeat(2_000))
  text.insert(1_000, 'here')
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ann))
  ben.getText('default').insert(10, 'ten letters', { bold: true })
  Y.applyUpdate(ann, Y.encodeStateAsUpdate(ben), LINE)
  text.insert(text.toString().indexOf('here'), '!')
  expect(text.toString()).toContain('!here')
})
