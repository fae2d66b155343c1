import * as Y from 'yjs'

/** A small seeded generator (mulberry32): the same seed, the same numbers from 0 to below 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What several people made of one document: every update in the order it was made, and the merged result. */
export interface Editing {
  readonly updates: readonly Uint8Array[]
  readonly doc: Y.Doc
}

const TEXTS = ['a', 'é😀', 'some words ', '\n']

/**
 * Lets `people` edit a TipTap-like document `steps` times with random exchange in between. With `undoing` they also
 * take back what they did.
 */
export function randomEditing(random: () => number, people: number, steps: number, undoing = false): Editing {
  const updates: Uint8Array[] = []
  const below = (limit: number): number => Math.floor(random() * limit)
  const docs = Array.from({ length: people }, () => {
    const doc = new Y.Doc()
    doc.clientID = 1 + below(2 ** 31)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'exchange') updates.push(update)
    })
    return doc
  })
  const undos = new Map(undoing ? docs.map((doc) => [doc, undoOf(doc)]) : [])
  const pick = (): Y.Doc => docs[below(people)] as Y.Doc
  const exchange = (from: Y.Doc, to: Y.Doc): void =>
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'exchange')
  for (let step = 0; step < steps; step++) {
    const doc = pick()
    const undo = undos.get(doc)
    if (undo === undefined || random() >= 0.08) editOnce(doc, random, step)
    else if (random() < 0.7) undo.undo()
    else undo.redo()
    if (random() < 0.2) exchange(pick(), pick())
  }
  for (const from of docs) for (const to of docs) if (from !== to) exchange(from, to)
  return { updates, doc: docs[0] as Y.Doc }
}

/** Every change is a step of its own. */
const undoOf = (doc: Y.Doc): Y.UndoManager =>
  new Y.UndoManager([doc.getXmlFragment('default'), doc.getMap('meta')], { captureTimeout: 0 })

/** One edit of a TipTap-like document: a paragraph, words, formats, attributes, a map, deletions. */
export function editOnce(doc: Y.Doc, random: () => number, step: number): void {
  const below = (limit: number): number => Math.floor(random() * limit)
  const root = doc.getXmlFragment('default')
  const dice = random()
  if (dice < 0.1 || root.length === 0) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('p')])
    root.insert(below(root.length + 1), [paragraph])
    return
  }
  const paragraph = root.get(below(root.length)) as Y.XmlElement
  const text = paragraph.get(0) as Y.XmlText
  if (dice < 0.55) text.insert(wholePlace(text, below(text.length + 1)), TEXTS[below(TEXTS.length)] ?? '')
  else if (dice < 0.72 && text.length > 0) {
    const at = wholePlace(text, below(text.length))
    text.delete(at, wholePlace(text, Math.min(at + 2 + below(4), text.length)) - at)
  } else if (dice < 0.78) text.format(0, text.length, { bold: true })
  else if (dice < 0.82) paragraph.setAttribute('level', String(step))
  else if (dice < 0.86) text.insertEmbed(0, { image: 'x' })
  else if (dice < 0.92) doc.getMap('meta').set(`k${below(4)}`, [1, -2.5, null, true, 'x', { deep: [step] }])
  else if (root.length > 2) root.delete(below(root.length), 1)
}

/** The place at or before `at` that is not inside a surrogate pair: Yjs replicas differ when one cuts there. */
export function wholePlace(text: Y.XmlText, at: number): number {
  const units = (text.toDelta() as { insert: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : '-'))
    .join('')
  return at > 0 && /[\udc00-\udfff]/.test(units[at] ?? '') ? at - 1 : at
}

/** The whole content as one comparable text. */
export function contentOf(doc: Y.Doc): string {
  const meta = Object.entries(doc.getMap('meta').toJSON()).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([doc.getXmlFragment('default').toJSON(), meta])
}

/**
 * A document made of updates alone. Yjs, taking them for another's, would delete formatting marks that are too many
 * (`cleanupYTextAfterTransaction`); nobody wrote that.
 */
export function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) {
    doc.transact((transaction) => {
      Y.applyUpdate(doc, update)
      transaction.local = true
    })
  }
  return doc
}
