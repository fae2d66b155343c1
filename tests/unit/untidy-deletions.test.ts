import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ClockRanges } from '../../server/clock-ranges.ts'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { type Deletion, MAX_ROOTS, scanStored, scanUpdate } from '../../server/update-scan.ts'
import { docOf, seededRandom } from './random-editing.ts'

const ANY = { roots: null }
type Range = readonly [clock: number, length: number]

/** Deletions as they come: each client's ranges in a group of their own. */
const deletionsOf = (...clients: readonly (readonly [client: number, ranges: readonly Range[]])[]) =>
  encoding.encode((encoder) => {
    for (const value of [0, clients.length]) encoding.writeVarUint(encoder, value)
    for (const [client, ranges] of clients) {
      for (const value of [client, ranges.length, ...ranges.flat()]) encoding.writeVarUint(encoder, value)
    }
  })

/** A text of this many letters by client 6, of which every other one is deleted. */
function holes(letters: number): { readonly doc: Y.Doc; readonly state: DocumentState } {
  const doc = new Y.Doc()
  doc.clientID = 6
  const text = doc.getText('default')
  text.insert(0, 'x'.repeat(letters))
  for (let i = letters / 2; i > 0; i--) text.delete(i * 2 - 1, 1)
  const state = new DocumentState()
  state.add(scanStored(Y.encodeStateAsUpdate(doc), state))
  return { doc, state }
}

const listOf = (ranges: ClockRanges) => [...ranges.ranges()]

for (const seed of [1, 2, 3]) {
  test(`many deletions added at once are those added one by one (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const below = (limit: number): number => Math.floor(random() * limit)
    const some = (count: number): Deletion[] =>
      Array.from({ length: count }, () => ({ client: below(3), clock: below(400), length: 1 + below(5) }))
    const [together, single] = [new ClockRanges(), new ClockRanges()]
    for (const count of [100, 3, 50, 1, 0, 80]) {
      const deletions = some(count)
      together.addAll(deletions)
      for (const deletion of deletions) single.add(deletion)
      expect(new Map(listOf(together).map((range) => [`${range.client} ${range.clock}`, range]))).toEqual(
        new Map(listOf(single).map((range) => [`${range.client} ${range.clock}`, range])),
      )
    }
  })
}

test('[G7] deletions that overlap, or come in any order, are read as what they say together', () => {
  const messy = scanStored(
    deletionsOf(
      [
        6,
        [
          [4, 2],
          [0, 5],
          [0, 5],
        ],
      ],
      [7, [[1, 1]]],
      [6, [[9, 1]]],
    ),
  )
  expect([messy.untidy, messy.deletions]).toEqual([
    true,
    [
      { client: 6, clock: 0, length: 6 },
      { client: 6, clock: 9, length: 1 },
      { client: 7, clock: 1, length: 1 },
    ],
  ])
  expect(
    scanStored(
      deletionsOf(
        [7, [[1, 1]]],
        [
          6,
          [
            [0, 5],
            [5, 1],
          ],
        ],
      ),
    ).untidy,
  ).toBe(false)
})

test('[G7] a hundred thousand deletions that span what has holes cost no more than the holes', () => {
  const { doc, state } = holes(2_000)
  const known = listOf(state.deletions).length
  expect(known).toBeGreaterThan(900)
  const spanning = deletionsOf([6, Array.from({ length: 100_000 }, (): Range => [0, 2_000])])
  const verdict = judgeUpdate(state, spanning, ANY)
  if (verdict.kind !== 'new') throw new Error(verdict.kind)
  expect(verdict.update.deletions.length).toBeLessThanOrEqual(known + 1)
  // nobody else is sent the hundred thousand
  expect(verdict.update.bytes.length).toBeLessThan(10_000)
  Y.applyUpdate(doc, verdict.update.bytes)
  expect(doc.getText('default').length).toBe(0)
})

test('[G7] what is new goes on in order, once, also when all of it is new', () => {
  const { doc } = holes(20)
  const state = new DocumentState()
  state.clocks.set(6, 20)
  const verdict = judgeUpdate(
    state,
    deletionsOf([
      6,
      [
        [8, 4],
        [2, 4],
        [8, 4],
      ],
    ]),
    ANY,
  )
  if (verdict.kind !== 'new') throw new Error(verdict.kind)
  expect(Buffer.from(verdict.update.bytes)).toEqual(
    Buffer.from(
      deletionsOf([
        6,
        [
          [2, 4],
          [8, 4],
        ],
      ]),
    ),
  )
  expect(docOf(Y.encodeStateAsUpdate(doc), verdict.update.bytes).store.pendingDs).toBeNull()
})

test('[G8] of many root names no more are kept than it takes to refuse them', () => {
  const doc = new Y.Doc()
  for (let i = 0; i < 1_000; i++) doc.getText(`root ${i}`).insert(0, 'x')
  const update = Y.encodeStateAsUpdate(doc)
  const scanned = scanUpdate(update)
  expect(scanned.kind === 'update' && scanned.roots.length).toBe(MAX_ROOTS + 1)
  expect(judgeUpdate(new DocumentState(), update, ANY)).toEqual({ kind: 'forbidden', why: 'too many roots' })
})
