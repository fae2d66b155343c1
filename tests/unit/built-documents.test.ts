import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DocumentId } from '../../lib/ids.ts'
import { BuiltDocuments } from '../../server/workers/built-documents.ts'

const MIB = 1024 * 1024
const id = (name: string): DocumentId => name.padEnd(26, '0') as DocumentId
const built = (seq: number, size: number) => ({ doc: new Y.Doc(), seq, time: 0, size })

test('a document is taken out to be changed, and is there again only when it is put back', () => {
  const shelf = new BuiltDocuments()
  const one = built(7, 10)
  shelf.put(id('a'), one, 0)
  expect(shelf.take(id('a'))).toBe(one)
  expect(shelf.take(id('a'))).toBeNull()
})

test('what was used longest ago makes room: 8 MiB of encoded state are kept', () => {
  const shelf = new BuiltDocuments()
  for (const name of ['a', 'b', 'c']) shelf.put(id(name), built(1, 2 * MIB), 0)
  shelf.put(id('a'), built(2, 2 * MIB), 0)
  shelf.put(id('d'), built(1, 3 * MIB), 0)
  expect(['a', 'b', 'c', 'd'].map((name) => shelf.take(id(name))?.seq)).toEqual([2, undefined, 1, 1])
})

test('a document larger than all that is kept is not kept', () => {
  const shelf = new BuiltDocuments()
  shelf.put(id('a'), built(1, 9 * MIB), 0)
  shelf.put(id('b'), built(1, MIB), 0)
  expect([shelf.take(id('a')), shelf.take(id('b'))?.seq]).toEqual([null, 1])
})

test('what nobody has asked for in a minute is let go', () => {
  const shelf = new BuiltDocuments()
  shelf.put(id('a'), built(1, 10), 0)
  shelf.put(id('b'), built(1, 10), 30_000)
  shelf.tick(60_001)
  expect([shelf.take(id('a')), shelf.take(id('b'))?.seq]).toEqual([null, 1])
})
