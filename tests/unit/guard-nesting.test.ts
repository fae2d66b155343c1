import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { MAX_NESTING } from '../../lib/nesting-limit.ts'
import { DocumentState } from '../../server/document-state.ts'
import { judgeUpdate } from '../../server/guard.ts'
import { scanStored } from '../../server/update-scan.ts'
import { depthOf } from '../../server/workers/document-outline.ts'
import { docOf, seededRandom } from './random-editing.ts'

const ANY = { roots: null }

/** An update with `depth` elements, each in the one before; the first in the root `default`. 8 octets each. */
function nested(depth: number): Uint8Array {
  const client = 7
  const encoder = encoding.createEncoder()
  for (const count of [1, depth, client, 0]) encoding.writeVarUint(encoder, count)
  for (let clock = 0; clock < depth; clock++) {
    encoding.writeUint8(encoder, 7) // a shared type, no origins
    encoding.writeVarUint(encoder, clock === 0 ? 1 : 0)
    if (clock === 0) encoding.writeVarString(encoder, 'default')
    else for (const parent of [client, clock - 1]) encoding.writeVarUint(encoder, parent)
    encoding.writeVarUint(encoder, 3) // XmlElement
    encoding.writeVarString(encoder, 'p')
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

/** Everything that `edit` does to a document, as one update for each call. */
function updatesOf(edit: (fragment: Y.XmlFragment) => void): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  edit(doc.getXmlFragment('default'))
  return updates
}

test('[G10] elements within elements as deep as people make them are taken', () => {
  const update = nested(50)
  expect(judgeUpdate(new DocumentState(), update, ANY).kind).toBe('new')
  expect(docOf(update).getXmlFragment('default').toString()).toHaveLength(50 * '<p></p>'.length)
})

test('[G10] elements nested so deep that no browser can show or delete them are refused', () => {
  const update = nested(10_000)
  expect(() => docOf(update).getXmlFragment('default').toString()).toThrow(RangeError)
  expect(judgeUpdate(new DocumentState(), nested(1_000), ANY).kind).toBe('forbidden')
  // so many types only a worker places, and then it says so
  expect(judgeUpdate(new DocumentState(), update, ANY).kind).toBe('deep')
})

test('[G10] a document that grows deep one level at a time has to be looked at', () => {
  const state = new DocumentState()
  const updates = updatesOf((fragment) => {
    let parent: Y.XmlFragment = fragment
    for (let level = 0; level <= MAX_NESTING; level++) {
      const element = new Y.XmlElement('p')
      parent.insert(0, [element])
      parent = element
    }
  })
  const kinds = updates.map((update) => {
    const verdict = judgeUpdate(state, update, ANY)
    if (verdict.kind === 'new') state.add(verdict.update)
    return verdict.kind
  })
  expect(kinds.slice(0, MAX_NESTING)).not.toContain('deep')
  expect(kinds[MAX_NESTING]).toBe('deep')
})

test('[G10] many paragraphs, and lists as people write them, never come near the bound', () => {
  const state = new DocumentState()
  const updates = updatesOf((fragment) => {
    for (let i = 0; i < 300; i++) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(`line ${i}`)])
      fragment.insert(Math.floor(i / 2), [paragraph])
    }
    const list = new Y.XmlElement('bulletList')
    fragment.push([list])
    for (let i = 0; i < 300; i++) {
      const item = new Y.XmlElement('listItem')
      const paragraph = new Y.XmlElement('paragraph')
      item.insert(0, [paragraph])
      paragraph.insert(0, [new Y.XmlText('item')])
      list.insert(Math.floor(i / 3), [item])
    }
  })
  for (const update of updates) state.add(scanStored(update, state))
  const [one] = updatesOf((fragment) => fragment.push([new Y.XmlElement('paragraph')])) as [Uint8Array]
  expect(state.nesting.with(scanStored(one))).toBe(depthOf(docOf(...updates)))
})

test('[G10] what a worker measures takes the place of what was assumed', () => {
  const state = new DocumentState()
  const updates = [nested(40)]
  state.add(scanStored(nested(40), state))
  const [later] = updatesOf((fragment) => fragment.push([new Y.XmlElement('p')])) as [Uint8Array]
  state.nesting.measured(3, [])
  expect(state.nesting.with(scanStored(later))).toBe(3)
  state.nesting.measured(
    3,
    updates.map((update) => scanStored(update)),
  )
  expect(state.nesting.with(scanStored(later))).toBe(40)
})

for (const seed of [31, 32, 33]) {
  test(`[G10] the assumed depth is never less than the real one (seed ${seed})`, () => {
    const random = seededRandom(seed)
    const state = new DocumentState()
    const updates = updatesOf((fragment) => {
      const elements: Y.XmlFragment[] = [fragment]
      for (let i = 0; i < 60; i++) {
        const parent = elements[Math.floor(random() * elements.length)] as Y.XmlFragment
        const element = new Y.XmlElement('p')
        parent.insert(Math.floor(random() * (parent.length + 1)), [element])
        elements.push(element)
      }
    })
    const doc = new Y.Doc()
    for (const [i, update] of updates.entries()) {
      state.add(scanStored(update, state))
      Y.applyUpdate(doc, update)
      // now and then a worker looks
      if (random() < 0.2) state.nesting.measured(depthOf(doc), [])
      const last = scanStored(update, state)
      expect(state.nesting.with({ ...last, types: 0 }), `update ${i}`).toBeGreaterThanOrEqual(depthOf(doc))
    }
  })
}

test('[G10] in what came with more types than the event loop places all counts as deep, until a worker has looked', () => {
  const state = new DocumentState()
  const doc = new Y.Doc()
  const items = Array.from({ length: 3_000 }, () => new Y.XmlElement('item'))
  const lists = items.map((item) => {
    const list = new Y.XmlElement('list')
    list.insert(0, [item])
    return list
  })
  const empty = new Y.XmlElement('paragraph')
  doc.getXmlFragment('default').push([...lists, empty])
  const whole = Y.encodeStateAsUpdate(doc)
  expect(judgeUpdate(state, whole, ANY).kind).toBe('deep')
  state.add(scanStored(whole, state))
  const adding = (to: Y.XmlElement | undefined): Uint8Array => {
    const before = Y.encodeStateVector(doc)
    to?.insert(0, [new Y.XmlElement('paragraph')])
    return Y.encodeStateAsUpdate(doc, before)
  }
  const inBlock = adding(empty)
  expect(judgeUpdate(state, inBlock, ANY).kind).toBe('new')
  state.add(scanStored(inBlock, state))
  const inItem = adding(items[7])
  expect(judgeUpdate(state, inItem, ANY).kind).toBe('deep')
  state.nesting.measured(2, [])
  expect(judgeUpdate(state, inItem, ANY).kind).toBe('new')
})
