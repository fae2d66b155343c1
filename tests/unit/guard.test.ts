import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocumentState, encodeStateVector } from '../../server/document-state.ts'
import { judgeUpdate, type Verdict } from '../../server/guard.ts'
import { mergeScanned } from '../../server/update-merge.ts'
import type { ScannedUpdate } from '../../server/update-scan.ts'
import { scanUpdate } from '../../server/update-scan.ts'
import { contentOf, docOf, randomEditing, seededRandom } from './random-editing.ts'

const ANY = { roots: null }

/** Admits updates one after the other; what comes too early waits for its turn, as a client would send it again. */
function admitAll(updates: readonly Uint8Array[]): { state: DocumentState; taken: ScannedUpdate[] } {
  const state = new DocumentState()
  const taken: ScannedUpdate[] = []
  let waiting = [...updates]
  while (waiting.length > 0) {
    const later = waiting.filter((update) => {
      const verdict = judgeUpdate(state, update, ANY)
      if (verdict.kind === 'new') {
        state.add(verdict.update)
        taken.push(verdict.update)
      }
      return verdict.kind === 'gap'
    })
    if (later.length === waiting.length) throw new Error('gaps that nothing closes')
    waiting = later
  }
  return { state, taken }
}

/** The clocks of a document as its own state vector says. */
const clocksOf = (doc: Y.Doc): Uint8Array => encodeStateVector(Y.decodeStateVector(Y.encodeStateVector(doc)))

for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
  test(`[G4, G5] taken updates merge to the document, in any order of arrival (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const { updates, doc } = randomEditing(random, 3, 300)
    const shuffled = updates
      .map((update, i) => ({ update, at: i + random() * 40 }))
      .sort((a, b) => a.at - b.at)
      .map(({ update }) => update)
    const { state, taken } = admitAll(shuffled)
    expect(encodeStateVector(state.clocks)).toEqual(clocksOf(doc))
    const merged = docOf(mergeScanned(taken))
    expect(merged.store.pendingStructs).toBeNull()
    expect(contentOf(merged)).toBe(contentOf(doc))
    for (const update of updates) expect(judgeUpdate(state, update, ANY).kind).toBe('known')
  })

  test(`[G4] a whole state against half of it trims to the other half (seed ${seed})`, () => {
    const { updates, doc } = randomEditing(seededRandom(seed + 100), 3, 300)
    const { state, taken } = admitAll(updates.slice(0, 150))
    const half = docOf(mergeScanned(taken))
    const verdict = judgeUpdate(state, Y.encodeStateAsUpdate(doc), ANY)
    if (verdict.kind !== 'new') throw new Error(verdict.kind)
    Y.applyUpdate(half, verdict.update.bytes)
    expect(contentOf(half)).toBe(contentOf(doc))
    state.add(verdict.update)
    expect(encodeStateVector(state.clocks)).toEqual(clocksOf(doc))
  })

  test(`[G1, G3] a mutant that is taken can be applied, whole and by everybody (seed ${seed})`, () => {
    const random = seededRandom(seed + 200)
    const { updates } = randomEditing(random, 2, 60)
    const { state, taken } = admitAll(updates.slice(0, 40))
    const base = mergeScanned(taken)
    const counts: Partial<Record<Verdict['kind'], number>> = {}
    for (let i = 0; i < 4_000; i++) {
      const mutant = Uint8Array.from(updates[Math.floor(random() * updates.length)] as Uint8Array)
      for (let flips = 1 + Math.floor(random() * 3); flips > 0; flips--) {
        mutant[Math.floor(random() * mutant.length)] = Math.floor(random() * 256)
      }
      const verdict = judgeUpdate(state, mutant, ANY)
      counts[verdict.kind] = (counts[verdict.kind] ?? 0) + 1
      if (verdict.kind !== 'new') continue
      const hex = Buffer.from(mutant).toString('hex')
      const doc = docOf(base, verdict.update.bytes)
      expect(doc.store.pendingStructs, hex).toBeNull()
      expect(doc.store.pendingDs, hex).toBeNull()
      const again = docOf(Y.encodeStateAsUpdate(doc))
      expect(Y.encodeStateVector(again), hex).toEqual(Y.encodeStateVector(doc))
    }
    expect(counts.malformed).toBeGreaterThan(0)
  })
}

test('[G1] the scan takes nothing that yjs does not decode', () => {
  const random = seededRandom(9)
  const { updates } = randomEditing(random, 3, 200)
  for (let i = 0; i < 30_000; i++) {
    const mutant = Uint8Array.from(updates[i % updates.length] as Uint8Array)
    mutant[Math.floor(random() * mutant.length)] = Math.floor(random() * 256)
    const scanned = scanUpdate(mutant)
    if (scanned.kind === 'malformed') continue
    const structs = Y.decodeUpdate(mutant).structs.length
    const hex = Buffer.from(mutant).toString('hex')
    expect(
      scanned.sections.reduce((sum, { count }) => sum + count, 0),
      hex,
    ).toBe(structs)
  }
})

/** The cases below are octets of `HOSTILE`-like updates: structs of one client, then deletions. */
const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

test('[G3] a struct of length 0 is malformed', () => {
  const state = new DocumentState()
  expect(judgeUpdate(state, octets('01 02 06 00 04 01 01 74 01 61 00 00 00'), ANY).kind).toBe('malformed')
  expect(judgeUpdate(state, octets('01 01 06 00 01 01 01 74 00 00'), ANY).kind).toBe('malformed')
})

test('[G5] a clock beyond the known one is a gap, and so is what a missing struct is needed for', () => {
  const state = new DocumentState()
  expect(judgeUpdate(state, octets('01 01 06 05 04 01 01 74 01 61 00'), ANY).kind).toBe('gap')
  expect(judgeUpdate(state, octets('01 01 06 00 84 09 00 01 61 00'), ANY).kind).toBe('gap')
})

test('[G6] structs that wait for each other are forbidden', () => {
  // client 7 clock 0 stands right of client 6 clock 0, which stands right of client 7 clock 0
  const circle = octets('02 01 07 00 84 06 00 01 61 01 06 00 84 07 00 01 62 00')
  expect(judgeUpdate(new DocumentState(), circle, ANY).kind).toBe('forbidden')
})

test('[G6] a chain through several clients that needs walking back and forth is taken', () => {
  const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
  for (let round = 0; round < 30; round++) {
    const doc = docs[round % 3] as Y.Doc
    const text = doc.getText('default')
    text.insert(text.length, `${round} `)
    for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)))
  }
  const whole = Y.encodeStateAsUpdate(docs[0] as Y.Doc)
  expect(judgeUpdate(new DocumentState(), whole, ANY).kind).toBe('new')
})

test('[G7] a deletion of clocks that nobody has seen is a gap', () => {
  expect(judgeUpdate(new DocumentState(), octets('00 01 06 01 00 0a'), ANY).kind).toBe('gap')
})

test('[G8] a root type that is not allowed is forbidden', () => {
  const doc = new Y.Doc()
  doc.getText('elsewhere').insert(0, 'x')
  const update = Y.encodeStateAsUpdate(doc)
  expect(judgeUpdate(new DocumentState(), update, { roots: new Set(['default']) }).kind).toBe('forbidden')
  expect(judgeUpdate(new DocumentState(), update, { roots: new Set(['elsewhere']) }).kind).toBe('new')
})

test('[G1] a V2 update is not taken for an empty V1 update', () => {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, 'hello')
  expect(judgeUpdate(new DocumentState(), Y.encodeStateAsUpdateV2(doc), ANY).kind).toBe('malformed')
})
