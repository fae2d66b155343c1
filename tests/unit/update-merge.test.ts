import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { mergeScanned, writeSections } from '../../server/update-merge.ts'
import { scanStored } from '../../server/update-scan.ts'
import { contentOf, docOf, randomEditing, seededRandom } from './random-editing.ts'
import { admitted } from './stored-document.ts'

/** The deletions of a document, as comparable text. */
const deletionsOf = (doc: Y.Doc): string => {
  const { clients } = Y.createDeleteSetFromStructStore(doc.store)
  const ranges = [...clients].sort(([a], [b]) => a - b)
  return JSON.stringify(
    ranges.map(([client, items]) => [client, items.map(({ clock, len }) => [clock, len])]),
  )
}

for (const seed of [21, 22, 23, 24, 25, 26]) {
  test(`a merge is to every reader what Y.mergeUpdates makes of the same updates (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const { updates } = randomEditing(random, 4, 220)
    const taken = admitted(updates)
    for (let i = 0; i < 25; i++) {
      const from = Math.floor(random() * taken.length)
      const to = from + 1 + Math.floor(random() * (taken.length - from))
      const before = taken.slice(0, from).map(({ bytes }) => bytes)
      const part = taken.slice(from, to)
      const ours = mergeScanned(part)
      const theirs = Y.mergeUpdates(part.map(({ bytes }) => bytes))
      const [a, b] = [docOf(...before, ours), docOf(...before, theirs)]
      const hint = `records ${from} to ${to}`
      expect(contentOf(a), hint).toBe(contentOf(b))
      expect(Y.encodeStateVector(a), hint).toEqual(Y.encodeStateVector(b))
      expect(deletionsOf(a), hint).toBe(deletionsOf(b))
      expect(a.store.pendingStructs ?? a.store.pendingDs, hint).toBeNull()
      expect(Y.parseUpdateMeta(ours), hint).toEqual(Y.parseUpdateMeta(theirs))
    }
  })

  test(`a merge can be scanned, merged again and cut by yjs (seed ${seed})`, () => {
    const random = seededRandom(seed + 50)
    const { updates, doc } = randomEditing(random, 4, 220)
    const taken = admitted(updates)
    const half = Math.floor(taken.length / 2)
    const [first, second] = [taken.slice(0, half), taken.slice(half)].map((part) => mergeScanned(part))
    const merged = mergeScanned([scanStored(first as Uint8Array), scanStored(second as Uint8Array)])
    expect(merged).toEqual(mergeScanned(taken))
    expect(contentOf(docOf(merged))).toBe(contentOf(doc))
    // yjs's lazy functions count on the order of clients
    const old = docOf(first as Uint8Array)
    const rest = Y.diffUpdate(merged, Y.encodeStateVectorFromUpdate(first as Uint8Array))
    expect(contentOf(docOf(Y.encodeStateAsUpdate(old), rest))).toBe(contentOf(doc))
    expect(contentOf(docOf(Y.mergeUpdates([merged, first as Uint8Array])))).toBe(contentOf(doc))
  })
}

test('nothing merged is the empty update of yjs', () => {
  expect([...mergeScanned([])]).toEqual([0, 0])
})

test('deletions of several updates come out once, joined', () => {
  const deletions = (...octets: number[]) => scanStored(new Uint8Array([0, ...octets]))
  const merged = mergeScanned([
    deletions(1, 6, 1, 0, 3),
    deletions(1, 6, 2, 3, 2, 1, 1),
    deletions(1, 9, 1, 4, 1),
  ])
  expect([...merged]).toEqual([0, 2, 9, 1, 4, 1, 6, 1, 0, 5])
})

test('a gap or an overlap between updates of one client throws instead of writing wrong clocks', () => {
  const doc = new Y.Doc()
  const updates: ReturnType<typeof scanStored>[] = []
  doc.on('update', (update: Uint8Array) => updates.push(scanStored(update)))
  for (const letter of 'abc') doc.getText('default').insert(0, letter)
  const [a, b, c] = updates as [(typeof updates)[0], (typeof updates)[0], (typeof updates)[0]]
  expect(() => mergeScanned([a, c])).toThrow(/clock/)
  expect(() => mergeScanned([a, a])).toThrow(/clock/)
  expect(() => mergeScanned([b, a, c])).toThrow(/clock/)
})

test('the octets of an update that is a window on a larger buffer are found', () => {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, 'hello')
  const update = Y.encodeStateAsUpdate(doc)
  const buffer = new Uint8Array(update.length + 14).fill(0xff)
  buffer.set(update, 7)
  const scanned = scanStored(buffer.subarray(7, 7 + update.length))
  expect(writeSections(scanned.bytes, scanned.sections, scanned.deletions)).toEqual(update)
})
