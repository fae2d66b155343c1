import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { LogRecord } from '../../server/storage/update-log.ts'
import { DocumentBuilder } from '../../server/workers/document-builder.ts'
import { docOf, randomEditing, seededRandom } from './random-editing.ts'
import { admitted, DOCUMENT, recordOf } from './stored-document.ts'

function builderOf(records: readonly LogRecord[]): DocumentBuilder {
  return new DocumentBuilder((_, after, on) => {
    const behind = records.filter(({ seq }) => seq > after)
    if (behind.length > 0) on.records(behind)
  })
}

const session = (seed: number): LogRecord[] =>
  admitted(randomEditing(seededRandom(seed), 1, 40).updates).map(({ bytes }, i) => recordOf(i + 1, bytes))

test('a look builds the document, and the next one only adds what is new', () => {
  const records = session(51)
  const shown: number[] = []
  const builder = new DocumentBuilder((_, after, on) => {
    const behind = records.filter(({ seq }) => seq > after)
    shown.push(behind.length)
    if (behind.length > 0) on.records(behind)
  })
  const first = builder.digest(DOCUMENT, false, 0)
  expect([first.seq, first.poison]).toEqual([records.length, []])
  builder.digest(DOCUMENT, false, 0)
  expect(shown).toEqual([records.length, 0])
})

test('[S19] a record that does not decode, or does not apply, is named with its author, and left out', () => {
  const records = session(52)
  const well = records.slice(0, 20)
  const broken = [
    recordOf(21, new Uint8Array([1, 1, 6, 0])),
    recordOf(22, new Uint8Array([1, 1, 6, 5, 4, 1, 1, 116, 1, 97, 0])),
  ]
  const doc = new Y.Doc()
  doc.getXmlFragment('default').push([new Y.XmlElement('paragraph')])
  const later = recordOf(23, Y.encodeStateAsUpdate(doc))
  const { poison, snapshot, seq } = builderOf([...well, ...broken, later]).digest(DOCUMENT, true, 0)
  expect(poison.map(({ seq, author }) => [seq, author])).toEqual([
    [21, 'ann'],
    [22, 'ann'],
  ])
  expect([snapshot, seq]).toEqual([null, 23])
  const emptied = broken.map(({ seq }) => recordOf(seq, new Uint8Array([0, 0])))
  const healed = builderOf([...well, ...emptied, later]).digest(DOCUMENT, true, 0)
  expect(healed.poison).toEqual([])
  expect(
    docOf(healed.snapshot?.snapshot.bytes as Uint8Array)
      .getXmlFragment('default')
      .toString(),
  ).toBe(
    docOf(...well.map(({ bytes }) => bytes), later.bytes)
      .getXmlFragment('default')
      .toString(),
  )
})

test('a document that is kept for the next look gets nothing that is not in the log', () => {
  const [ann, ben] = [new Y.Doc(), new Y.Doc()]
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('hello world')])
  ann.getXmlFragment('default').push([paragraph])
  const seed = Y.encodeStateAsUpdate(ann)
  const records = [recordOf(1, seed)]
  Y.applyUpdate(ben, seed)
  const builder = builderOf(records)
  builder.digest(DOCUMENT, false, 0)
  // two who make the same words bold at once: whoever hears of it as of others, Yjs makes delete marks
  for (const doc of [ann, ben]) {
    doc.on('update', (update: Uint8Array) => records.push(recordOf(records.length + 1, update)))
    const first = doc.getXmlFragment('default').get(0) as Y.XmlElement
    ;(first.get(0) as Y.XmlText).format(0, 5, { bold: true })
  }
  const { deletions } = builder.digest(DOCUMENT, false, 0)
  expect(Y.decodeUpdate(deletions).ds.clients.size).toBe(0)
})

test('[A6] an update that yjs throws on lies deeper than anything may', () => {
  const builder = builderOf(session(54))
  const subdocumentWithoutOptions = new Uint8Array([1, 1, 6, 0, 9, 1, 1, 116, 1, 103, 127, 0])
  expect(builder.try(DOCUMENT, subdocumentWithoutOptions).depth).toBe(Number.POSITIVE_INFINITY)
  expect(builder.try(DOCUMENT, new Uint8Array([0, 0]))).toEqual({ depth: 2, tidies: true })
})
